import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import {
  ChevronUp,
  Coffee,
  Ellipsis,
  History,
  Headphones,
  Keyboard,
  LifeBuoy,
  List,
  LogOut,
  MapIcon,
  MessageCircle,
  Presentation,
  ScreenShare,
  ScreenShareOff,
  Settings,
  UserPlus,
  Users,
} from "lucide-react";
import { useId, useRef, type ReactNode } from "react";
import { can } from "../../../shared/domain/permissions.ts";
import { $view } from "../../store/prefs.ts";
import { $boardHere, $place, $places, $role } from "../../store/space.ts";
import { Item } from "./BarItem.tsx";
import { HandButton } from "./HandButton.tsx";
import { LeadButton } from "./LeadButton.tsx";
import { $pushToTalk } from "../../store/devices.ts";
import { MicButton } from "./MicButton.tsx";
import { CamButton, ScreenButton, useScreen } from "./PictureButtons.tsx";
import { stepAway } from "./step-away.ts";
import { TalkButton } from "./TalkButton.tsx";
import type { Session } from "./session.ts";
import { $dialog, $lastTab, $openBoard, $panel, $unread, showPanel, togglePanel } from "./ui-state.ts";
import { $writeOpen, closeWriting, openWriting } from "./writing/state.ts";
import css from "./Bar.module.css";

/** The board at hand: the one stood at, else the only one of the place; otherwise the list shows them all. */
function openBoardHere(): void {
  const here = $boardHere.get();
  if (here) return $openBoard.set(here);
  const boards = ($places.get()[$place.get() ?? ""]?.areas ?? []).filter((area) => area.kind === "board");
  const [only] = boards;
  if (only && boards.length === 1) $openBoard.set({ board: only.board, area: only.id });
  else {
    if ($view.get() === "map") showPanel("people");
    requestAnimationFrame(() => document.querySelector("#section-boards")?.scrollIntoView());
  }
}

export function Bar({ session, narrow }: { session: Session; narrow: boolean }) {
  const { t } = useLingui();
  return (
    <div className={css.wrap}>
      <div role="group" aria-label={t`Controls`} className={css.bar}>
        {useStore($pushToTalk) === "on" ? <TalkButton /> : <MicButton />}
        {narrow && <CamButton />}
        {narrow ? <PhoneItems session={session} /> : <DesktopItems session={session} />}
      </div>
    </div>
  );
}

function useView() {
  const view = useStore($view);
  return { view, toggle: () => $view.set(view === "map" ? "list" : "map") };
}

function DesktopItems({ session }: { session: Session }) {
  const { t } = useLingui();
  const panel = useStore($panel);
  const unread = useStore($unread);
  const board = useStore($openBoard);
  const writing = useStore($writeOpen);
  const role = useStore($role);
  const { view, toggle } = useView();
  return (
    <>
      <button
        type="button"
        className={`${css.item} ${css.small}`}
        aria-label={t`Microphone, speaker, camera`}
        title={t`Microphone, speaker, camera`}
        onClick={() => $dialog.set({ kind: "devices" })}
      >
        <ChevronUp aria-hidden />
      </button>
      <CamButton />
      <ScreenButton />
      {can(role, "chat.write") && (
        <Item icon={<Keyboard aria-hidden />} pressed={writing} opens="write" onClick={() => (writing ? closeWriting() : openWriting())}>
          <Trans>Write</Trans>
        </Item>
      )}
      <Item icon={<MessageCircle aria-hidden />} pressed={panel === "chat"} badge={unread} opens="chat" onClick={() => togglePanel("chat")}>
        <Trans>Chat</Trans>
      </Item>
      {view === "map" && (
        <Item icon={<Users aria-hidden />} pressed={panel === "people"} opens="people" onClick={() => togglePanel("people")}>
          <Trans>People</Trans>
        </Item>
      )}
      <Item icon={<Presentation aria-hidden />} pressed={board !== null} onClick={() => (board ? $openBoard.set(null) : openBoardHere())}>
        <Trans>Board</Trans>
      </Item>
      {/* Who leads has the queue; their own hand is a key away. */}
      {!can(role, "lead.hold") && <HandButton session={session} />}
      <LeadButton sheet={board !== null || view === "list"} />
      <span className={css.gap} />
      <Item icon={<Coffee aria-hidden />} onClick={() => stepAway(session)}>
        <Trans>Step away</Trans>
      </Item>
      <Item icon={view === "map" ? <List aria-hidden /> : <MapIcon aria-hidden />} onClick={toggle}>
        {view === "map" ? <Trans>List view</Trans> : <Trans>Map view</Trans>}
      </Item>
      <Item icon={<Settings aria-hidden />} onClick={() => $dialog.set({ kind: "settings" })}>
        <Trans>Settings</Trans>
      </Item>
      <Item icon={<LogOut aria-hidden />} onClick={() => $dialog.set({ kind: "leave" })}>
        <Trans>Leave</Trans>
      </Item>
    </>
  );
}

