/** The routes about accounts: log in, ways to log in, sessions, confirmation. Part of the one table in `routes.ts`. */
import { fail, ok, type Result } from "../../shared/domain/result.ts";
import type { AccountApi } from "../../shared/protocol/accounts.ts";
import {
  describeAccount,
  endSession,
  hasAccount,
  namePasskey,
  newRecoveryCodes,
  removePasskey,
  removePassword,
  setPassword,
} from "../commands/accounts/account.ts";
import { confirm } from "../commands/accounts/confirm.ts";
import type { AccountHouse, Asker } from "../commands/accounts/house.ts";
import { loginByLink, loginByPasskey, loginByPassword, loginByRecovery } from "../commands/accounts/login.ts";
import { addPasskey, passkeyHost, passkeyOptions, proofOptions } from "../commands/accounts/passkeys.ts";
import { describeMe } from "../commands/me.ts";
import type { Entered } from "../commands/owner.ts";
import type { Identity } from "../commands/ports.ts";
import type { Features } from "./features.ts";
import type { Call, Route } from "./route.ts";

type AccountKey = Extract<keyof AccountApi, `${string} /api/${"login" | "account" | "confirm"}${string}`>;

const done = { ok: true } as const;
/** What the commands want to know of a request. */
const from = ({ rateKey, device, origin }: Pick<Call<never, unknown>, "rateKey" | "device" | "origin">) => ({
  address: rateKey,
  device,
  origin,
});

export const accountRoutes = (house: AccountHouse, features: Features): { [K in AccountKey]: Route<K> } => {
  const { ports } = house;
  /** Whoever came in has a session of their own; what came by the one before ends. */
  const letIn = async (call: Pick<Call<never, Identity | null>, "who" | "letIn">, entered: Result<Entered>) => {
    if (!entered.ok) return entered;
    if (call.who !== null) features.sessionEnded(call.who);
    call.letIn(entered.value.token);
    return ok(await describeMe(ports, entered.value.user));
  };
  /** For people who may have an account. */
  const own = async <T>(call: Call<never, Identity>, work: (asker: Asker) => Promise<Result<T>>): Promise<Result<T>> => {
    const may = await hasAccount(ports, call.who);
    return may.ok ? work({ who: call.who, ...from(call) }) : may;
  };

  return {
    "POST /api/login/password": {
      access: "anyone",
      handle: async (call) => letIn(call, await loginByPassword(house, call.body, from(call), call.who)),
    },
    "POST /api/login/passkey/options": {
      access: "anyone",
      handle: async (call) => {
        const options = await proofOptions(house, from(call), { kind: "login" });
        return options.ok ? ok({ options: options.value }) : options;
      },
    },
    "POST /api/login/passkey": {
      access: "anyone",
      handle: async (call) => letIn(call, await loginByPasskey(house, call.body.passkey, from(call), call.who)),
    },
    "POST /api/login/recovery": {
      access: "anyone",
      byCode: true,
      handle: async (call) => letIn(call, await loginByRecovery(house, call.body.code, from(call), call.who)),
    },
    "POST /api/login/link": {
      access: "anyone",
      byCode: true,
      handle: async (call) => letIn(call, await loginByLink(house, call.body.code, from(call), call.who)),
    },

    "GET /api/account": {
      access: "session",
      handle: (call) => own(call, async (asker) => ok(await describeAccount(house, asker))),
    },
    "POST /api/account/password": {
      access: "session",
      rate: "write",
      handle: (call) => own(call, (asker) => setPassword(house, asker, call.body)),
    },
    "POST /api/account/password/remove": {
      access: "session",
      rate: "write",
      handle: (call) => own(call, ({ who }) => removePassword(house, who)),
    },
    "POST /api/account/passkeys/options": {
      access: "session",
      rate: "write",
      handle: (call) =>
        own(call, async (asker) => {
          const options = await passkeyOptions(house, asker);
          return options.ok ? ok({ options: options.value }) : options;
        }),
    },
    "POST /api/account/passkeys": {
      access: "session",
      rate: "write",
      handle: (call) =>
        own(call, async (asker) => {
          const added = await addPasskey(house, asker, call.body.passkey, call.body.name);
          return added.ok ? ok({ passkey: added.value }) : added;
        }),
    },
    "POST /api/account/passkeys/:passkey/name": {
      access: "session",
      rate: "write",
      handle: (call) =>
        own(call, async ({ who }) => {
          const named = await namePasskey(house, who, call.param("passkey"), call.body.name);
          return named.ok ? ok(done) : named;
        }),
    },
    "POST /api/account/passkeys/:passkey/remove": {
      access: "session",
      rate: "write",
      handle: (call) => own(call, ({ who }) => removePasskey(house, who, call.param("passkey"))),
    },
    "POST /api/account/recovery": {
      access: "session",
      rate: "write",
      handle: (call) => own(call, ({ who }) => newRecoveryCodes(house, who)),
    },
    "POST /api/account/sessions/:session/end": {
      access: "session",
      rate: "write",
      handle: (call) =>
        own(call, async ({ who }) => {
          const ended = await endSession(house, who, call.param("session"));
          if (!ended.ok) return ended;
          features.sessionEnded({ session: ended.value });
          return ok(done);
        }),
    },
    "POST /api/account/sessions/end-others": {
      access: "session",
      rate: "write",
      handle: (call) =>
        own(call, async ({ who }) => {
          const ended = await ports.store.endSessions(who.user.id, who.session);
          for (const session of ended) features.sessionEnded({ session });
          return ok({ ended: ended.length });
        }),
    },

    "POST /api/confirm/options": {
      access: "session",
      rate: "write",
      handle: (call) =>
        own(call, async (asker) => {
          const user = call.who.user.id;
          const [ways, login] = await Promise.all([ports.store.ways(user), ports.store.login(user)]);
          if (ways.passkeys === 0 || passkeyHost(asker.origin) === null) return ok({ ways, loginName: login?.name ?? null, options: null });
          const options = await proofOptions(house, asker, { kind: "confirm", session: call.who.session }, user);
          return options.ok ? ok({ ways, loginName: login?.name ?? null, options: options.value }) : options;
        }),
    },
    "POST /api/confirm": {
      access: "session",
      handle: (call) =>
        own(call, async (asker) => {
          const shown = await confirm(house, asker, call.body);
          return shown.ok ? ok(done) : fail(shown.code, shown.params);
        }),
    },
  };
};
