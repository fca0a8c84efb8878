/** The running space of this page: who holds its connection and its sound, and how both are opened and put down. */
import { atom } from "nanostores";
import { can } from "../../../shared/domain/permissions.ts";
import type { IceReport, Me } from "../../../shared/protocol/http.ts";
import type { MediaPort } from "../../media/media-transport.ts";
import type { MediaControl } from "../../media/start.ts";
import { call } from "../../net/api.ts";
import type { SpaceCommands } from "../../net/space-commands.ts";
import { $sound } from "../../store/prefs.ts";
import { shareDevice } from "../../store/kept.ts";
import { $connection, $me, $space } from "../../store/space.ts";
import { ask } from "../text/ask.ts";
import { talkKeyFree } from "./talk-key.ts";

export type Session = SpaceCommands & MediaPort;

export const $session = atom<Session | null>(null);
export const $media = atom<MediaControl | null>(null);
/** No answer from the server at all (or its code did not load). */
export const $unreachable = atom(false);
/** Known to the server, but without a name: asked for before anybody sees them. */
export const $nameless = atom(false);
/** Grows with each "go back in". */
export const $attempt = atom(0);
export const again = (): void => $attempt.set($attempt.get() + 1);

const faked = (): boolean => import.meta.env.DEV && new URLSearchParams(location.search).has("fake");

/** Joins; the lists and the chat are usable when `$connection` says so. @returns how to put it down */
export function openSession(space: string): () => void {
  let wanted = true;
  $connection.set({ state: "joining" });
  $unreachable.set(false);
  $nameless.set(false);
  const open = async (): Promise<void> => {
    // Beside the code, so that the question costs nobody a wait; what is wrong with the answer `openSpace` says.
    const [{ openSpace }, me] = await Promise.all([loadNet(), faked() ? null : ask("GET /api/me")]);
    if (!wanted) return;
    if (me?.ok) {
      // Known before the door opens: the lobby greets by it, and a shared device keeps nothing.
      $me.set(me.value);
      shareDevice(me.value.shared ?? false);
    }
    if (me?.ok && me.value.name === "") return $nameless.set(true);
    const session = await openSpace(space, me?.ok ? me.value : undefined);
    if (wanted) $session.set(session);
    else session.leave();
  };
  open().catch((error: unknown) => {
    console.warn("The space does not open", error);
    if (wanted) $unreachable.set(true);
  });
  return () => {
    wanted = false;
    closeMedia();
    $session.get()?.leave();
    $session.set(null);
  };
}

// One's role may change at any moment: with it, whether there is a microphone.
$space.listen((space) => {
  if (space !== null) $media.get()?.allowSpeaking(can(space.role, "media.speak"));
});

async function loadNet(): Promise<{ openSpace(space: string, known?: Me): Promise<Session> }> {
  if (import.meta.env.DEV && faked()) return import("../../debug/fake-space.ts");
  return import("../../net/open-space.ts");
}

async function iceOf(space: string): Promise<IceReport> {
  const answer = await call("GET /api/spaces/:space/ice", { params: { space } });
  if (!answer.ok) throw new Error(`No word on the way of sound: ${answer.code}`);
  return answer.value;
}

/** One at a time: a tap while the sound still loads waits for the same. */
let opening: Promise<MediaControl | null> | null = null;
/** Grows whenever the sound is put down: what was still loading then does not open any more. */
let turn = 0;

/** Gives camera, microphone and screen back, and is silent. */
export function closeMedia(): void {
  turn += 1;
  opening = null;
  $media.get()?.stop();
  $media.set(null);
}

// The page that says so stays open, perhaps for long: no device stays open behind it.
const isOver = (): boolean => ["ended", "refused"].includes($connection.get().state);
$connection.listen(() => {
  if (isOver()) closeMedia();
});

/** The sound of this page, opened if it is not. Null where the space was left meanwhile, or is over. */
export function openMedia(): Promise<MediaControl | null> {
  const there = $media.get();
  if (there) return Promise.resolve(there);
  if (opening !== null) return opening;
  const mine = startSound().finally(() => {
    if (opening === mine) opening = null;
  });
  opening = mine;
  return mine;
}

async function startSound(): Promise<MediaControl | null> {
  const mine = turn;
  const session = $session.get();
  const space = $space.get();
  if (session === null || space === null || isOver()) return null;
  const startMedia =
    import.meta.env.DEV && faked()
      ? await import("../../debug/fake-space.ts").then(
          ({ fakeMedia }) =>
            () =>
              fakeMedia,
        )
      : (await import("../../media/start.ts")).startMedia;
  if (mine !== turn) return null;
  const control = startMedia(session, () => iceOf(space.id), { maySpeak: can(space.role, "media.speak"), keyFree: talkKeyFree });
  $media.set(control);
  return control;
}

/** "Turn sound on": from a tap. */
export async function hear(): Promise<void> {
  $sound.set("on");
  await (await openMedia())?.hearNow();
}

/** The camera's switch. Showing oneself brings hearing along, as speaking does. */
export async function switchCam(on: boolean): Promise<void> {
  if (!on) return $media.get()?.stopCam();
  $sound.set("on");
  await (await openMedia())?.requestCam();
}

export async function switchScreen(on: boolean): Promise<void> {
  if (!on) return $media.get()?.stopScreen();
  $sound.set("on");
  await (await openMedia())?.shareScreen();
}

/** Everything that was chosen, although the line is weak. */
export const showAnyway = (): void => $media.get()?.showAnyway();

/** The one microphone switch: ask, mute, unmute. Speaking brings hearing along. */
export async function switchMic(to: "on" | "muted"): Promise<void> {
  if (to === "muted") return $media.get()?.mute();
  $sound.set("on");
  await (await openMedia())?.requestMic();
}
