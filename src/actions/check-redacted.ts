import { type Added, addedSchema, withAdded } from '../domain/added.js';
import { type Difference, differencesBetween } from '../domain/differences.js';
import { type Incident, incidentSchema } from '../domain/incident.js';
import { formatInstant } from '../domain/time.js';
import type { Judgement } from '../domain/verdict.js';
import { hashOf } from '../engine/hash.js';
import type { Mark } from '../engine/marks.js';
import { keptJudgement } from '../engine/redacted-judgement.js';
import { differencesFromText, judgedAgain } from '../engine/replay.js';
import type { Rulebook } from '../engine/rulebook.js';
import type { Rebuilt } from '../rulebook/rebuild.js';
import type { StoredVerdict, StoredVersion } from '../store/stored-verdicts.js';
import { rowDifferences } from './check-verdict-row.js';
import type { CheckedVerdict } from './checked-verdict.js';
import { isOfPlace } from './plan-redaction.js';
import { NAMING } from './scrub-verdicts.js';

/**
 * A verdict on a report of which something was redacted. The hash of the report as it was sent is taken as given, because
 * nobody can check it any more; that the report is what the redactions left is checked, and that the journal knows of them.
 * Where the redacted report gives the judgement that is stored, byte for byte, it was judged again. Where it does not, what
 * is stored may say no more than what it came to and what follows from the redacted report.
 */

/** What was redacted, as far as it can be held against the report. */
export interface RedactedPart {
  readonly number: number;
  readonly pointer: string;
  readonly before: string | null;
  readonly after: string | null;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** @param told what is told of the verdict in any case */
export function checkRedacted(
  stored: StoredVerdict,
  { report, added, hash, redactions }: StoredVersion,
  { rulebook, differences }: Rebuilt,
  told: Omit<CheckedVerdict, 'differences'>,
): CheckedVerdict {
  const all = [...redactionDifferences(redactions, hash, report), ...differences, ...redactedDifferences(stored)];
  for (const { pointer, journaled } of redactions)
    if (!journaled)
      all.push({ pointer: '/incident/redactions', detail: 'is in no entry of the journal', got: pointer });
  const found = judgedRedacted(
    stored.text,
    { report, added, hash, redactions },
    String(stored.row.agreement),
    rulebook,
  );
  const redacted = pointersOf(redactions);
  all.push(...found.differences);
  if ('notReplayed' in found) return { ...told, redacted, notReplayed: found.notReplayed, differences: all };
  const { incident, again, kept, same } = found;
  const area = found.added?.area;
  all.push(...differencesFromText(kept, stored.text));
  const rows = rowDifferences(stored, kept, incident, rulebook as Rulebook, area);
  if (same) return { ...told, redacted, differences: [...all, ...rows] };
  all.push(...rows.filter(({ pointer }) => !pointer.startsWith('/marks')));
  const shown = rowDifferences(stored, again, incident, rulebook as Rulebook, area);
  all.push(...shown.filter(isNamed));
  return { ...told, redacted, notReplayed: whyNotReplayed(redactions), differences: all };
}

/** A mark that finds the verdict by somebody whom the redacted report does not name. */
const isNamed = ({ pointer, expected }: Difference) =>
  pointer.startsWith('/marks/') && expected === undefined && NAMING.some((kind) => isOfKind(pointer, kind));
const isOfKind = (pointer: string, kind: Mark['kind']) => new RegExp(`^/marks/(?:\\S+ )?${kind}: `).test(pointer);

type Judged =
  | { readonly notReplayed: string; readonly differences: Difference[] }
  | {
      readonly incident: Incident;
      readonly added: Added | null;
      readonly again: Judgement;
      /** What may be stored of it. */
      readonly kept: Judgement;
      /** Whether the redacted report gives what is stored. */
      readonly same: boolean;
      readonly differences: Difference[];
    };

/**
 * The redacted report judged by the rulebook of the verdict, under the hash that the verdict names.
 * @param text the stored judgement as JSON
 */
export function judgedRedacted(
  text: string | undefined,
  version: Pick<StoredVersion, 'report' | 'added' | 'hash'> & { readonly redactions: readonly RedactedPart[] },
  agreement: string,
  rulebook: Rulebook | undefined,
): Judged {
  const added = addedSchema.nullable().safeParse(version.added);
  const stored = parsed(text);
  if (!incidentSchema.safeParse(version.report).success || !added.success)
    return {
      notReplayed: 'its report cannot be read',
      differences: [{ pointer: '/incident/report', detail: 'does not fit the contract of an incident' }],
    };
  if (stored === undefined)
    return { notReplayed: 'it cannot be read', differences: [{ pointer: '/verdict', detail: 'cannot be read' }] };
  if (rulebook === undefined) return { notReplayed: 'its rulebook cannot be built again', differences: [] };
  const incident = withAdded(version.report as Incident, added.data);
  const again = judgedAgain(agreement, incident, stored.incident, rulebook);
  if (again === undefined) return { notReplayed: 'its rulebook does not hold its agreement', differences: [] };
  const same = JSON.stringify(again) === text;
  // What was added before a redaction of the place is gone with it, and so is the hash with what was added.
  const known = added.data === null && !version.redactions.some(({ pointer }) => isOfPlace(pointer));
  const differences = known ? differencesBetween(version.hash, stored.incident?.hash, '/verdict/incident/hash') : [];
  return { incident, added: added.data, again, kept: same ? again : keptJudgement(stored, again), same, differences };
}

function parsed(text: string | undefined): Judgement | undefined {
  try {
    const value = JSON.parse(text ?? 'null') as Judgement | null;
    return value?.readings == null || value.partedBy == null ? undefined : value;
  } catch {
    return undefined;
  }
}

/** Whether the redactions follow on each other from the report as it was sent to what is stored of it. */
export function redactionDifferences(redactions: readonly RedactedPart[], hash: string, report: unknown): Difference[] {
  const steps = new Map(redactions.map(({ number, before, after }) => [number, { before, after }]));
  const differences: Difference[] = [];
  let reached: string | null = hash;
  for (const [, { before, after }] of [...steps].sort(([a], [b]) => a - b)) {
    const gap = differencesBetween(reached, before, '/incident/redactions');
    differences.push(...gap.map((each) => ({ ...each, detail: 'does not begin where the one before ended' })));
    reached = after;
  }
  const end = differencesBetween(hashOf(report ?? null), reached, '/incident/hash');
  return [...differences, ...end.map((each) => ({ ...each, detail: 'is not the hash of the redacted report' }))];
}

/** The row of a verdict names the last redaction that touched it, and none where none did. */
export function redactedDifferences({ row, version }: StoredVerdict): Difference[] {
  const last = version?.redactions.at(-1)?.number ?? null;
  const got = row.redacted == null ? null : Number(row.redacted);
  return differencesBetween({ redacted: last }, { redacted: got }, '/columns');
}

export const pointersOf = (redactions: readonly RedactedPart[]): string[] => [
  ...new Set(redactions.map(({ pointer }) => pointer)),
];

/** Which parts are gone, and since when. */
export function whyNotReplayed(redactions: readonly RedactedPart[]): string {
  const days = new Map<string, string[]>();
  for (const { pointer, at } of redactions) {
    const day = formatInstant(at).slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), pointer]);
  }
  return `of its report was redacted ${[...days].map(([day, pointers]) => `${[...new Set(pointers)].join(', ')} on ${day}`).join('; ')}`;
}
