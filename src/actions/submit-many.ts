import type { Incident } from '../domain/incident.js';
import { Problem } from '../domain/problem.js';
import type { Verdict, Warning } from '../domain/verdict.js';
import { hashOf } from '../engine/hash.js';
import type { Rulebook } from '../engine/rulebook.js';
import type { Database, Transaction } from '../store/connect.js';
import { type IncidentVersion, incidentsByReport, versionsOf } from '../store/incidents.js';
import { redactionsOf } from '../store/redactions.js';
import { currentRevision, type LockedRevision, write } from '../store/revision.js';
import { currentVerdictsOf } from '../store/verdicts.js';
import { type IncidentDocument, incidentDocument, verdictOfNew } from './documents.js';
import { lookUpPlaces } from './look-up-places.js';
import { duplicateWarnings, possibleDuplicates } from './possible-duplicates.js';
import { badIncident, incidentFaults, judged, type Prepared } from './prepare-incident.js';
import { recordIncidents } from './record-incidents.js';
import { reportRedacted } from './sent-again.js';
import type { Service } from './service.js';
import { underLiveRulebook } from './under-live-rulebook.js';

/** A report that is in the record now: new (201), or there before with the same content (200). */
export interface Submitted {
  readonly status: 201 | 200;
  readonly incident: IncidentDocument;
  readonly verdicts: readonly Verdict[];
  readonly warnings: readonly Warning[];
  readonly revision: number;
}
export interface SubmitOptions {
  /** The source codes each event once: two of its reports are never taken for reports of one act. */
  readonly distinctEvents?: boolean;
}
/** A report that is not: its reportId stands for other content (409), or the rulebook refuses it (422). */
export interface Refused {
  readonly status: 409 | 422;
  readonly problem: Problem;
}
export type SubmitAnswer = Submitted | Refused;

interface Seen {
  readonly index: number;
  readonly incident: Incident;
}
interface Entry extends Seen, Prepared {}

/**
 * Takes reports into the record, judged: all that are new in one transaction.
 * @param rulebook what is live as far as this process knows; where it is so no longer, all is judged by the one that is
 * @param incidents fit the contract; a hundred or so at a time, because judging does not pause
 * @returns one answer for each, in the same order
 */
export async function submitMany(
  service: Pick<Service, 'database' | 'now' | 'follow'>,
  rulebook: Rulebook,
  reporter: string,
  incidents: readonly Incident[],
  options: SubmitOptions = {},
): Promise<SubmitAnswer[]> {
  return underLiveRulebook(service, rulebook, (live) => submitUnder(service, live, reporter, incidents, options));
}

async function submitUnder(
  service: Pick<Service, 'database' | 'now'>,
  rulebook: Rulebook,
  reporter: string,
  incidents: readonly Incident[],
  options: SubmitOptions,
): Promise<SubmitAnswer[]> {
  const answers: SubmitAnswer[] = [];
  const known = await incidentsByReport(service.database, reporter, reportIds(incidents));
  const seen: Seen[] = [];
  const fresh: Seen[] = [];
  for (const [index, incident] of incidents.entries()) {
    if (known.has(incident.reportId)) {
      seen.push({ index, incident });
      continue;
    }
    const faults = incidentFaults(incident, rulebook);
    if (faults.length > 0) answers[index] = { status: 422, problem: badIncident(faults) };
    else fresh.push({ index, incident });
  }
  const places = await lookUpPlaces(
    service.database,
    rulebook,
    fresh.map(({ incident }) => incident),
  );
  const entries = fresh.map((each, position): Entry => {
    return { ...each, ...judged(each.incident, rulebook, undefined, places[position]) };
  });
  if (entries.length > 0) seen.push(...(await store(service, { rulebook, reporter, ...options }, entries, answers)));
  await answerAgain(service, reporter, seen, answers);
  return answers;
}

const reportIds = (incidents: readonly Incident[]) => incidents.map(({ reportId }) => reportId);

