import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { MessageCircle, Users, X } from "lucide-react";
import { useEffect, useRef, type KeyboardEvent } from "react";
import { $view } from "../../store/prefs.ts";
import { Chat } from "./Chat.tsx";
import { People } from "./People.tsx";
import type { Session } from "./session.ts";
import { $unread, closePanel, showPanel, type Tab } from "./ui-state.ts";
import css from "./Panel.module.css";

const BOTH: readonly Tab[] = ["people", "chat"];
/** Beside the list view, which holds the people already. */
const CHAT: readonly Tab[] = ["chat"];

export function Panel({ session, tab: chosen }: { session: Session; tab: Tab }) {
  const { t } = useLingui();
  const unread = useStore($unread);
  const tabs = useStore($view) === "list" ? CHAT : BOTH;
  const tab = tabs.includes(chosen) ? chosen : "chat";
  const list = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = panel.current;
    const onKey = (event: globalThis.KeyboardEvent): void => {
      if (event.key === "Escape") closePanel();
    };
    element?.addEventListener("keydown", onKey);
    return () => element?.removeEventListener("keydown", onKey);
  }, []);
  const byArrow = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(tab) + 1) % tabs.length] ?? "people";
    showPanel(next);
    list.current?.querySelector<HTMLButtonElement>(`#tab-${next}`)?.focus();
  };
  return (
    <aside ref={panel} className={css.panel} aria-label={t`People and chat`}>
      <div className={css.head}>
        <div role="tablist" aria-label={t`People and chat`} className={css.tabs} ref={list}>
          {tabs.map((name) => (
            <button
              key={name}
              type="button"
              role="tab"
              id={`tab-${name}`}
              aria-selected={tab === name}
              aria-controls="panel-body"
              tabIndex={tab === name ? 0 : -1}
              className={css.tab}
              onKeyDown={byArrow}
              onClick={() => showPanel(name)}
            >
              {name === "people" ? <Users aria-hidden /> : <MessageCircle aria-hidden />}
              {name === "people" ? <Trans>People</Trans> : <Trans>Chat</Trans>}
              {name === "chat" && unread > 0 && <span className={css.unread}>{unread}</span>}
            </button>
          ))}
        </div>
        <button type="button" className={css.close} aria-label={t`Close the panel`} onClick={closePanel}>
          <X aria-hidden />
        </button>
      </div>
      <div id="panel-body" role="tabpanel" aria-labelledby={`tab-${tab}`} className={css.body} data-tab={tab}>
        {tab === "people" ? <People session={session} /> : <Chat session={session} />}
      </div>
    </aside>
  );
}
