/** Why someone may not sit down. */
export class SeatRefused extends Error {
  readonly code: "space_full" | "ejected";
  constructor(code: "space_full" | "ejected") {
    super(code);
    this.code = code;
  }
}
