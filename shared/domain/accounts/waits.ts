/**
 * How long somebody waits after log-ins that failed. Told apart are the account, the address, and the two together: who guesses is slowed
 * down by what they did themselves, and neither a class behind the same address nor the person whose account it is pays for it.
 */
export interface Failures {
  /** Of this account from this address. */
  pair: number;
  /** Of this account, from wherever. */
  account: number;
  /** Of whatever account from this address. */
  address: number;
  /** The account was logged in to from this address before. */
  known: boolean;
}

/** So many fail without any wait: everybody mistypes. */
const FREE_OF_PAIR = 4;
const FREE_OF_ACCOUNT = 20;
const FREE_OF_ADDRESS = 30;
/** Longest waits, s. */
const LONGEST = 900;
const LONGEST_FOR_OTHERS = 60;

const doubling = (over: number, longest: number): number => (over < 0 ? 0 : Math.min(longest, 2 ** Math.min(over, 20)));

/** Seconds that each of the three asks for, counted from its last failure; 0: at once. */
export function waitsAfter({ pair, account, address, known }: Failures): { pair: number; account: number; address: number } {
  return {
    pair: doubling(pair - FREE_OF_PAIR, LONGEST),
    account: known ? 0 : doubling(account - FREE_OF_ACCOUNT, LONGEST_FOR_OTHERS),
    // The first try from an address is looked at however many of the neighbours' failed.
    address: known || pair === 0 ? 0 : doubling(address - FREE_OF_ADDRESS, LONGEST_FOR_OTHERS),
  };
}

/** Seconds as a sentence takes them: whole minutes from two on. */
export const waitParams = (seconds: number): { minutes: number; seconds: number } =>
  seconds >= 120 ? { minutes: Math.ceil(seconds / 60), seconds: 0 } : { minutes: 0, seconds: Math.max(1, Math.ceil(seconds)) };
