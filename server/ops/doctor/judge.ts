/** What the facts mean for people who want to meet here, in plain sentences. Pure. */
import type { CertificateFacts, DataFacts, Facts } from "./facts.ts";

export interface Finding {
  about: "node" | "page" | "data" | "disk" | "backup" | "port" | "address" | "https" | "sound" | "network";
  /** `bad`: Kartu does not work, or not as it was configured; `warning`: something will be missed. */
  level: "good" | "warning" | "bad";
  says: string;
  /** What to do about it. */
  remedy?: string;
}

const DAY_MS = 86_400_000;
const GB = 1e9;
const good = (about: Finding["about"], says: string): Finding => ({ about, level: "good", says });
const warning = (about: Finding["about"], says: string, remedy: string): Finding => ({ about, level: "warning", says, remedy });
const bad = (about: Finding["about"], says: string, remedy: string): Finding => ({ about, level: "bad", says, remedy });

function judgeNode({ node, pageBuilt }: Facts): Finding[] {
  const [major = 0, minor = 0] = node.replace(/^v/, "").split(".").map(Number);
  const fits = major > 24 || (major === 24 && minor >= 7);
  return [
    fits
      ? good("node", `Node ${node} fits.`)
      : bad(
          "node",
          `Node ${node} is too old: Kartu needs 24.7.`,
          "Start Kartu by npm start, which takes a fitting one, or install Node 24.",
        ),
    pageBuilt
      ? good("page", "The page is built.")
      : bad("page", "The page is not built: people would see nothing.", "npm run build (npm start does it, too)."),
  ];
}

function judgeDisk(free: number | null): Finding[] {
  if (free === null) return [];
  const room = `${(free / GB).toFixed(1)} GB are free where the data is.`;
  if (free < 0.2 * GB)
    return [bad("disk", `${room} Soon nothing can be kept any more.`, "Make room, or set KARTU_DATA to a folder on a larger disk.")];
  return [
    free < 2 * GB
      ? warning("disk", room, "Make room before it is needed: a restore needs twice the size of the data.")
      : good("disk", room),
  ];
}

function judgeBackup({ database, backupAt }: DataFacts, now: number): Finding[] {
  if (database.state !== "good") return [];
  const days = backupAt === null ? Number.POSITIVE_INFINITY : Math.floor((now - backupAt) / DAY_MS);
  if (days <= 7) return [good("backup", `The newest backup is ${days === 0 ? "of today" : `${days} day(s) old`}.`)];
  const says = backupAt === null ? "There is no backup in the data folder." : `The newest backup in the data folder is ${days} days old.`;
  return [warning("backup", says, "npm run backup -- <a folder on another disk>, every day (a timer or cron).")];
}

function judgeData(data: DataFacts, now: number): Finding[] {
  const { folder, problem, readable, held, database } = data;
  if (problem !== null) return [bad("data", problem, "Set KARTU_DATA to a folder that this user may write.")];
  const findings: Finding[] = [];
  if (database.state === "bad")
    findings.push(bad("data", `The data in ${folder} cannot be used (${database.why}).`, "npm run restore -- <a backup>"));
  else if (database.state === "none") findings.push(good("data", `Nothing is kept in ${folder} yet; it can be written.`));
  else findings.push(good("data", `The data in ${folder} is whole${held ? ", and a Kartu is running on it" : ""}.`));
  if (readable) findings.push(warning("data", `Other users of this host can read ${folder}.`, `chmod -R go= ${folder}`));
  return [...findings, ...judgeDisk(data.freeBytes), ...judgeBackup(data, now)];
}

function judgePort({ port }: Facts): Finding {
  if (port.state === "kartu") return good("port", `Kartu answers on port ${port.number}.`);
  if (port.state === "free") return good("port", `Port ${port.number} is free for Kartu, which does not run now.`);
  return bad("port", `Port ${port.number} cannot be had (${port.why}).`, "Stop the other program, or set PORT to another number.");
}

function judgeCertificate(certificate: CertificateFacts, now: number): Finding {
  const remedy = "Renew it, and set KARTU_TLS_CERT and KARTU_TLS_KEY to the new files; Kartu reads them when it starts.";
  if (certificate.problem !== null) return bad("https", certificate.problem, remedy);
  const { from, until, names, fits, selfSigned } = certificate;
  if (!fits) return bad("https", "KARTU_TLS_KEY is not the key of KARTU_TLS_CERT.", remedy);
  if (now > until || now < from) return bad("https", "The certificate is not valid today.", remedy);
  if (!names) return bad("https", "The certificate is for another name than PUBLIC_URL's.", remedy);
  if (selfSigned)
    return warning(
      "https",
      "The certificate is signed by itself: every browser warns, and phones often refuse.",
      "Use one of a public authority, or the proxy of docker-compose.yml.",
    );
  const days = Math.floor((until - now) / DAY_MS);
  return days < 14
    ? warning("https", `The certificate ends in ${days} days.`, remedy)
    : good("https", `The certificate holds for ${days} days.`);
}

