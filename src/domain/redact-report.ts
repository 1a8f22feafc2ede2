import { holdsAny, withoutTexts } from './find-text.js';
import { type Incident, incidentSchema } from './incident.js';
import { pointerOf, segmentsOf, valueAt } from './json-pointer.js';
import { treatmentOf } from './redactable.js';
import { REDACTED, REDACTED_SHA256, REDACTED_URI } from './redacted.js';

/** Takes things out of a report, so that what is left is a report that fits the contract. Pure. */

export interface Redacted {
  readonly report: Incident;
  /** What went, as pointers into the report as it was sent; none where nothing did. */
  readonly pointers: readonly string[];
  /** Where a text still stands, because the report cannot be without what holds it. */
  readonly left: readonly string[];
}

/** @param pointers to what is there and may go; others are passed over */
export function redactAt(report: Incident, pointers: readonly string[]): Redacted {
  const rest = structuredClone(report);
  const gone = pointers.filter((pointer) => take(rest, segmentsOf(pointer) ?? []));
  return fitting({ report: rest, pointers: gone, left: [] });
}

/**
 * Takes every occurrence of texts out of a report. Of what no rule reads only the words go; what rules read goes whole,
 * because the rest of a name is another name.
 */
export function redactTexts(report: Incident, texts: readonly string[]): Redacted {
  const rest = structuredClone(report);
  const pointers: string[] = [];
  const left: string[] = [];
  for (const segments of placesOf(rest, texts)) {
    const pointer = pointerOf(segments);
    const treatment = treatmentOf(segments);
    // A place before it may have gone with all that was around this one.
    if (valueAt(rest, segments) === undefined) continue;
    if (treatment === 'text') {
      const text = valueAt(rest, segments) as string;
      set(rest, segments, withoutTexts(text, texts, REDACTED));
      pointers.push(pointer);
    } else {
      const around = goesWhole(segments);
      if (around !== undefined && take(rest, around)) pointers.push(pointerOf(around));
      else left.push(pointer);
    }
  }
  for (const facts of ownFactsOf(rest))
    for (const name of Object.keys(valueAt(rest, facts) as object))
      if (holdsAny(name, texts)) {
        delete (valueAt(rest, facts) as Record<string, unknown>)[name];
        // The name of the fact is what must go, so the pointer names what it was in.
        pointers.push(pointerOf(facts));
      }
  return fitting({ report: rest, pointers: [...new Set(pointers)], left });
}

/** The nearest part around a place, or the place itself, that can go by itself. */
function goesWhole(segments: readonly string[]): readonly string[] | undefined {
  for (let length = segments.length; length > 0; length -= 1) {
    const around = segments.slice(0, length);
    const treatment = treatmentOf(around);
    if (treatment === 'stays' || treatment === 'within') return undefined;
    if (treatment !== undefined && treatment !== 'with-parent') return around;
  }
  return undefined;
}

/** Where texts stand in a report or a record, as pointers. */
export const pointersHolding = (value: unknown, texts: readonly string[]): string[] =>
  placesOf(value, texts).map(pointerOf);

function placesOf(value: unknown, texts: readonly string[], at: readonly string[] = []): string[][] {
  if (typeof value === 'string') return holdsAny(value, texts) ? [[...at]] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => placesOf(each, texts, [...at, key]));
}

const ownFactsOf = (report: Incident): string[][] => [
  ...(report.facts == null ? [] : [['facts']]),
  ...report.candidates.flatMap(({ facts }, index) => (facts == null ? [] : [['candidates', String(index), 'facts']])),
];

/** @returns whether there was anything to take */
function take(report: Incident, segments: readonly string[]): boolean {
  const value = valueAt(report, segments);
  if (value == null) return false;
  switch (treatmentOf(segments)) {
    case 'drop':
      remove(report, segments);
      return true;
    case 'point':
      for (const key of ['lon', 'lat']) remove(report, [...segments.slice(0, -1), key]);
      return true;
    case 'text':
    case 'mark':
      return replace(report, segments, REDACTED);
    case 'null':
      return replace(report, segments, null);
    case 'uri':
      return replace(report, segments, REDACTED_URI);
    case 'sha256':
      return replace(report, segments, REDACTED_SHA256);
    case 'within':
      return Object.keys(value)
        .map((key) => take(report, [...segments, key]))
        .includes(true);
    default:
      return false;
  }
}

function replace(report: Incident, segments: readonly string[], by: string | null): boolean {
  if (valueAt(report, segments) === by) return false;
  set(report, segments, by);
  return true;
}

const around = (report: Incident, segments: readonly string[]) =>
  valueAt(report, segments.slice(0, -1)) as Record<string, unknown>;

function set(report: Incident, segments: readonly string[], value: unknown): void {
  around(report, segments)[segments.at(-1) as string] = value;
}

function remove(report: Incident, segments: readonly string[]): void {
  delete around(report, segments)[segments.at(-1) as string];
}

/** A text that the mark makes longer than the contract allows is the mark alone. */
function fitting(redacted: Redacted): Redacted {
  if (incidentSchema.safeParse(redacted.report).success) return redacted;
  const report = structuredClone(redacted.report);
  for (const pointer of redacted.pointers) {
    const segments = segmentsOf(pointer) ?? [];
    if (treatmentOf(segments) === 'text') set(report, segments, REDACTED);
  }
  const read = incidentSchema.safeParse(report);
  if (read.success) return { ...redacted, report };
  throw new Error(`what is left of the report does not fit the contract: ${read.error.message}`);
}
