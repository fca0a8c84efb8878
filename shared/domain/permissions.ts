/** Who may do what: the one table that HTTP, rooms, boards and media ask. */
export const ROLES = ["owner", "trainer", "cotrainer", "participant", "observer"] as const;
export type Role = (typeof ROLES)[number];

const everyone: readonly Role[] = ROLES;
const taking: readonly Role[] = ["owner", "trainer", "cotrainer", "participant"];
const leading: readonly Role[] = ["owner", "trainer", "cotrainer"];
const keeping: readonly Role[] = ["owner", "trainer"];

const TABLE = {
  "space.enter": everyone,
  "space.configure": keeping,
  "space.create": ["owner"],
  "invite.create": keeping,
  "invite.list": keeping,
  "invite.revoke": keeping,
  "person.eject": leading,
  "person.block": everyone,
  "person.mute": leading,
  "person.warn": leading,
  "person.ban": leading,
  "report.write": everyone,
  "report.read": leading,
  "lobby.decide": leading,
  "room.freeze": leading,
  "people.gather": leading,
  "people.announce": leading,
  "hand.raise": taking,
  "hands.lead": leading,
  "help.call": everyone,
  "help.answer": leading,
  "timer.set": leading,
  "chat.slow": leading,
  /** Let lines through that were held for a word in them, or drop them. */
  "chat.review": leading,
  /** Edit the organisation's lists of words. */
  "words.edit": keeping,
  "audit.read": keeping,
  "chat.write": taking,
  "media.speak": taking,
  /** Camera and screen. */
  "media.show": taking,
  /** Begin a whisper, end one's own, ask to come into one, let somebody in. */
  "whisper.use": taking,
  /** Come into any whisper unasked, end any: nobody is out of reach of those on duty. */
  "whisper.enter": leading,
  /** Speak to all places at once. */
  "media.megaphone": leading,
  "board.read": everyone,
  "board.write": taking,
  "member.list": leading,
  /** Give others a role; whose and which is `roles.ts`. */
  "role.assign": keeping,
  /** Give the space away. */
  "space.handOver": ["owner"],
  /** Delete the space with everything in it. */
  "space.delete": ["owner"],
  /** Hold the lead of a session, take it, give it: `lead.ts`. */
  "lead.hold": leading,
} as const satisfies Record<string, readonly Role[]>;

export type Action = keyof typeof TABLE;
export const ACTIONS = Object.keys(TABLE) as Action[];

export const can = (role: Role, action: Action): boolean => (TABLE[action] as readonly Role[]).includes(role);

/** Whether `role` is `other` or above it. */
export const atLeast = (role: Role, other: Role): boolean => ROLES.indexOf(role) <= ROLES.indexOf(other);
