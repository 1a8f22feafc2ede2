import { compareIncident } from '../comparison/compare-incident.js';
import { type Comparison, makeComparison } from '../comparison/comparison.js';
import {
  type ByMonth,
  type ByParty,
  type ByTerm,
  type FlippedOf,
  type Flips,
  FlipTally,
} from '../comparison/flip-tally.js';
import type { RuleChange } from '../comparison/rule-changes.js';
import { dayOf, monthOf, monthText } from '../domain/calendar.js';
import { formatInstant } from '../domain/time.js';
import { namedParty } from '../engine/marks.js';
import type { Rulebook } from '../engine/rulebook.js';
import { situationOf } from '../engine/situation.js';
import type { Database } from '../store/connect.js';
import { currentRevision } from '../store/revision.js';
import { knownStates } from './known-states.js';
import { type Walked, walkIncidents } from './walk-incidents.js';

/** Somebody asks what other rules would make of the incidents that are stored. Nothing is written. */

export interface CompareAsked {
  /** What the incidents are judged by now. */
  readonly before: Rulebook;
  /** The candidate. */
  readonly after: Rulebook;
  /** Only under this agreement. */
  readonly agreement?: string | undefined;
  /** Only what surely happened at or after, and at or before, these instants. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** The IANA zone that months are told in. */
  readonly zone: string;
  /** Given up when it is aborted; what was found until then is the answer, and says that it is not complete. */
  readonly signal?: AbortSignal | undefined;
}

export interface Compared {
  readonly before: string;
  readonly after: string;
  readonly agreement?: string;
  readonly from?: string;
  readonly to?: string;
  readonly zone: string;
  /** The revision whose incidents were compared. */
  readonly asOf: number;
  /** False where it was broken off. */
  readonly complete: boolean;
  /** What differs between the rulebooks. */
  readonly changes: readonly RuleChange[];
  /** Incidents that were looked at, and those of them that no change can touch, so that they were not judged. */
  readonly incidents: number;
  readonly untouched: number;
  /** Flipped verdicts: in an outcome, or in what is possible alone. */
  readonly flippedOf: FlippedOf;
  readonly byTerm: readonly ByTerm[];
  readonly byParty: readonly ByParty[];
  readonly byMonth: readonly ByMonth[];
  /** Incidents judged under an agreement, and how many of these verdicts flip in some reading. */
  readonly judged: number;
  readonly flipped: number;
  readonly flips: readonly Flips[];
}

export interface CompareProgress {
  /** Incidents looked at, and how many there are, withdrawn ones and those that filters leave out among them. */
  readonly done: number;
  readonly of: number;
  readonly judged: number;
  readonly flipped: number;
}

/**
 * Compares over all incidents that stand, as of the revision at the start, so that what comes in meanwhile does not count.
 * @yields now and then how far it is
 */
export async function* compareRulebook(
  database: Database,
  asked: CompareAsked,
): AsyncGenerator<CompareProgress, Compared> {
  const comparison = makeComparison(asked.before, asked.after);
  const asOf = await currentRevision(database);
  const work = new Compare(comparison, asked);
  const span = { asOf, from: asked.from, to: asked.to };
  // Rulebooks that say the same turn nothing, whatever is stored.
  if (comparison.changes.length === 0) return work.result(asOf, true);
  const walk = walkIncidents(database, span, (each) => work.add(each), asked.signal);
  let step = await walk.next();
  for (; step.done !== true; step = await walk.next())
    yield { ...step.value, judged: work.judged, flipped: work.flipped };
  return work.result(asOf, step.value);
}

/** A comparison while it runs. */
class Compare {
  readonly #comparison: Comparison;
  readonly #asked: CompareAsked;
  readonly #agreements: readonly string[];
  readonly #tally = new FlipTally();
  #incidents = 0;
  #untouched = 0;
  judged = 0;

  constructor(comparison: Comparison, asked: CompareAsked) {
    this.#comparison = comparison;
    this.#asked = asked;
    const all = [...asked.before.agreements.keys(), ...asked.after.agreements.keys()];
    this.#agreements = [...new Set(all)].filter((id) => asked.agreement === undefined || id === asked.agreement).sort();
  }

  get flipped(): number {
    const { outcome, possible } = this.#tally.flipped;
    return outcome + possible;
  }

  *add({ stored, incident }: Walked): Generator<void, void> {
    const before = this.judged;
    for (const agreement of this.#agreements) {
      const known = knownStates(stored, agreement, this.#asked.before.hash);
      const compared = yield* compareIncident(this.#comparison, incident, agreement, known);
      if (compared === undefined) continue;
      this.judged += 1;
      if (compared.flips.length === 0) continue;
      const { candidates } = situationOf(incident, this.#asked.before.registry);
      this.#tally.add({
        incident: stored.id,
        agreement,
        ...compared,
        actors: candidates.flatMap(({ actor }) => namedParty(actor)),
        targets: candidates.flatMap(({ target }) => namedParty(target)),
        month: monthText(monthOf(dayOf(stored.occurredFrom, this.#asked.zone))),
      });
    }
    this.#incidents += 1;
    if (this.judged === before) this.#untouched += 1;
  }

  result(asOf: number, complete: boolean): Compared {
    const { before, after, agreement, from, to, zone } = this.#asked;
    const tally = this.#tally;
    return {
      before: before.hash,
      after: after.hash,
      ...(agreement === undefined ? {} : { agreement }),
      ...(from === undefined ? {} : { from: formatInstant(from) }),
      ...(to === undefined ? {} : { to: formatInstant(to) }),
      zone,
      asOf,
      complete,
      changes: this.#comparison.changes.filter(
        (each) => agreement === undefined || (each.agreement ?? agreement) === agreement,
      ),
      incidents: this.#incidents,
      untouched: this.#untouched,
      flippedOf: tally.flipped,
      byTerm: tally.byTerm,
      byParty: tally.byParty,
      byMonth: tally.byMonth,
      judged: this.judged,
      flipped: this.flipped,
      flips: tally.flips,
    };
  }
}
