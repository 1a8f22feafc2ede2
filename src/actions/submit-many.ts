import type { Incident } from '../domain/incident.js';
import { Problem } from '../domain/problem.js';
import type { Verdict, Warning } from '../domain/verdict.js';
import { hashOf } from '../engine/hash.js';
import type { Rulebook } from '../engine/rulebook.js';
import type { Database, Transaction } from '../store/connect.js';
import { type IncidentVersion, incidentsByReport, reportKey, versionsOf } from '../store/incidents.js';
import { redactionsOf } from '../store/redactions.js';
import { currentRevision, type LockedRevision, write } from '../store/revision.js';
import { currentVerdictsOf } from '../store/verdicts.js';
import { type IncidentDocument, incidentDocument, verdictOfNew } from './documents.js';
import { lookUpPlaces } from './look-up-places.js';
import { timed } from './meter.js';
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

/** A report and who sent it. */
export interface Post {
  readonly reporter: string;
  readonly incident: Incident;
}

interface Seen extends Post {
  readonly index: number;
}
interface Entry extends Seen, Prepared {}

/**
 * Takes reports of one reporter into the record, judged: all that are new in one transaction.
 * @param rulebook what is live as far as this process knows; where it is so no longer, all is judged by the one that is
 * @param incidents fit the contract; a hundred or so at a time, because judging does not pause
 * @returns one answer for each, in the same order
 */
export async function submitMany(
  service: Pick<Service, 'database' | 'now' | 'follow' | 'meter'>,
  rulebook: Rulebook,
  reporter: string,
  incidents: readonly Incident[],
  options: SubmitOptions = {},
): Promise<SubmitAnswer[]> {
  const posts = incidents.map((incident) => ({ reporter, incident }));
  return underLiveRulebook(service, rulebook, (live) => submitUnder(service, live, posts, options));
}

/** The same for reports of any number of reporters, none of which codes each event once. */
export async function submitPosts(
  service: Pick<Service, 'database' | 'now' | 'follow' | 'meter'>,
  rulebook: Rulebook,
  posts: readonly Post[],
): Promise<SubmitAnswer[]> {
  return underLiveRulebook(service, rulebook, (live) => submitUnder(service, live, posts, {}));
}

async function submitUnder(
  service: Pick<Service, 'database' | 'now' | 'meter'>,
  rulebook: Rulebook,
  posts: readonly Post[],
  options: SubmitOptions,
): Promise<SubmitAnswer[]> {
  const answers: SubmitAnswer[] = [];
  const known = await incidentsByReport(service.database, namesOf(posts));
  const seen: Seen[] = [];
  const fresh: Seen[] = [];
  for (const [index, post] of posts.entries()) {
    if (known.has(reportKey(nameOf(post)))) {
      seen.push({ index, ...post });
      continue;
    }
    const faults = incidentFaults(post.incident, rulebook);
    if (faults.length > 0) answers[index] = { status: 422, problem: badIncident(faults) };
    else fresh.push({ index, ...post });
  }
  const places = await lookUpPlaces(
    service.database,
    rulebook,
    fresh.map(({ incident }) => incident),
  );
  const entries = fresh.map((each, position): Entry => {
    const prepared = timed(service.meter, () => judged(each.incident, rulebook, undefined, places[position]));
    return { ...each, ...prepared };
  });
  if (entries.length > 0) seen.push(...(await store(service, { rulebook, ...options }, entries, answers)));
  await answerAgain(service, seen, answers);
  return answers;
}

const nameOf = ({ reporter, incident: { reportId } }: Post) => ({ reporter, reportId });
const namesOf = (posts: readonly Post[]) => posts.map(nameOf);

/** Stores what is still new once the lock is held. @returns those that somebody else stored in the meantime */
async function store(
  { database, now, meter }: Pick<Service, 'database' | 'now' | 'meter'>,
  from: { readonly rulebook: Rulebook } & SubmitOptions,
  entries: readonly Entry[],
  answers: SubmitAnswer[],
): Promise<Seen[]> {
  const storing = async (transaction: Transaction, revision: LockedRevision) => {
    const taken = new Set((await incidentsByReport(transaction, namesOf(entries))).keys());
    const fresh = entries.filter((entry) => {
      const key = reportKey(nameOf(entry));
      return !taken.has(key) && taken.add(key);
    });
    const records = await recordIncidents(transaction, revision, { ...from, at: now() }, fresh);
    return { fresh, records };
  };
  const stored = await write(database, storing, from.rulebook.hash);
  meter?.stored(stored.records.flatMap(({ verdicts }) => verdicts));
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
async function answerAgain({ database }: Pick<Service, 'database'>, seen: readonly Seen[], answers: SubmitAnswer[]) {
  if (seen.length === 0) return;
  const stored = await incidentsByReport(database, namesOf(seen));
  const ids = [...stored.values()].map(({ id }) => id);
  const verdicts = await currentVerdictsOf(database, ids);
  const duplicates = await possibleDuplicates(database, ids);
  const revision = await currentRevision(database);
  for (const post of seen) {
    const { index, incident } = post;
    const existing = stored.get(reportKey(nameOf(post))) as IncidentVersion;
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
