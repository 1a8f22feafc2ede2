/** One record of a streamed input, as bytes. */
export interface RecordBytes {
  /** The number of its line, or of the element it is, counted from 1. */
  readonly line: number;
  /** Good until the next record is asked for; absent where the record is larger than is taken. */
  readonly bytes: Uint8Array | undefined;
  /** How large it is, in bytes. */
  readonly size: number;
  /** What is wrong with the place it stands in, whatever it says. */
  readonly misplaced?: string;
}

/** The most bytes of one record: as many as one report may have by itself. */
export const LARGEST_RECORD = 1024 * 1024;
