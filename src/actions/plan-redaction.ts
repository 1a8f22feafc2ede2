import type { Added } from '../domain/added.js';
import { holdsAny, lookedFor, withoutTexts } from '../domain/find-text.js';
import type { Incident } from '../domain/incident.js';
import { segmentsOf, valueAt } from '../domain/json-pointer.js';
import { type Fault, Problem } from '../domain/problem.js';
import { redactAt, redactTexts } from '../domain/redact-report.js';
import { whyItStays } from '../domain/redactable.js';
import { REDACTED } from '../domain/redacted.js';
import type { RedactionRequest } from '../domain/redaction-request.js';
import type { Warning } from '../domain/verdict.js';
import { hashOf } from '../engine/hash.js';
import type { IncidentVersion } from '../store/incidents.js';
import type { Redaction } from '../store/redactions.js';
import { pointerFaults } from './redaction-faults.js';

/** What a redaction takes out of the versions of an incident. Pure. */

/** One thing that goes. */
export interface Gone extends Pick<Redaction, 'part' | 'subject' | 'version' | 'pointer' | 'before' | 'after'> {
  /** What stood there; shown before it goes, and never kept. */
  readonly is: unknown;
}

/** A version as it will stand. */
export interface RedactedVersion {
  readonly stored: IncidentVersion;
  readonly report: Incident;
  readonly pointers: readonly string[];
  readonly added: Added | null;
  readonly warnings: readonly Warning[];
  readonly reason: string | null;
  readonly gone: readonly Gone[];
}

export interface Left {
  readonly version: number;
  readonly pointer: string;
  readonly why: string;
}

export interface RedactionPlan {
  /** The versions of which something goes, the first first. */
  readonly versions: readonly RedactedVersion[];
  /** Where a text still stands afterwards. */
  readonly left: readonly Left[];
}

export const textsOf = ({ text }: RedactionRequest): readonly string[] =>
  text === undefined ? [] : typeof text === 'string' ? [text] : text;

/**
 * @param versions of the incident, all of them
 * @param earlier what was redacted of it before: asking for that again is no mistake
 * @throws Problem `bad-request` with every pointer that names nothing, or what cannot go
 */
export function planRedaction(
  versions: readonly IncidentVersion[],
  asked: RedactionRequest,
  earlier: readonly Redaction[],
): RedactionPlan {
  const chosen = versions.filter(({ version }) => asked.versions?.includes(version) ?? true);
  const wrong = versionFaults(asked, versions);
  const faults = [
    ...wrong,
    ...textFaults(asked),
    ...pointerFaults(
      asked.pointers ?? [],
      (wrong.length === 0 ? chosen : versions).map(({ report }) => report as Incident),
      earlier,
    ),
  ];
  if (faults.length > 0) throw refused(faults);
  const redacted = chosen.map((stored) => redactedVersion(stored, asked));
  const kept = redacted.flatMap(({ strings }) => strings).find((gone) => holdsAny(asked.reason, [gone]));
  if (kept !== undefined)
    throw refused([{ pointer: '/reason', detail: 'would keep what is to go; say why without repeating it' }]);
  return {
    versions: redacted.filter(({ gone }) => gone.length > 0),
    left: redacted.flatMap(({ left }) => left),
  };
}

const refused = (faults: Fault[]): Problem => new Problem('bad-request', 'Nothing was redacted.', { faults });

function versionFaults({ versions: asked = [] }: RedactionRequest, versions: readonly IncidentVersion[]): Fault[] {
  const known = versions.map(({ version }) => version);
  return asked.flatMap((version, index) =>
    known.includes(version)
      ? []
      : [
          {
            pointer: `/versions/${index}`,
            detail: 'is no version of this incident',
            got: version,
            allowed: known.map(String),
          },
        ],
  );
}

/** Fewer letters stand nearly everywhere. */
const LEAST_LETTERS = 2;

function textFaults(asked: RedactionRequest): Fault[] {
  const texts = textsOf(asked);
  const short = texts.filter((text) => lookedFor(text).replaceAll(' ', '').length < LEAST_LETTERS);
  return [
    ...short.map((got) => ({ pointer: '/text', detail: `must have at least ${LEAST_LETTERS} letters or digits`, got })),
    ...(texts.length > 0 && holdsAny(asked.reason, texts)
      ? [
          {
            pointer: '/reason',
            detail: 'holds the text that is to go, and would keep it; say why without repeating it',
          },
        ]
      : []),
  ];
}

interface Redacting extends RedactedVersion {
  readonly left: readonly Left[];
  /** Texts that go whole and are long enough to be known again elsewhere. */
  readonly strings: readonly string[];
}

/** A text of fewer letters is found by chance in others. */
const LEAST_TOLD = 4;

function redactedVersion(stored: IncidentVersion, asked: RedactionRequest): Redacting {
  const texts = textsOf(asked);
  const original = stored.report as Incident;
  const at = redactAt(original, asked.pointers ?? []);
  const { report, pointers: found, left } = redactTexts(at.report, texts);
  const pointers = [...new Set([...at.pointers, ...found])];
  const strings = goneStrings(original, report).filter((text) => lookedFor(text).length >= LEAST_TOLD);
  const wholeHash = pointers.length === 0 ? null : hashOf(original);
  const about = { subject: stored.id, version: stored.version };
  const gone: Gone[] = pointers.map((pointer) => ({
    ...about,
    part: 'report',
    pointer,
    before: wholeHash,
    after: hashOf(report),
    is: valueAt(original, segmentsOf(pointer) ?? []),
  }));
  const { reason } = stored;
  const spared = reason === null ? null : withoutTexts(reason, texts, REDACTED);
  if (spared !== reason) gone.push({ ...about, part: 'reason', pointer: '', before: null, after: null, is: reason });
  const placeGone = pointers.some(isOfPlace);
  return {
    stored,
    report,
    pointers,
    // What the gazetteer added follows from what the report says of the place.
    added: placeGone ? null : ((stored.added as Added | null) ?? null),
    warnings: (stored.warnings as readonly Warning[]).filter(
      (warning) => !tellsOf(warning, pointers) && !quotes(warning, [...texts, ...strings]),
    ),
    reason: spared,
    gone,
    left: left.map((pointer) => ({ version: stored.version, pointer, why: whyItStays(pointer) })),
    strings,
  };
}

export const isOfPlace = (pointer: string): boolean => pointer === '/place' || pointer.startsWith('/place/');

const tellsOf = ({ pointer }: Warning, gone: readonly string[]): boolean =>
  gone.some(
    (each) =>
      each === pointer ||
      pointer.startsWith(`${each}/`) ||
      each.startsWith(`${pointer}/`) ||
      (isOfPlace(each) && isOfPlace(pointer)),
  );

const quotes = ({ pointer, detail, nearest = [] }: Warning, texts: readonly string[]): boolean =>
  [pointer, detail, ...nearest].some((each) => holdsAny(each, texts));

/** Texts that stood in the report and stand there no longer. */
function goneStrings(before: unknown, after: unknown): string[] {
  if (typeof before === 'string')
    return before === after || (typeof after === 'string' && after !== REDACTED) ? [] : [before];
  if (typeof before !== 'object' || before === null) return [];
  return Object.entries(before).flatMap(([key, each]) => goneStrings(each, valueAt(after, [key])));
}
