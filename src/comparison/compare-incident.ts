import type { Incident } from '../domain/incident.js';
import { FALSE } from '../domain/truth.js';
import { votesOf } from '../engine/combine.js';
import type { CompiledAgreement } from '../engine/compiled-agreement.js';
import { type Possibilities, possibilitiesOf } from '../engine/possibilities.js';
import type { ReadingResult } from '../engine/reading.js';
import type { Comparison } from './comparison.js';
import { type Flip, flipKind, type State } from './flip-tally.js';

/** One incident under one agreement of two rulebooks: which readings flip, why, and over which terms. */
export interface ComparedIncident {
  readonly flips: readonly Flip[];
  /** The terms that stand otherwise than they did in some reading that flipped. */
  readonly terms: readonly string[];
}

/** What is known already of the earlier rulebook's verdict, by reading; judged when not known. */
export type KnownStates = ReadonlyMap<string, number>;

/**
 * @yields now and then, so that others may have a turn
 * @returns undefined where no change can touch it, so that nothing was judged
 */
export function* compareIncident(
  comparison: Comparison,
  incident: Incident,
  agreement: string,
  known?: KnownStates,
): Generator<void, ComparedIncident | undefined> {
  if (!comparison.mayTouch(incident, agreement)) return undefined;
  const { before, after } = comparison;
  const situations = comparison.situations(incident, agreement);
  const [was, is] = [before.agreements.get(agreement), after.agreements.get(agreement)];
  const later = possibilitiesOf(situations.after, is);
  let judged: Possibilities | undefined;
  const earlier = () => {
    judged ??= possibilitiesOf(situations.before, was);
    return judged;
  };
  const terms = new Set<string>();
  const flips: Flip[] = [];
  for (const reading of readingsOf([was, is])) {
    const from = known?.get(reading) ?? stateOf(earlier(), reading);
    const to = stateOf(later, reading);
    if (flipKind(from, to) === undefined) continue;
    for (const term of differingTerms(incident, was, earlier().result(reading), is, later.result(reading)))
      terms.add(term);
    const changes = yield* comparison.because(incident, agreement, reading);
    const because = changes.map(({ id }) => shortId(id, agreement)).join(', ');
    flips.push({ reading, before: from, after: to, because });
  }
  return { flips, terms: [...terms] };
}

const stateOf = (possibilities: Possibilities, reading: string): State =>
  possibilities.untouched ? 'untouched' : (possibilities.of(reading) ?? 'absent');

const readingsOf = (versions: readonly (CompiledAgreement | undefined)[]): string[] => [
  ...new Set(versions.flatMap((version) => version?.readings.map(({ id }) => id) ?? [])),
];

/** The id without the agreement's name where it is that agreement's own. */
export const shortId = (id: string, agreement: string): string =>
  id.startsWith(`${agreement}.`) ? id.slice(agreement.length + 1) : id;

/** The terms of which some voting candidate is covered, protected or lifted otherwise; those covered, where none is. */
function differingTerms(
  incident: Incident,
  was: CompiledAgreement | undefined,
  before: ReadingResult | undefined,
  is: CompiledAgreement | undefined,
  after: ReadingResult | undefined,
): string[] {
  const votes = votesOf(incident);
  const standing = (agreement: CompiledAgreement | undefined, result: ReadingResult | undefined) => {
    const found = new Map<string, string>();
    result?.candidates.forEach(({ folded }, index) => {
      if (votes[index] !== true) return;
      for (const { index: term, covered, guarded, lifted } of folded.terms) {
        const id = agreement?.terms[term]?.definition.id;
        if (id !== undefined && covered !== FALSE)
          found.set(id, `${found.get(id) ?? ''}${index}:${covered}${guarded}${lifted} `);
      }
    });
    return found;
  };
  const [old, young] = [standing(was, before), standing(is, after)];
  const all = [...new Set([...old.keys(), ...young.keys()])];
  const differ = all.filter((id) => old.get(id) !== young.get(id));
  return differ.length > 0 ? differ : all;
}