/** Stores what is still new once the lock is held. @returns those that somebody else stored in the meantime */
async function store(
  { database, now }: Pick<Service, 'database' | 'now'>,
  from: { readonly rulebook: Rulebook; readonly reporter: string } & SubmitOptions,
  entries: readonly Entry[],
  answers: SubmitAnswer[],
): Promise<Seen[]> {
  const storing = async (transaction: Transaction, revision: LockedRevision) => {
    const ids = reportIds(entries.map(({ incident }) => incident));
    const taken = new Set((await incidentsByReport(transaction, from.reporter, ids)).keys());
    const fresh = entries.filter(({ incident: { reportId } }) => !taken.has(reportId) && taken.add(reportId));
    const records = await recordIncidents(transaction, revision, { ...from, at: now() }, fresh);
    return { fresh, records };
  };
  const stored = await write(database, storing, from.rulebook.hash);
  const linked = stored.records.filter(({ linked }) => linked).map(({ incident }) => incident.id);
  const duplicates = await possibleDuplicates(database, linked);
  for (const [position, entry] of stored.fresh.entries()) {
    const record = stored.records[position];
    if (record === undefined) continue;
    const possibleDuplicateOf = duplicates.get(record.incident.id) ?? [];
    answers[entry.index] = {
      status: 201,
      incident: incidentDocument(record.incident, possibleDuplicateOf),
      verdicts: record.verdicts.map(verdictOfNew),
      warnings: [...entry.warnings, ...duplicateWarnings(possibleDuplicateOf, record.unlinked)],
      revision: record.incident.number,
    };
  }
  return entries.filter((entry) => !stored.fresh.includes(entry));
}

/** Answers those that were there before: the same again, or a different report under a used reportId. */
async function answerAgain(
  { database }: Pick<Service, 'database'>,
  reporter: string,
  seen: readonly Seen[],
  answers: SubmitAnswer[],
) {
  if (seen.length === 0) return;
  const stored = await incidentsByReport(database, reporter, reportIds(seen.map(({ incident }) => incident)));
  const ids = [...stored.values()].map(({ id }) => id);
  const verdicts = await currentVerdictsOf(database, ids);
  const duplicates = await possibleDuplicates(database, ids);
  const revision = await currentRevision(database);
  for (const { index, incident } of seen) {
    const existing = stored.get(incident.reportId) as IncidentVersion;
    const later = await laterThan(database, existing, hashOf(incident));
    const possibleDuplicateOf = duplicates.get(existing.id) ?? [];
    answers[index] =
      later === undefined
        ? { status: 409, problem: reportDiffers(existing) }
        : {
            status: 200,
            incident: incidentDocument(existing, possibleDuplicateOf),
            verdicts: verdicts.get(existing.id) ?? [],
            warnings: [...(existing.warnings as Warning[]), ...later, ...duplicateWarnings(possibleDuplicateOf)],
            revision,
          };
  }
}

/**
 * A report that comes again: a phone may send the first version long after it was corrected or withdrawn. That is no new
 * content and changes nothing, but its sender is told.
 * @returns undefined for content that no version ever had
 */
async function laterThan(database: Database, existing: IncidentVersion, hash: string): Promise<Warning[] | undefined> {
  if (existing.hash === hash && existing.state === 'active') return [];
  const versions = existing.version === 1 ? [existing] : await versionsOf(database, existing.id);
  if (!versions.some((version) => version.hash === hash)) return undefined;
  const same = versions.filter((version) => version.hash === hash).map(({ version }) => version);
  const redactions = await redactionsOf(database, [existing.id]);
  if (redactions.some(({ part, version }) => part === 'report' && same.includes(version)))
    return [reportRedacted(existing.version)];
  const what = existing.state === 'withdrawn' ? 'has been withdrawn' : 'has been corrected';
  const detail = `is a report that ${what} since; what stands is version ${existing.version}, and nothing was changed`;
  return [{ pointer: '', code: 'report-superseded', detail }];
}

function reportDiffers({ id, reportId, reporter }: IncidentVersion): Problem {
  const detail =
    `The reportId ${JSON.stringify(reportId)} of reporter ${reporter} already stands for another report, stored as ` +
    `incident ${id}, and nothing was changed. To correct that report, send this one to the address under see. ` +
    'If it is about another act, give it a reportId of its own.';
  return new Problem('report-differs', detail, {
    faults: [{ pointer: '/reportId', detail: 'is already used for a report with other content', got: reportId }],
    see: `/v1/incidents/${id}/corrections`,
  });
}
