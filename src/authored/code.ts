/** What a code of a diagnostic stands for. Every code has one entry; `docs/diagnostics.md` is made from them. */
export interface Code {
  /** What is the matter, as a heading: begins upper-case, no full stop. */
  readonly meaning: string;
  /** What to do, where the diagnostic itself has nothing better to say: lower case, no full stop. */
  readonly remedy: string;
}
