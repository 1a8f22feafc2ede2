/** Where the journal and the record do not tell the same, as it is found. */

/** Faults that are told; more are counted. */
const MOST_TOLD = 100;

export interface RecordFault {
  /** The id or the hash of what it is about. */
  readonly subject: string;
  /** The entry that it does not fit, where there is one. */
  readonly number?: number;
  /** A sentence. */
  readonly detail: string;
}

export class JournalFindings {
  /** Rows of the record that were held against their entries. */
  compared = 0;
  /** How many faults there are; the first are told. */
  differences = 0;
  readonly faults: RecordFault[] = [];

  add(fault: RecordFault): void {
    this.differences += 1;
    if (this.faults.length < MOST_TOLD) this.faults.push(fault);
  }
}
