/** The test as it goes on: each step as soon as something is known of it. */
import { atom } from "nanostores";
import type { ConnectionReport } from "../../../shared/protocol/http.ts";
import { type Candidate, candidatesOf, type Outcome, tryCandidate, trySocket, type Way } from "../../media/connection-test.ts";
import { ask, type Trouble } from "../text/ask.ts";
import { type Verdict, verdictOf } from "./verdict.ts";

export interface StepState {
  key: "https" | "kartu" | "socket" | "media" | Way;
  /** Host and port, where there is one to name. */
  at: string;
  outcome: Outcome | "running";
}

export interface TestState {
  steps: StepState[];
  verdict: Verdict | null;
  report: ConnectionReport | null;
  /** Why Kartu did not say what to try. */
  trouble: Trouble | null;
}

const NOTHING: TestState = { steps: [], verdict: null, report: null, trouble: null };
const yes = (ok: boolean): Outcome => (ok ? { ok, ms: 0 } : { ok, why: "silent" });

/** @param code of an invite, for those without a session */
export function connectionTest(code: string) {
  const $state = atom<TestState>(NOTHING);
  let run = 0;

  async function start(): Promise<void> {
    const mine = ++run;
    const change = (part: Partial<TestState>): void => {
      if (mine === run) $state.set({ ...$state.get(), ...part });
    };
    const show = (step: StepState): void => {
      const { steps } = $state.get();
      const at = steps.findIndex((one) => one.key === step.key && one.at === step.at);
      change({ steps: at === -1 ? [...steps, step] : steps.with(at, step) });
    };
    const step = async (key: StepState["key"], at: string, trying: Promise<Outcome>): Promise<Outcome> => {
      show({ key, at, outcome: "running" });
      const outcome = await trying;
      show({ key, at, outcome });
      return outcome;
    };

    $state.set(NOTHING);
    const secure = isSecureContext;
    show({ key: "https", at: "", outcome: yes(secure) });
    const asking = ask("POST /api/connection", { body: code === "" ? {} : { code } });
    await step(
      "kartu",
      "",
      asking.then((answer) => yes(answer.ok || answer.code !== "unreachable")),
    );
    const answer = await asking;
    const socket = await step("socket", "", trySocket());
    if (!answer.ok) {
      change({ trouble: answer, verdict: verdictOf({ secure, socket, ways: [], media: null }) });
      return;
    }
    const { media } = answer.value;
    change({ report: answer.value });
    if (media !== "mesh") show({ key: "media", at: "", outcome: yes(media === "livekit") });
    const candidates: Candidate[] = typeof RTCPeerConnection === "function" ? candidatesOf(answer.value) : [];
    const ways = await Promise.all(
      candidates.map(async (one) => ({ way: one.way, outcome: await step(one.way, one.at, tryCandidate(one)) })),
    );
    change({ verdict: verdictOf({ secure, socket, ways, media }) });
  }

  return {
    $state,
    start,
    /** What still comes of a test that was left is not shown. */
    stop: () => void run++,
  };
}
