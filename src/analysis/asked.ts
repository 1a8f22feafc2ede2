import { knownParty } from '../actions/known-party.js';
import { asOfOf } from '../actions/page.js';
import type { Service } from '../actions/service.js';
import type { Agreement, Reading } from '../domain/agreement.js';
import { monthsOf, offsetsOf } from '../domain/calendar.js';
import { formatInstant } from '../domain/time.js';
import { type Scope, type Slicing, spanOf, type Unit } from '../store/counted-verdicts.js';
import { currentRevision } from '../store/revision.js';
import { unitText } from './counts.js';

/** The word for verdicts whose first-level area nobody told. */
export const UNKNOWN_AREA = 'unknown';

/** What a ledger or a summary is asked for: which verdicts, in which unit, and in which time zone days and months are told. */
export interface CountsAsked {
  readonly agreement?: string | undefined;
  readonly reading?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly party?: string | undefined;
  /** A first-level area's code, or `unknown`. */
  readonly area?: string | undefined;
  readonly standing?: string | undefined;
  readonly unit: Unit;
  /** An IANA time zone. */
  readonly zone: string;
  readonly asOf?: number | undefined;
}

/** Said in every answer, so that no number stands without what it is a number of. */
export interface CountsSaid {
  readonly unit: Unit;
  /** What one unit is, in words. */
  readonly unitMeans: string;
  readonly zone: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly party?: string | undefined;
  readonly area?: string | undefined;
  readonly standing?: string | undefined;
  readonly asOf: number;
  readonly revision: number;
}

/** What was asked, with the revision that is shown. */
export interface Settled {
  readonly said: CountsSaid;
  scope(agreement: string): Scope;
  /** The agreements asked for, with the readings asked for of each. */
  readonly agreements: readonly { readonly definition: Agreement; readonly readings: readonly Reading[] }[];
  readonly days: Slicing;
  readonly months: Slicing;
}

/**
 * Settles what is counted: at which revision, over which agreements and readings, and where days and months begin.
 * @throws Problem `unknown-parameter` for a party that nobody knows
 */
export async function settle({ database, rulebook }: Service, asked: CountsAsked): Promise<Settled> {
  const party = await knownParty({ database, rulebook }, asked.party);
  const revision = await currentRevision(database);
  const asOf = asOfOf(asked.asOf, revision);
  const { agreement, reading, from, to, area, standing, unit, zone } = asked;
  const span = await spanOf(database);
  const [first, last] = [Math.max(span.first, from ?? span.first), Math.min(span.last, to ?? span.last)];
  const instants = {
    from: from === undefined ? undefined : formatInstant(from),
    to: to === undefined ? undefined : formatInstant(to),
  };
  const given = Object.entries({ ...instants, party, area, standing }).filter(([, value]) => value !== undefined);
  return {
    said: { unit, unitMeans: unitText(unit), zone, ...Object.fromEntries(given), asOf, revision },
    scope: (id) => ({
      agreement: id,
      unit,
      from,
      to,
      party,
      area: area === UNKNOWN_AREA ? null : area,
      standing,
      asOf,
    }),
    agreements: [...rulebook().agreements.values()]
      .map(({ definition }) => definition)
      .filter(({ id }) => agreement === undefined || id === agreement)
      .map((definition) => ({
        definition,
        readings: definition.readings.filter(({ id }) => reading === undefined || id === reading),
      })),
    days: { by: 'day', offsets: first > last ? [] : offsetsOf(zone, first, last) },
    months: { by: 'month', months: first > last ? [] : monthsOf(zone, first, last) },
  };
}
