import type { Path, Report, SourceFile } from '../authored/diagnostic.js';
import { entriesOf, membersOf, under } from '../authored/raw.js';
import type { ShapeFault } from '../authored/shape.js';
import { isSound } from '../authored/shape.js';

/** An agreement file while it is being checked: its pieces can be checked although other pieces are broken. */
export interface Draft {
  readonly file: SourceFile;
  readonly faults: readonly ShapeFault[];
  readonly report: Report;
}

/** The members of a top-level list whose shape is right, but for their conditions, with their paths. */
export function piecesOf<Piece>(draft: Draft, key: string): [Piece, Path][] {
  return membersOf(under(draft.file.value, key), [key]).filter(([, path]) => isSound(draft.faults, path)) as [
    Piece,
    Path,
  ][];
}

/** The entries of a top-level mapping, in the same way. */
export function namedPiecesOf<Piece>(draft: Draft, key: string): [string, Piece, Path][] {
  return entriesOf(under(draft.file.value, key), [key]).filter(([, , path]) => isSound(draft.faults, path)) as [
    string,
    Piece,
    Path,
  ][];
}
