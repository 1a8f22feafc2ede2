import type { Incident } from '../domain/incident.js';
import { pointerOf, segmentsOf, valueAt } from '../domain/json-pointer.js';
import { nearest } from '../domain/nearest.js';
import type { Fault } from '../domain/problem.js';
import { treatmentOf, whyItStays } from '../domain/redactable.js';
import type { Redaction } from '../store/redactions.js';

/** What is wrong with pointers into a report that is to be redacted. Pure. */

/**
 * @param reports of the versions that are meant
 * @param earlier what was redacted before: it is there no longer, and asking for it again is no fault
 */
export function pointerFaults(
  pointers: readonly string[],
  reports: readonly Incident[],
  earlier: readonly Redaction[],
): Fault[] {
  return pointers.flatMap((got, index) => {
    const fault = faultOf(got, reports, earlier);
    return fault === undefined ? [] : [{ ...fault, pointer: `/pointers/${index}`, got }];
  });
}

type Wrong = Omit<Fault, 'pointer' | 'got'>;

function faultOf(pointer: string, reports: readonly Incident[], earlier: readonly Redaction[]): Wrong | undefined {
  const segments = segmentsOf(pointer);
  if (segments === undefined) return { detail: 'must be a JSON pointer, such as /notes or /sources/0/url' };
  if (segments.length === 0) return { detail: 'names the whole report; name what is to go', ...thereIs(reports, []) };
  const there = reports.some((report) => valueAt(report, segments) != null);
  const treatment = treatmentOf(segments);
  const whole = segments.map((_, index) => segments.slice(0, index + 1)).find(goesWhole);
  if (treatment === 'stays') return { detail: whyItStays(pointer) };
  if (treatment === 'with-parent') return partOf(segments.slice(0, -1));
  if (treatment === undefined && there && whole !== undefined) return partOf(whole);
  if (there || wasRedacted(pointer, earlier)) return undefined;
  return { detail: 'nothing stands there in any of the versions', ...thereIs(reports, segments) };
}

const partOf = (whole: readonly string[]): Wrong => ({
  detail: 'goes only with what is around it: the rest would say something else',
  allowed: [pointerOf(whole)],
});

const goesWhole = (segments: readonly string[]): boolean => {
  const treatment = treatmentOf(segments);
  return treatment !== undefined && treatment !== 'within' && treatment !== 'with-parent';
};

const wasRedacted = (pointer: string, earlier: readonly Redaction[]) =>
  earlier.some(({ part, pointer: gone }) => part === 'report' && (gone === pointer || pointer.startsWith(`${gone}/`)));

/** What there is at the nearest path that there is. */
function thereIs(reports: readonly Incident[], segments: readonly string[]): Pick<Fault, 'allowed' | 'nearest'> {
  for (let length = Math.max(0, segments.length - 1); length >= 0; length -= 1) {
    const around = segments.slice(0, length);
    const keys = reports.flatMap((report) => {
      const value = valueAt(report, around);
      if (typeof value !== 'object' || value === null) return [];
      return Object.entries(value).flatMap(([key, each]) => (each == null ? [] : [key]));
    });
    if (keys.length === 0) continue;
    const allowed = [...new Set(keys)].map((key) => pointerOf([...around, key]));
    const near = nearest(pointerOf(segments), allowed);
    return { allowed, ...(near.length === 0 ? {} : { nearest: near }) };
  }
  return {};
}
