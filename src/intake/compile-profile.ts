import { faultsFromZod } from '../domain/faults.js';
import { type Incident, incidentSchema } from '../domain/incident.js';
import type { Fault } from '../domain/problem.js';
import { candidatesReader } from './candidates.js';
import { fieldsReader, keepOrigin, type Origins } from './fields.js';
import { levelText } from './level-text.js';
import { occurredReader } from './occurred.js';
import type { Profile } from './profile.js';
import type { Row } from './row.js';
import { sourcesReader } from './sources.js';

/** A profile as a function of a row. Pure. */

export type FromRow =
  | { readonly incident: Incident }
  | { readonly faults: readonly Fault[] }
  | { readonly skipped: string };

/** @returns a function that reads a row: the incident, every fault of the row, or why it is no act */
export function compileProfile(profile: Profile): (row: Row) => FromRow {
  const origins: Origins = new Map();
  const maps = profile.maps ?? {};
  const fields = fieldsReader(profile, origins);
  const occurred = occurredReader(profile.fields.occurred, maps);
  const candidates = candidatesReader(profile.fields.candidates, maps);
  keepOrigin(candidates.columns, '/candidates', origins);
  const sources = sourcesReader(profile, origins);
  const skip = skipper(profile.skip ?? []);
  return (row) => {
    const skipped = skip(row);
    if (skipped !== undefined) return { skipped };
    const read = fields(row);
    const who = candidates(row);
    const names = sources(row);
    for (const key of ['reportId', 'kind'] as const) {
      if (read[key] === undefined) row.fault(origins.get(`/${key}`), MISSING[key]);
    }
    const when = occurred(row);
    if (row.faults.length > 0 || when === undefined) return { faults: row.faults };
    const place = placeOf(read.place);
    const { place: _, ...others } = read;
    const incident = {
      ...others,
      ...(place === undefined ? {} : { place }),
      occurred: when,
      candidates: who,
      ...(names === undefined ? {} : { sources: names }),
    };
    const checked = incidentSchema.safeParse(incident);
    if (checked.success) return { incident: checked.data };
    for (const fault of faultsFromZod(checked.error, incident, incidentSchema)) tell(row, fault, origins);
    return { faults: row.faults };
  };
}

const MISSING = {
  reportId: 'must not be empty: it tells the reports of a source apart',
  kind: 'does not say what kind of act it was',
};

/** A point needs both its numbers, and a radius needs a point: without it the rest of the place is still known. */
function placeOf(place: unknown): object | undefined {
  if (typeof place !== 'object' || place === null) return undefined;
  const { lon, lat, radiusKm, ...rest } = place as Record<string, unknown>;
  if (lon === undefined || lat === undefined) return Object.keys(rest).length === 0 ? undefined : rest;
  return { ...rest, lon, lat, ...(radiusKm === undefined ? {} : { radiusKm }) };
}

/** The reason of the first rule that a row falls under. */
function skipper(rules: NonNullable<Profile['skip']>): (row: Row) => string | undefined {
  const known = rules.map(({ column, is, why }) => ({ column, texts: new Set(is.map(levelText)), why }));
  return (row) => known.find(({ column, texts }) => texts.has(levelText(row.text(column))))?.why;
}

/** A fault of the incident as a fault of the column that it came from. */
function tell(row: Row, { pointer, detail, ...more }: Fault, origins: Origins): void {
  let at = pointer;
  while (at !== '' && !origins.has(at)) at = at.slice(0, at.lastIndexOf('/'));
  row.fault(origins.get(at), `does not fit ${pointer}, which ${detail}`, more);
}