function judgeAddress(facts: Facts): Finding[] {
  const { publicAddress: at, network, loopbackOnly } = facts;
  if (at === null) {
    if (loopbackOnly || network.length === 0)
      return [
        warning(
          "address",
          "Only this computer reaches Kartu.",
          "Set PUBLIC_URL, and put a proxy in front or set KARTU_HOST: see README, How others reach it.",
        ),
      ];
    return [good("address", `People in the same network reach Kartu at ${network.join(" or ")}; for people elsewhere set PUBLIC_URL.`)];
  }
  const findings: Finding[] = [];
  if (at.reach === "this-device")
    findings.push(
      bad(
        "address",
        `PUBLIC_URL is ${at.origin}, which leads everyone to their own computer.`,
        "Set it to the name by which others reach this host.",
      ),
    );
  else if (at.leadsTo.length === 0)
    findings.push(
      bad(
        "address",
        `The name ${at.host} leads nowhere.`,
        "Make an A record (and AAAA, if the host has IPv6) that points to this host's public address.",
      ),
    );
  else {
    const who = at.reach === "internet" ? "everyone on the internet" : "people in this network";
    const where = at.own
      ? ""
      : "; none of these is an address of this host itself, which is right behind a router or proxy that hands on to it";
    findings.push(
      good("address", `The name ${at.host} leads to ${at.leadsTo.join(", ")}${where}. Invites carry ${at.origin}, for ${who}.`),
    );
  }
  if (at.answers.by === "other")
    findings.push(
      bad(
        "address",
        `${at.origin} is answered by something else than Kartu (${at.answers.why}).`,
        "Look where the name and the proxy lead.",
      ),
    );
  if (at.answers.by === "nobody" && facts.port.state === "kartu")
    findings.push(
      warning(
        "address",
        `Asked from this host, ${at.origin} does not answer (${at.answers.why}).`,
        "Open it on a phone without Wi-Fi. If it fails there too: firewall (TCP 80 and 443), proxy, or name.",
      ),
    );
  if (at.answers.by === "kartu") findings.push(good("address", `${at.origin} is answered by Kartu.`));
  return findings;
}

function judgeHttps(facts: Facts, now: number): Finding[] {
  const { publicAddress: at, certificate, trustProxy } = facts;
  const findings = certificate === null ? [] : [judgeCertificate(certificate, now)];
  const remedy = "Use the proxy of docker-compose.yml, or KARTU_TLS_CERT and KARTU_TLS_KEY: see README, How others reach it.";
  if (at === null) {
    if (certificate === null)
      findings.push(
        warning(
          "https",
          "Without https browsers give no microphone, except on this computer itself. Walking, chat and boards work.",
          remedy,
        ),
      );
  } else if (!at.https)
    findings.push(bad("https", "PUBLIC_URL is http: browsers give no microphone there. Walking, chat and boards work.", remedy));
  else if (certificate === null && !trustProxy)
    findings.push(
      bad(
        "https",
        "PUBLIC_URL is https, but Kartu has neither a certificate nor word of a proxy: cookies would travel unprotected, and rates would count everyone as one.",
        "Set KARTU_TRUST_PROXY=1 where a proxy stands in front, else KARTU_TLS_CERT and KARTU_TLS_KEY.",
      ),
    );
  else if (certificate === null) findings.push(good("https", "A proxy in front speaks https."));
  return findings;
}

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

function judgeSound(facts: Facts): Finding[] {
  const { turn, livekit, publicAddress: at } = facts;
  if (livekit !== null) {
    return [
      livekit.problem === null
        ? good("sound", `LiveKit at ${livekit.url} answers and takes the key: sound for whole groups.`)
        : bad(
            "sound",
            `LiveKit at ${livekit.url} cannot be used (${livekit.problem}): until it can, sound goes from page to page.`,
            "Start it, and compare LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET with its configuration.",
          ),
    ];
  }
  const findings = [
    ...judgeStun(facts),
    good("sound", "Without LiveKit sound goes from page to page: each page hears up to eight others at once."),
  ];
  if (turn !== null)
    findings.push(
      turn.answers
        ? good("sound", `The relay ${turn.host} answers. (Whether the secret fits shows when two people on different networks talk.)`)
        : bad(
            "sound",
            `The relay ${turn.host} does not answer (${turn.why}).`,
            "Start coturn, open UDP 3478 for it, or correct KARTU_TURN_HOST.",
          ),
    );
  else if (at?.reach === "internet")
    findings.push(
      warning(
        "sound",
        "There is no relay: over the internet there is no sound where minors are admitted, until the owner accepts that those who talk see each other's address; and strict networks get none at all.",
        "Set up coturn (KARTU_TURN_HOST, KARTU_TURN_SECRET) or LiveKit: see README, Sound across the internet.",
      ),
    );
  return findings;
}

/** @param now UTC ms */
export const judge = (facts: Facts, now: number): Finding[] => [
  ...judgeNode(facts),
  ...judgeData(facts.data, now),
  judgePort(facts),
  ...judgeAddress(facts),
  ...judgeHttps(facts, now),
  ...judgeSound(facts),
];
