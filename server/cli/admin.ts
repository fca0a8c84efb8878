/**
 * `npm run admin -- create <name> | list | owner-link | reset-login <who>`: the organisation's people, from the shell of the host. (The
 * owner's link opens a session of whoever owns it longest; docs/decisions/22 and 71.)
 */
import { parseArgs } from "node:util";
import { foldLoginName } from "../../shared/domain/accounts/credentials.ts";
import { cleanName } from "../../shared/domain/names.ts";
import { can } from "../../shared/domain/permissions.ts";
import { makeLoginCode } from "../commands/accounts/login.ts";
import { createOwner } from "../commands/owner.ts";
import type { Ports } from "../commands/ports.ts";
import type { Env } from "../env.ts";
import { StartError } from "../start-error.ts";
import { command } from "./command.ts";
import { originFor, ownerLink, sayOwnerLink, withPorts } from "./people.ts";

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function create(ports: Ports, env: Env, words: string[]): Promise<void> {
  const name = cleanName(words.join(" "));
  if (!name.ok) throw new StartError("A name of 1 to 32 letters, please: npm run admin -- create <name>");
  const owner = await createOwner(ports, name.value, "en");
  if (owner === null) {
    const [known] = await ports.store.owners();
    throw new StartError(
      `There is an owner already (${known?.name || "without a name yet"}): npm run admin -- owner-link opens another session of the same person.`,
    );
  }
  say(`${name.value} is the owner. This link opens their session, once, for a day:\n  ${await ownerLink(ports, env)}`);
}

const day = (at: number): string => new Date(at).toISOString().slice(0, 10);

async function list({ store }: Ports): Promise<void> {
  const owners = await store.owners();
  if (owners.length === 0) say("Nobody owns this Kartu yet: npm run admin -- owner-link makes a link for whoever shall.");
  for (const { name, createdAt } of owners) say(`owner  ${name || "(without a name)"}, since ${day(createdAt)}`);
  for (const { user, name, owner, ready } of await store.orgMembers())
    if (!owner) say(`member ${name || "(without a name)"} (${user})${ready ? "" : ", without a way to log in"}`);
  for (const space of await store.spaces()) {
    say(`space  ${space.name}, since ${day(space.createdAt)}`);
    for (const { name, role } of await store.members(space.id))
      if (role !== "participant" && role !== "observer") say(`         ${role}  ${name}`);
  }
}

/** People who may have an account and are called so: by id, log-in name or name. */
async function called({ store }: Ports, words: string): Promise<{ user: string; name: string }[]> {
  const found = new Map<string, { user: string; name: string }>();
  const login = await store.loginByName(foldLoginName(words));
  const own = login === null ? null : await store.user(login.user);
  // A log-in name is one person's alone.
  if (own !== null) return [{ user: own.id, name: own.name }];
  const people = [...(await store.orgMembers())];
  const leading = [];
  for (const space of await store.spaces())
    for (const one of await store.members(space.id)) if (can(one.role, "lead.hold")) leading.push(one);
  for (const { user, name } of [...people, ...leading]) if (user === words || name === words) found.set(user, { user, name });
  return [...found.values()];
}

/** A one-time link for somebody who lost every way to log in. */
async function resetLogin(ports: Ports, env: Env, words: string): Promise<void> {
  if (words === "")
    throw new StartError("Whose? npm run admin -- reset-login <log-in name, name or id>: npm run admin -- list names them.");
  const [person, ...others] = await called(ports, words);
  if (person === undefined) throw new StartError(`Nobody with an account is called ${words}: npm run admin -- list names them.`);
  if (others.length > 0) {
    const ids = [person, ...others].map(({ user, name }) => `  ${user}  ${name}`);
    throw new StartError(`Several people are called so. Give the id instead of the name:\n${ids.join("\n")}`);
  }
  const code = await makeLoginCode(ports, person.user);
  say(`This link logs ${person.name || "them"} in, once, within a day:\n  ${await originFor(env)}/login#${code}`);
}

await command(() => {
  const [what, ...words] = parseArgs({ allowPositionals: true, options: {} }).positionals;
  return withPorts(async (ports, env) => {
    if (what === "create") return create(ports, env, words);
    if (what === "list") return list(ports);
    if (what === "owner-link") return say(await sayOwnerLink(ports, env));
    if (what === "reset-login") return resetLogin(ports, env, words.join(" "));
    throw new StartError("What shall be done? npm run admin -- create <name> | list | owner-link | reset-login <who>");
  });
});
