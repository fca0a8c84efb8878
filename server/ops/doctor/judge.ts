/** What the facts mean for people who want to meet here, in plain sentences. Pure. */
import type { CertificateFacts, DataFacts, Facts } from "./facts.ts";
import { bad, type Finding, good, warning } from "./finding.ts";
import { judgeSound } from "./judge-sound.ts";

export type { Finding };

const DAY_MS = 86_400_000;
const GB = 1e9;
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
  else if (certificate === null)
    findings.push(good("https", "A proxy in front is to speak https (KARTU_TRUST_PROXY): whether it does, the page named below says."));
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
