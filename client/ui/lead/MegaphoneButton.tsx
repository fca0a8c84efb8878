import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { Megaphone } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { can } from "../../../shared/domain/permissions.ts";
import { $sessionFacts } from "../../store/leading.ts";
import { $megaphoneHeld } from "../../store/media.ts";
import { $sound } from "../../store/prefs.ts";
import { $people, $role, $you } from "../../store/space.ts";
import { $media, openMedia } from "../space/session.ts";
import css from "./Tools.module.css";

const PRESSES = new Set(["Space", "Enter", "NumpadEnter"]);

/** Heard in all places while it is held. A press without a finger (voice control, a switch) speaks until the next one. */
export function MegaphoneButton() {
  const { t } = useLingui();
  const holder = useStore($sessionFacts).megaphone;
  const you = useStore($you);
  const name = useStore($people)[holder]?.name ?? "?";
  const mine = holder !== 0 && holder === you;
  const taken = holder !== 0 && !mine;
  const held = useRef(false);
  const hold = (on: boolean): void => {
    if (held.current === on || (on && taken)) return;
    held.current = on;
    if (on) $sound.set("on");
    void holdSound();
  };
  const holdSound = async (): Promise<void> => {
    // Let go before the sound had come: then it is let go as soon as it is there.
    const is = await (await openMedia())?.holdMegaphone(held.current);
    // Without a microphone it is not: the next press is a new one.
    if (is !== true) held.current = false;
  };
  useEffect(() => {
    // Ended by something else than the hand, e.g. muted.
    const off = $megaphoneHeld.listen((is) => {
      if (!is) held.current = false;
    });
    return () => {
      off();
      if (held.current) void $media.get()?.holdMegaphone(false);
    };
  }, []);
  const keys = (on: boolean) => (event: KeyboardEvent) => {
    if (!PRESSES.has(event.code)) return;
    event.preventDefault();
    if (!event.repeat) hold(on);
  };
  if (!can(useStore($role), "media.megaphone")) return null;
  return (
    <div className={css.loud}>
      <button
        type="button"
        className={css.megaphone}
        data-held={mine}
        aria-pressed={mine}
        aria-disabled={taken}
        onPointerDown={(event) => {
          if (event.button === 0) hold(true);
        }}
        onPointerUp={() => hold(false)}
        onPointerLeave={() => hold(false)}
        onPointerCancel={() => hold(false)}
        onContextMenu={(event) => event.preventDefault()}
        onKeyDown={keys(true)}
        onKeyUp={keys(false)}
        onBlur={() => hold(false)}
        onClick={(event) => {
          if (event.detail === 0) hold(!held.current);
        }}
      >
        <Megaphone aria-hidden />
        {mine ? <Trans>All hear you</Trans> : <Trans>Hold to speak to all</Trans>}
      </button>
      <p className={css.hint}>
        {taken ? <Trans>{name} speaks to everyone just now.</Trans> : t`In all places, also in quiet areas, while you hold it.`}
      </p>
    </div>
  );
}