function PhoneItems({ session }: { session: Session }) {
  const panel = useStore($panel);
  const unread = useStore($unread);
  const board = useStore($openBoard);
  const role = useStore($role);
  const leads = can(role, "lead.hold");
  const screen = useScreen();
  const { view, toggle } = useView();
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  const row = (icon: ReactNode, label: ReactNode, act: () => void) => (
    <li>
      <button
        type="button"
        onClick={() => {
          menu.current?.hidePopover();
          act();
        }}
      >
        {icon}
        {label}
      </button>
    </li>
  );
  return (
    <>
      <Item
        icon={view === "map" ? <Users aria-hidden /> : <MessageCircle aria-hidden />}
        pressed={panel !== null}
        badge={unread}
        opens="people chat"
        onClick={() => togglePanel(panel ?? (unread > 0 ? "chat" : $lastTab.get()))}
      >
        {view === "map" ? <Trans>People & chat</Trans> : <Trans>Chat</Trans>}
      </Item>
      <Item icon={<Presentation aria-hidden />} pressed={board !== null} onClick={() => (board ? $openBoard.set(null) : openBoardHere())}>
        <Trans>Board</Trans>
      </Item>
      {leads ? <LeadButton sheet /> : <HandButton session={session} />}
      <button type="button" className={css.item} popoverTarget={id} data-opens="write">
        <span className={css.icon}>
          <Ellipsis aria-hidden />
        </span>
        <span className={css.label}>
          <Trans>More</Trans>
        </span>
      </button>
      <div popover="auto" id={id} ref={menu} className={css.menu}>
        <ul>
          {row(
            view === "map" ? <List aria-hidden /> : <MapIcon aria-hidden />,
            view === "map" ? <Trans>List view</Trans> : <Trans>Map view</Trans>,
            toggle,
          )}
          {screen.may &&
            row(
              screen.on ? <ScreenShareOff aria-hidden /> : <ScreenShare aria-hidden />,
              screen.on ? <Trans>Stop sharing</Trans> : <Trans>Share screen</Trans>,
              screen.toggle,
            )}
          {can(role, "chat.write") && row(<Keyboard aria-hidden />, <Trans>Write to those near you</Trans>, openWriting)}
          {row(<Coffee aria-hidden />, <Trans>Step away</Trans>, () => stepAway(session))}
          {row(<History aria-hidden />, <Trans>What happened so far</Trans>, () => $dialog.set({ kind: "history" }))}
          {!leads && row(<LifeBuoy aria-hidden />, <Trans>Call a trainer</Trans>, () => $dialog.set({ kind: "help" }))}
          {can(role, "invite.create") && row(<UserPlus aria-hidden />, <Trans>Invite</Trans>, () => $dialog.set({ kind: "invite" }))}
          {row(<Headphones aria-hidden />, <Trans>Microphone, speaker, camera</Trans>, () => $dialog.set({ kind: "devices" }))}
          {row(<Settings aria-hidden />, <Trans>Settings</Trans>, () => $dialog.set({ kind: "settings" }))}
          {row(<LogOut aria-hidden />, <Trans>Leave</Trans>, () => $dialog.set({ kind: "leave" }))}
        </ul>
      </div>
    </>
  );
}
