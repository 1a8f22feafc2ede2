import { Problem } from '../domain/problem.js';
import type { RedactionRequest } from '../domain/redaction-request.js';
import type { Rulebook } from '../engine/rulebook.js';
import type { Database, Transaction } from '../store/connect.js';
import { type IncidentVersion, versionsOf } from '../store/incidents.js';
import { type Redaction, type RedactionDocument, redactionDocument, redactionsOf } from '../store/redactions.js';
import { currentRevision, write } from '../store/revision.js';
import { emptyLog, type ScrubbedVerdict } from '../store/scrub.js';
import { countVerdictsOf, storedVerdictsOf } from '../store/stored-verdicts.js';
import { refuseOther } from './correct-incident.js';
import { type IncidentDocument, incidentDocument } from './documents.js';
import type { KeptRulebooks } from './kept-rulebooks.js';
import { lookUpPlaces } from './look-up-places.js';
import { type Gone, type Left, planRedaction, type RedactedVersion, type RedactionPlan } from './plan-redaction.js';
import { judged, type Prepared } from './prepare-incident.js';
import { besideOf, recordRedaction } from './record-redaction.js';
import { scrubbedVerdict } from './scrub-verdicts.js';
import type { Service } from './service.js';
import { underLiveRulebook } from './under-live-rulebook.js';

/** What was redacted, or what would be. */
export interface RedactedAnswer {
  readonly status: 201 | 200;
  /** As it stands. */
  readonly incident: IncidentDocument;
  /** What went now; none where there was nothing left to take, or where it was only asked what would go. */
  readonly redactions: readonly RedactionDocument[];
  /** What would go, with what stands there, where that was all that was asked. */
  readonly would?: readonly Pick<Gone, 'part' | 'subject' | 'version' | 'pointer' | 'is'>[];
  /** Where a text still stands, and why. */
  readonly left: readonly Left[];
  /** Where copies of what went may be that this cannot reach. */
  readonly remains: readonly string[];
  readonly revision: number;
}

type Redacting = Service & { readonly keptRulebooks: KeptRulebooks };

/**
 * An operator takes a person's details out of everything that is stored of an incident. What stands gets a new version
 * without them, judged anew; earlier versions and their verdicts keep their place, and their hashes, without them too. The
 * same again changes nothing.
 * @param who does it, for the journal
 * @param ifVersion the version that is meant to stand; where another came in between, nothing is changed
 * @throws Problem `not-found`, `version-differs`, `bad-request` for what names nothing or cannot go
 */
export async function redactIncident(
  service: Redacting,
  who: string,
  asked: RedactionRequest & { readonly id: string; readonly ifVersion?: number | undefined },
): Promise<RedactedAnswer> {
  for (;;) {
    const answer = await underLiveRulebook(service, service.rulebook(), (live) => attempt(service, live, who, asked));
    if (answer !== undefined) return answer;
  }
}

/** @returns undefined where somebody changed the incident in between: then all is looked at again */
async function attempt(
  service: Redacting,
  live: Rulebook,
  who: string,
  asked: Parameters<typeof redactIncident>[2],
): Promise<RedactedAnswer | undefined> {
  const { database } = service;
  const { id } = asked;
  const versions = await versionsOf(database, id);
  const current = versions.at(-1);
  if (current === undefined) throw new Problem('not-found', `There is no incident ${JSON.stringify(id)}.`);
  refuseOther(current, asked.ifVersion);
  const earlier = await redactionsOf(database, [id]);
  const plan = planRedaction(versions, asked, earlier);
  if (asked.dryRun === true) return wouldGo(database, current, plan, asked);
  const top = plan.versions.find(({ stored }) => stored.version === current.version);
  const prepared = top === undefined || top.pointers.length === 0 ? undefined : await judgedAnew(database, live, top);
  const verdicts = await scrubbedVerdicts(service, live, plan.versions);
  const seen = { version: current.version, redactions: earlier.length, verdicts: await countVerdictsOf(database, id) };
  const done = await write(
    database,
    async (transaction, revision): Promise<'moved' | readonly Redaction[]> => {
      if (!(await isAsSeen(transaction, id, seen))) return 'moved';
      const task = { who, asked, plan, current, prepared, verdicts, live, at: service.now() };
      return recordRedaction(transaction, revision, task);
    },
    prepared === undefined ? undefined : live.hash,
  );
  if (done === 'moved') return undefined;
  const emptied = done.length === 0 || (await emptyLog(database));
  return {
    status: done.length === 0 ? 200 : 201,
    incident: incidentDocument((await versionsOf(database, id)).at(-1) as IncidentVersion),
    redactions: done.map(redactionDocument),
    left: plan.left,
    remains: done.length === 0 ? [] : remainsOf(database, emptied),
    revision: await currentRevision(database),
  };
}

async function wouldGo(
  database: Database,
  current: IncidentVersion,
  plan: RedactionPlan,
  asked: RedactionRequest,
): Promise<RedactedAnswer> {
  const { gone } = await besideOf(database, current, plan, asked);
  return {
    status: 200,
    incident: incidentDocument(current),
    redactions: [],
    would: [...plan.versions.flatMap((version) => version.gone), ...gone].map(
      ({ part, subject, version, pointer, is }) => ({ part, subject, version, pointer, is }),
    ),
    left: plan.left,
    remains: [],
    revision: await currentRevision(database),
  };
}

async function judgedAnew(database: Database, live: Rulebook, { report }: RedactedVersion): Promise<Prepared> {
  const [place] = await lookUpPlaces(database, live, [report]);
  return judged(report, live, undefined, place);
}

/** The verdicts on versions of which something goes, each by the rulebook that judged it. */
async function scrubbedVerdicts(
  { database, keptRulebooks }: Redacting,
  live: Rulebook,
  versions: readonly RedactedVersion[],
): Promise<ScrubbedVerdict[]> {
  const touched = new Map(
    versions.filter(({ pointers }) => pointers.length > 0).map((each) => [each.stored.version, each]),
  );
  const [first] = touched.values();
  if (first === undefined) return [];
  const scrubbed: ScrubbedVerdict[] = [];
  for (const stored of await storedVerdictsOf(database, first.stored.id)) {
    const version = touched.get(Number(stored.row.version));
    if (version === undefined) continue;
    const { rulebook } = await keptRulebooks.get(String(stored.row.rulebook));
    scrubbed.push(scrubbedVerdict(stored, version, rulebook, live));
  }
  return scrubbed;
}

/** Nothing that the plan was made from has changed since. */
async function isAsSeen(
  transaction: Transaction,
  id: string,
  seen: { readonly version: number; readonly redactions: number; readonly verdicts: number },
): Promise<boolean> {
  const row = await transaction('incidents').where({ id }).first('version');
  const redactions = await redactionsOf(transaction, [id]);
  return (
    Number(row?.version) === seen.version &&
    redactions.length === seen.redactions &&
    (await countVerdictsOf(transaction, id)) === seen.verdicts
  );
}

function remainsOf(database: Database, emptied: boolean): string[] {
  const own =
    database.client.config.client === 'pg'
      ? ['rows as they were before, in the files of PostgreSQL until VACUUM, and in its write-ahead log and replicas']
      : emptied
        ? []
        : ['the write-ahead log of SQLite, because another process reads; it empties when that has ended'];
  return [
    ...own,
    'free space within the files of the database, until it is written anew',
    'backups and exports from before, and whatever was delivered: the feed tells their readers of the new verdicts',
  ];
}
