import type { Judgement, ReadingVerdict } from '../domain/verdict.js';
import type { OutcomeOrOpen } from '../domain/words.js';
import { type Basis, type Lifting, weaker } from './basis.js';

/** Whose acts an exception lifted, and whom they struck: by candidate, since one incident may name several. */
export interface Whose {
  readonly reading: string;
  readonly exception: string;
  readonly side: 'actor' | 'target';
  /** As the verdict names the party; empty where the report names none. */
  readonly party: string;
  /** The weakest basis over that party's candidates; `open` where the outcome only hangs on it and nothing is lifted yet. */
  readonly basis: Basis | 'open';
  /** What the incident's outcome would be if the exception were refused; absent where it does not hang on it. */
  readonly otherwise?: OutcomeOrOpen | undefined;
}

/**
 * For each exception that lifted something or that an outcome hangs on, the parties of the voting candidates concerned:
 * those whose terms it lifted, and those in which it holds or may hold where the outcome hangs on it.
 */
export function whoseOf(judgement: Judgement, liftings: readonly Lifting[]): Whose[] {
  const found = new Map<string, Whose>();
  const add = (whose: Whose) => {
    const key = JSON.stringify([whose.reading, whose.exception, whose.side, whose.party]);
    const known = found.get(key);
    const basis =
      known === undefined || known.basis === 'open'
        ? whose.basis
        : whose.basis === 'open'
          ? known.basis
          : weaker(known.basis, whose.basis);
    found.set(key, { ...whose, basis });
  };
  for (const [id, reading] of Object.entries(judgement.readings)) {
    const hangs = new Map(reading.dependsOn.map(({ exception, otherwise }) => [exception, otherwise]));
    const lifted = liftings.filter((each) => each.reading === id);
    const entries = [
      ...lifted.map(({ exception, candidate, basis }) => ({ exception, candidate, basis })),
      ...[...hangs.keys()].flatMap((exception) =>
        concerned(reading, exception)
          .filter((candidate) => !lifted.some((each) => each.exception === exception && each.candidate === candidate))
          .map((candidate) => ({ exception, candidate, basis: 'open' as const })),
      ),
    ];
    for (const { exception, candidate, basis } of entries)
      for (const side of ['actor', 'target'] as const) {
        const party = reading.candidates[candidate]?.[side] ?? '';
        add({ reading: id, exception, side, party, basis, otherwise: hangs.get(exception) });
      }
  }
  return [...found.values()];
}

/** The voting candidates in whose terms the exception holds or may hold; where it stands deeper, all that vote. */
function concerned({ candidates }: ReadingVerdict, exception: string): number[] {
  const voting = candidates.flatMap(({ votes }, index) => (votes ? [index] : []));
  const naming = voting.filter((index) =>
    candidates[index]?.terms
      .flatMap(({ lifting }) => lifting.flatMap((each) => [each, ...(each.defeatedBy ?? [])]))
      .some(({ id, holds }) => id === exception && holds !== 'false'),
  );
  return naming.length > 0 ? naming : voting;
}
