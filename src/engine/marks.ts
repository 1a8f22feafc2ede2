import type { Judgement, ReadingVerdict } from '../domain/verdict.js';
import { basesOf } from './basis.js';
import { reconsider } from './reconsider.js';
import type { Rulebook } from './rulebook.js';
import type { Party, Situation } from './situation.js';
import { whoseOf } from './whose.js';

/** What a verdict is found and counted by. */

export interface Mark {
  /** The reading that it is of; empty for the verdict as a whole. */
  readonly reading: string;
  readonly kind: MarkKind;
  readonly value: string;
}

/**
 * Of the whole: agreement · contested · standing · party (a group that acted or was struck, with all it is a member of)
 * · actor and target (as a candidate names them, empty for one that names none) · outcome and may, of the headline reading
 * · parted (`reading reading difference`, a row for each difference).
 * Of a reading: outcome · may (each possibility of an undetermined one) · breached and lifted (terms of voting candidates)
 * · exception (that lifted one of them) · basis (`exception established|asserted|presumed`) · hangs (`exception outcome`,
 * what the outcome would be if the exception were refused) · opens and ends (an exception whose refusal would make
 * the outcome one that may be a violation, or end that it is) · whose and whom (`exception basis outcome party`: whose act
 * it lifted and whom that struck; basis `open` where the outcome only hangs on it, outcome `-` where it does not hang on
 * it).
 */
export type MarkKind =
  | 'agreement'
  | 'contested'
  | 'standing'
  | 'party'
  | 'actor'
  | 'target'
  | 'parted'
  | 'outcome'
  | 'may'
  | 'breached'
  | 'lifted'
  | 'exception'
  | 'basis'
  | 'hangs'
  | 'opens'
  | 'ends'
  | 'whose'
  | 'whom';

/**
 * @param situation of the incident that was judged
 * @param rulebook that judged it
 * @returns each mark once, always in the same order
 */
export function marksOf(judgement: Judgement, situation: Situation, rulebook: Rulebook): Mark[] {
  const marks = new Map<string, Mark>();
  const mark = (reading: string, kind: MarkKind, value: string) =>
    marks.set(JSON.stringify([reading, kind, value]), { reading, kind, value });
  mark('', 'agreement', judgement.agreement);
  if (judgement.contested) mark('', 'contested', 'true');
  for (const party of partiesOf(situation)) mark('', 'party', party);
  for (const { actor, target } of judgement.readings[judgement.reading]?.candidates ?? []) {
    mark('', 'actor', actor ?? '');
    mark('', 'target', target ?? '');
  }
  for (const { readings, differences } of judgement.partedBy)
    for (const difference of differences) mark('', 'parted', [...readings, difference].join(' '));
  const headline = judgement.readings[judgement.reading];
  if (headline !== undefined) {
    mark('', 'standing', headline.standing);
    outcomes('', headline, mark);
  }
  for (const [id, reading] of Object.entries(judgement.readings)) {
    outcomes(id, reading, mark);
    for (const { exception, otherwise } of reading.dependsOn) mark(id, 'hangs', `${exception} ${otherwise}`);
    for (const term of reading.candidates.filter(({ votes }) => votes).flatMap(({ terms }) => terms)) {
      if (term.state !== 'breached' && term.state !== 'lifted') continue;
      mark(id, term.state, term.id);
      if (term.state === 'lifted')
        for (const exception of term.lifting) if (exception.holds === 'true') mark(id, 'exception', exception.id);
    }
  }
  const { liftings, closings } = reconsider(judgement, situation, rulebook);
  for (const [id, bases] of basesOf(liftings))
    for (const [exception, basis] of bases) mark(id, 'basis', `${exception} ${basis}`);
  for (const { reading, exception, change } of closings) mark(reading, change, exception);
  for (const { reading, exception, side, party, basis, otherwise } of whoseOf(judgement, liftings))
    mark(reading, side === 'actor' ? 'whose' : 'whom', `${exception} ${basis} ${otherwise ?? '-'} ${party}`);
  return [...marks.values()];
}

function outcomes(
  reading: string,
  { outcome, possible }: ReadingVerdict,
  mark: (reading: string, kind: MarkKind, value: string) => void,
) {
  mark(reading, 'outcome', outcome);
  if (outcome === 'undetermined') for (const may of possible) mark(reading, 'may', may);
}

/** What a party is called: its id, or the name as it was written where the registry does not hold it. */
export const namedParty = (party: Party): string[] => {
  const name = party.id ?? party.asWritten;
  return name === undefined ? [] : [name];
};

/** The groups of every candidate, with all that they are, may be, or act as a member of: what `party` finds. */
function partiesOf({ candidates, registry, occurrence }: Situation): Set<string> {
  const own = candidates.flatMap(({ actor, target }) => [
    ...namedParty(actor),
    ...actor.actsFor,
    ...namedParty(target),
  ]);
  return new Set(own.flatMap((id) => [id, ...registry.groupsOf(id, occurrence).keys()]));
}
