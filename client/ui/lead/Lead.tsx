import { useLingui as useI18n } from "@lingui/react";
import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { ChevronLeft, X } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useEffectEvent, useRef } from "react";
import type { Session } from "../space/session.ts";
import { $dock, $gone, $sheet, $tool, $waiting, closeSheet, closeTool, openTool, type Tool } from "../space/lead-state.ts";
import { Concerns } from "./Concerns.tsx";
import { DoneNotice } from "./DoneNotice.tsx";
import { Door } from "./Door.tsx";
import { Gather } from "./Gather.tsx";
import { Hands } from "./Hands.tsx";
import { HelpCalls } from "./HelpCalls.tsx";
import { Message } from "./Message.tsx";
import { Order } from "./Order.tsx";
import { SessionLead } from "./SessionLead.tsx";
import { TimerTool } from "./TimerTool.tsx";
import { TOOL_NAMES, TOOLS } from "./tools.ts";
import { useKeepFocus } from "./use-keep-focus.ts";
import { useLeadNews } from "./use-lead-news.ts";
import css from "./Lead.module.css";

/** What those who lead have beside everyone's bar: slim at the edge of the map, or a sheet where there is no room for it. */
export function Lead({ session, sheet }: { session: Session; sheet: boolean }) {
  const { t } = useLingui();
  const dock = useStore($dock);
  const open = useStore($sheet);
  const tool = useStore($tool);
  useLeadNews();
  useEffect(() => () => $tool.set(null), []);
  const close = (): void => {
    if ($tool.get() !== null) closeTool();
    else if (sheet) closeSheet();
  };
  const byKey = (event: KeyboardEvent): void => {
    if (event.key === "Escape") close();
  };
  const fromNowhere = useEffectEvent((event: globalThis.KeyboardEvent): void => {
    // What was pressed last may be gone, and the focus with it.
    if (event.key === "Escape" && event.target === document.body && document.querySelector("dialog[open]") === null) close();
  });
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent): void => fromNowhere(event);
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  return (
    <>
      {sheet ? (
        open && (
          // Escape closes what holds the focus.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
          <aside className={css.sheet} data-sheet="" aria-label={t`Lead the session`} onKeyDown={byKey}>
            <div className={css.head}>
              {tool !== null && (
                <button type="button" className={css.close} aria-label={t`Back to the tools`} onClick={closeTool}>
                  <ChevronLeft aria-hidden />
                </button>
              )}
              <Title tool={tool} />
              <button type="button" className={css.close} aria-label={t`Close`} onClick={closeSheet}>
                <X aria-hidden />
              </button>
            </div>
            {tool === null ? <Buttons className={css.grid} /> : <Body tool={tool} session={session} />}
          </aside>
        )
      ) : dock ? (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
        <aside className={css.side} aria-label={t`Lead the session`} onKeyDown={byKey}>
          <Buttons className={css.dock} />
          {tool !== null && (
            <div className={css.card} data-card="">
              <div className={css.head}>
                <Title tool={tool} />
                <button type="button" className={css.close} aria-label={t`Close`} onClick={closeTool}>
                  <X aria-hidden />
                </button>
              </div>
              <Body tool={tool} session={session} />
            </div>
          )}
        </aside>
      ) : null}
      <DoneNotice />
    </>
  );
}

function Title({ tool }: { tool: Tool | null }) {
  const { i18n } = useI18n();
  return (
    <h2 id={tool === null ? "lead-heading" : "tool-heading"} tabIndex={-1}>
      {tool === null ? <Trans>Lead the session</Trans> : i18n._(TOOLS[tool].title)}
    </h2>
  );
}

function Buttons({ className }: { className: string | undefined }) {
  const { i18n } = useI18n();
  const { t } = useLingui();
  const waiting: Partial<Record<Tool, number>> = useStore($waiting);
  const open = useStore($tool);
  const gone = useStore($gone);
  return (
    <ul className={className}>
      {TOOL_NAMES.map((tool) => {
        const { icon: Icon, label } = TOOLS[tool];
        const count = waiting[tool] ?? 0;
        const missing = tool === "concerns" ? gone.length : 0;
        return (
          <li key={tool}>
            <button
              type="button"
              className={css.tool}
              data-tool={tool}
              aria-expanded={open === tool}
              onClick={() => (open === tool ? closeTool() : openTool(tool))}
            >
              <span className={css.icon}>
                <Icon aria-hidden />
                {count > 0 && (
                  <span className={css.badge} aria-hidden="true">
                    {count}
                  </span>
                )}
                {missing > 0 && (
                  <span className={css.badge} data-kind="gone" aria-hidden="true">
                    {missing}
                  </span>
                )}
              </span>
              <span>{i18n._(label)}</span>
              {count > 0 && <span className="hidden">, {t`${plural(count, { one: "# person", other: "# people" })}`}</span>}
              {missing > 0 && <span className="hidden">, {t`${plural(missing, { one: "# not back yet", other: "# not back yet" })}`}</span>}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

const BODIES: Record<Tool, (props: { session: Session }) => ReactNode> = {
  gather: Gather,
  hands: Hands,
  help: HelpCalls,
  door: Door,
  message: Message,
  timer: TimerTool,
  order: Order,
  concerns: Concerns,
  lead: SessionLead,
};

function Body({ tool, session }: { tool: Tool; session: Session }) {
  const Inner = BODIES[tool];
  const card = useRef<HTMLElement>(null);
  useKeepFocus(card);
  return (
    // It may scroll, and then it must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section ref={card} className={css.body} tabIndex={0} aria-labelledby="tool-heading">
      <Inner session={session} />
    </section>
  );
}
