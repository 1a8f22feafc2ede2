import { faultsFromZod } from '../domain/faults.js';
import { type Incident, incidentSchema } from '../domain/incident.js';
import { nearest } from '../domain/nearest.js';
import type { Fault } from '../domain/problem.js';
import { daysInZone, formatInZone } from '../domain/time.js';
import { candidatesFromUcdp } from './ucdp-candidates.js';
import { UCDP_COUNTRIES } from './ucdp-countries.js';
import { harmFromUcdp } from './ucdp-harm.js';
import { placeFromUcdp } from './ucdp-place.js';
import { type UcdpRow, ucdpRowSchema } from './ucdp-row.js';

/** One event of the UCDP Georeferenced Event Dataset as an incident report. Pure. */

export type FromUcdp = { readonly incident: Incident } | { readonly faults: readonly Fault[] };

const MOST_NOTES = 10_000;

/**
 * Reads one row. What UCDP does not say stays unknown: what was struck, with what, what the parties claim, who was near.
 * @param row the row's fields by the name of their column
 * @returns the incident, or every fault of the row with a pointer to its column
 */
export function incidentFromUcdp(row: Readonly<Record<string, string>>): FromUcdp {
  const read = ucdpRowSchema.safeParse(row);
  if (!read.success) return { faults: faultsFromZod(read.error, row, ucdpRowSchema) };
  const country = UCDP_COUNTRIES.get(read.data.country);
  if (country === undefined) return { faults: [unknownCountry(read.data.country)] };
  const occurred = occurredFromUcdp(read.data, country.zone);
  if ('faults' in occurred) return occurred;
  // UCDP gathers many acts under one event where its source had only a sum of them (event_clarity 2).
  const grade = read.data.event_clarity === '1' ? 'likely' : 'possible';
  const incident: Incident = {
    reportId: `ucdp-ged-${read.data.id}`,
    occurred: occurred.occurred,
    place: placeFromUcdp(read.data, country),
    kind: read.data.type_of_violence === '3' ? 'attack' : 'clash',
    happened: grade,
    attribution: 'oneOf',
    candidates: candidatesFromUcdp(read.data, grade),
    harm: harmFromUcdp(read.data),
    sources: sourcesFromUcdp(read.data),
    ...(read.data.source_headline === '' ? {} : { notes: read.data.source_headline.slice(0, MOST_NOTES) }),
  };
  const checked = incidentSchema.safeParse(incident);
  if (!checked.success) return { faults: faultsFromZod(checked.error, incident, incidentSchema) };
  return { incident: checked.data };
}

/** The whole days that UCDP codes, in the country's own time, whatever the precision: the range already spans it. */
function occurredFromUcdp(
  row: UcdpRow,
  zone: string,
): { readonly occurred: Incident['occurred'] } | { readonly faults: readonly Fault[] } {
  if (row.date_end < row.date_start) {
    return { faults: [{ pointer: '/date_end', detail: `is before date_start, ${row.date_start}`, got: row.date_end }] };
  }
  try {
    const { from, to } = daysInZone(row.date_start, row.date_end, zone);
    return { occurred: { from: formatInZone(from, zone), to: formatInZone(to, zone) } };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return {
      faults: [
        {
          pointer: '/date_start',
          detail: 'names a day that does not exist',
          got: `${row.date_start}, ${row.date_end}`,
        },
      ],
    };
  }
}

/** Whom UCDP read, each once, in its order; the offices it has, else who its sources in turn relied on. */
function sourcesFromUcdp(row: UcdpRow): NonNullable<Incident['sources']> {
  const named = row.source_office.trim() === '' ? row.source_original : row.source_office;
  const names = new Set(named.split(';').map((name) => name.trim().slice(0, 300)));
  names.delete('');
  return [...names].slice(0, 200).map((name) => ({ name, kind: 'UCDP GED' }));
}

function unknownCountry(got: string): Fault {
  const allowed = [...UCDP_COUNTRIES.keys()];
  const near = nearest(got, allowed);
  const detail = "is not a country whose time zone Truce knows, so the event's days cannot be placed in time";
  return { pointer: '/country', detail, got, allowed, ...(near.length > 0 ? { nearest: near } : {}) };
}
