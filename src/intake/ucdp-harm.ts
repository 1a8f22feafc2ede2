import type { Incident, Quantity } from '../domain/incident.js';
import type { UcdpRow } from './ucdp-row.js';

/**
 * The dead, as bounds. `low`, `best` and `high` are not always in that order in the data, so the least and the greatest
 * count. The civilians are part of the best estimate: in the low one that many fewer may be dead, in the high one that
 * many more may be civilians, and so may all whose status UCDP does not know.
 */
export function harmFromUcdp(row: UcdpRow): NonNullable<Incident['harm']> {
  const least = Math.min(row.low, row.best, row.high);
  const most = Math.max(row.low, row.best, row.high);
  const fewer = Math.max(0, row.deaths_civilians - (row.best - least));
  const more = Math.min(most, row.deaths_civilians + row.deaths_unknown + (most - row.best));
  return { killed: between(least, most), civiliansKilled: between(Math.min(fewer, more), Math.max(fewer, more)) };
}

const between = (min: number, max: number): Quantity => (min === max ? min : { min, max });
