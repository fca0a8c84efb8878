/** What differs from one database to the next. */
export interface Dialectal {
  /** Type of a column of bytes: `blob`, or `bytea` in PostgreSQL. */
  bytes: "blob" | "bytea";
}
