import type { Judgement, ReadingVerdict } from '../domain/verdict.js';
import { basesOf } from './basis.js';
import type { Reconsidered } from './reconsider.js';
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
 * the outcome one that may be a violation, or end that it is) · whose and whom (`exception basis outcome party`: whose act it
 * lifted and whom that struck; basis `open` where the outcome only hangs on it, outcome `-` where it does not hang on it).
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
 * @param reconsidered the same judgement, as reconsider() answers
 * @param parties every group that acted or was struck, with all that it is a member of
 * @returns each mark once, always in the same order
 */
export function marksOf(
  judgement: Judgement,
  { liftings, closings }: Reconsidered,
  parties: readonly string[],
): Mark[] {
  const marks = new Map<string, Mark>();
  const mark = (reading: string, kind: MarkKind, value: string) =>
    marks.set(JSON.stringify([reading, kind, value]), { reading, kind, value });
  mark('', 'agreement', judgement.agreement);
  if (judgement.contested) mark('', 'contested', 'true');
  for (const party of parties) mark('', 'party', party);
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
  for (const [reading, bases] of basesOf(liftings))
    for (const [exception, basis] of bases) mark(reading, 'basis', `${exception} ${basis}`);
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
