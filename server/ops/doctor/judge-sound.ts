/** What the facts mean for sound, in plain sentences. Pure. */
import { reachOf } from "../../../shared/domain/media/reach.ts";
import type { Facts, TurnFacts } from "./facts.ts";
import { bad, type Finding, good, warning } from "./finding.ts";

/** LiveKit's tokens hold for seconds, the relay's credentials for ten minutes: from here on the clock is to be named, ms. */
const CLOCK_MS = 5_000;

function judgeStun({ stun, iceUrls, publicAddress }: Facts): Finding[] {
  if (iceUrls > 0) return [good("sound", `Pages are told ${iceUrls} address(es) of KARTU_ICE_URLS in place of Kartu's own STUN answer.`)];
  const outside = publicAddress?.reach === "internet" ? " Whether the firewall lets UDP in cannot be seen from here." : "";
  if (stun.state === "answers") return [good("sound", `Kartu answers STUN on UDP port ${stun.port}.${outside}`)];
  if (stun.state === "free") return [good("sound", `UDP port ${stun.port} is free for Kartu's STUN answer.${outside}`)];
  if (stun.state === "taken")
    return [
      bad(
        "sound",
        `UDP port ${stun.port} has another program: pages do not learn their own address.`,
        "Set KARTU_STUN_PORT to another port, or KARTU_ICE_URLS.",
      ),
    ];
  return [
    warning(
      "sound",
      "Kartu's STUN answer is off: across the internet two people hardly find each other.",
      "Leave KARTU_STUN_PORT at 3478, or set KARTU_ICE_URLS.",
    ),
  ];
}

function judgeLiveKit({ url, problem, clockOffMs }: NonNullable<Facts["livekit"]>): Finding[] {
  const clock =
    clockOffMs === null || Math.abs(clockOffMs) < CLOCK_MS
      ? null
      : `the clocks differ: LiveKit's is ${Math.round(Math.abs(clockOffMs) / 1000)} s ${clockOffMs > 0 ? "ahead of" : "behind"} this host's`;
  const remedy = "Let both hosts set their clocks by the network (systemd-timesyncd or chrony): LiveKit refuses keys of another time.";
  if (problem === null) {
    const found = [good("sound", `LiveKit at ${url} answers and takes the key: sound and pictures for whole groups.`)];
    return clock === null ? found : [...found, warning("sound", `With LiveKit at ${url} ${clock}.`, remedy)];
  }
  if (clock !== null) return [bad("sound", `LiveKit at ${url} cannot be used (${problem}), and ${clock}.`, remedy)];
  return [
    bad(
      "sound",
      `LiveKit at ${url} cannot be used (${problem}): until it can, sound goes from page to page.`,
      /keys are refused/.test(problem)
        ? "It is there. Compare LIVEKIT_API_KEY and LIVEKIT_API_SECRET with the keys in its configuration."
        : "Start it, or correct LIVEKIT_URL: from this host that address has to lead to it.",
    ),
  ];
}

function judgeTurn(turn: TurnFacts, { publicAddress: at }: Facts): Finding[] {
  const { host, udp, tcp, refused, relayed } = turn;
  if (refused)
    return [
      bad(
        "sound",
        `The relay ${host} refuses Kartu's credentials: nobody gets sound through it.`,
        "Its static-auth-secret and KARTU_TURN_SECRET must be the same (with use-auth-secret), and both clocks right within ten minutes.",
      ),
    ];
  if (udp !== null && tcp !== null)
    return [
      bad(
        "sound",
        `The relay ${host} does not answer (${udp}; TCP: ${tcp}).`,
        "Start coturn, open UDP and TCP 3478 for it, or correct KARTU_TURN_HOST.",
      ),
    ];
  const missing = udp ?? tcp;
  const findings = [
    missing === null
      ? good("sound", `The relay ${host} answers over UDP and TCP, and takes Kartu's credentials.`)
      : warning(
          "sound",
          `The relay ${host} answers over ${udp === null ? "UDP" : "TCP"} alone (${missing}).`,
          `Open ${udp === null ? "TCP" : "UDP"} 3478 for it: some networks let nothing else out.`,
        ),
  ];
  if (relayed !== null && at?.reach === "internet" && reachOf(relayed) !== "internet")
    findings.push(
      bad(
        "sound",
        `The relay lends the address ${relayed}, which nobody outside this network reaches.`,
        "Set external-ip in its configuration to this host's public address (with Docker: PUBLIC_IP in .env).",
      ),
    );
  for (const { url, problem } of turn.tls)
    findings.push(
      problem === null
        ? good("sound", `The relay answers at ${url}: schools that let out nothing but https get sound.`)
        : bad(
            "sound",
            `The relay does not answer at ${url} (${problem}).`,
            "See README, Sound across the internet: the second name, and its certificate.",
          ),
    );
  return findings;
}

export function judgeSound(facts: Facts): Finding[] {
  const { turn, livekit, publicAddress: at } = facts;
  const findings = [
    ...judgeStun(facts),
    ...(livekit === null
      ? [good("sound", "Without LiveKit sound goes from page to page: each page hears up to eight others at once.")]
      : judgeLiveKit(livekit)),
  ];
  if (turn !== null) findings.push(...judgeTurn(turn, facts));
  else if (at?.reach === "internet")
    findings.push(
      livekit === null
        ? warning(
            "sound",
            "There is no relay: over the internet there is no sound where minors are admitted, until the owner accepts that those who talk see each other's address; and strict networks get none at all.",
            "Set up coturn (KARTU_TURN_HOST, KARTU_TURN_SECRET) or LiveKit: see README, Sound across the internet.",
          )
        : warning(
            "sound",
            "There is no relay: people in strict networks (schools, offices) do not reach LiveKit, and get no sound.",
            "Set up coturn (KARTU_TURN_HOST, KARTU_TURN_SECRET): see README, Sound across the internet.",
          ),
    );
  return findings;
}
