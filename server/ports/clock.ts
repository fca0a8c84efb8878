/** Time and chance, given from outside so that commands and rooms can be tested. */
export interface Clock {
  /** UTC ms. */
  now(): number;
  /** ms, monotonic, with fractions. */
  mono(): number;
}

export interface Random {
  /** `bytes` random bytes as base64url. */
  token(bytes: number): string;
}
