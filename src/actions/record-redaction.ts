import { withAdded } from '../domain/added.js';
import { ownEventOf } from '../domain/event.js';
import type { RedactionRequest } from '../domain/redaction-request.js';
import type { Rulebook } from '../engine/rulebook.js';
import type { Database, Transaction } from '../store/connect.js';
import { incidentsOfEvent, renameEvent } from '../store/event-members.js';
import type { IncidentVersion } from '../store/incidents.js';
import { recordsOf, type StoredRecord } from '../store/records.js';
import { insertRedactions, type Redaction } from '../store/redactions.js';
import type { LockedRevision } from '../store/revision.js';
import {
  dropNearKeys,
  dropReceiptsOf,
  linkRows,
  type ScrubbedVerdict,
  scrubDecision,
  scrubLink,
  scrubRecord,
  scrubVerdicts,
  scrubVersion,
} from '../store/scrub.js';
import { eventKeyOf } from './assign-events.js';
import { searchedBy } from './new-verdict.js';
import { type RedactionPlan, textsOf } from './plan-redaction.js';
import type { Prepared } from './prepare-incident.js';
import { recordCorrection, recordWithdrawal } from './record-incidents.js';
import { redactBeside } from './redact-beside.js';

/** A redaction on its way into the record. */
export interface Task {
  readonly who: string;
  readonly asked: RedactionRequest;
  readonly plan: RedactionPlan;
  readonly current: IncidentVersion;
  /** What stands, judged anew; absent where nothing of it goes. */
  readonly prepared: Prepared | undefined;
  readonly verdicts: readonly ScrubbedVerdict[];
  readonly live: Rulebook;
  readonly at: number;
}

/** All of it in one transaction: the redactions, the version that stands from now on, and every row that held what went. */
export async function recordRedaction(
  transaction: Transaction,
  revision: LockedRevision,
  task: Task,
): Promise<Redaction[]> {
  const { who, asked, plan, current, at } = task;
  const beside = await besideOf(transaction, current, plan, asked);
  const gone = [...plan.versions.flatMap((version) => version.gone), ...beside.gone];
  if (gone.length === 0) return [];
  const [number] = revision.take(1) as [number];
  const { id: incident } = current;
  const redactions = gone.map(({ is: _, ...each }) => ({
    ...each,
    number,
    incident,
    by: who,
    reason: asked.reason,
    at,
  }));
  await insertRedactions(transaction, redactions);
  for (const { stored, pointers, gone: went } of plan.versions) {
    const [first] = went;
    if (stored.version === current.version || pointers.length === 0 || first === undefined) continue;
    const hashes = { before: String(first.before), after: String(first.after) };
    revision.record({ at, who, what: 'incident-redacted', subject: incident, ...hashes });
  }
  if (plan.versions.every(({ pointers }) => pointers.length === 0))
    revision.record({ at, who, what: 'incident-redacted', subject: incident });
  for (const [subject, { before, after }] of new Map(beside.gone.map((each) => [each.subject, each])))
    if (before !== null && after !== null)
      revision.record({ at, who, what: 'record-redacted', subject, before, after });
  await standAnew(transaction, revision, task);
  await scrub(transaction, number, task, beside);
  await dropReceiptsOf(transaction, [
    incident.slice('inc_'.length),
    ...beside.records.map(({ record }) => record.id),
    ...beside.decisions.map(({ link }) => link),
  ]);
  return redactions;
}

/** What stands becomes a version without what went. A withdrawn report stays withdrawn. */
async function standAnew(
  transaction: Transaction,
  revision: LockedRevision,
  { who, asked, plan, current, prepared, live, at }: Task,
): Promise<void> {
  const top = plan.versions.find(({ stored }) => stored.version === current.version);
  if (prepared === undefined || top === undefined) return;
  const from = { who, at, reason: asked.reason, what: 'incident-redacted' as const };
  if (current.state === 'active') {
    const entry = { incident: top.report, ...prepared };
    await recordCorrection(transaction, revision, { ...from, rulebook: live }, current, entry);
    return;
  }
  const { report, added, warnings } = top;
  await recordWithdrawal(
    transaction,
    revision,
    from,
    { ...current, report, added, warnings, hash: prepared.hash },
    current.hash,
  );
  await renameEvent(transaction, current.id, eventKeyOf(report));
}

async function scrub(
  transaction: Transaction,
  redaction: number,
  { plan, verdicts }: Task,
  beside: Awaited<ReturnType<typeof besideOf>>,
): Promise<void> {
  for (const { stored, report, warnings, reason, added } of plan.versions) {
    const { lon, lat } = searchedBy(withAdded(report, added));
    const { id: incident, version } = stored;
    const event = report.event ?? null;
    const row = { report, warnings, reason, added, event, lon, lat };
    await scrubVersion(transaction, redaction, { incident, version }, row);
  }
  await scrubVerdicts(transaction, redaction, verdicts);
  const numbers = plan.versions.filter(({ pointers }) => pointers.length > 0).map(({ stored }) => stored.number);
  await dropNearKeys(transaction, numbers);
  for (const link of beside.links) await scrubLink(transaction, redaction, link);
  for (const decision of beside.decisions) await scrubDecision(transaction, redaction, decision);
  for (const { record: each, by, body } of beside.records)
    await scrubRecord(transaction, redaction, { id: each.id, by, body });
}

/** What goes out of what stands beside the reports. */
export async function besideOf(
  database: Database | Transaction,
  current: IncidentVersion,
  plan: RedactionPlan,
  asked: RedactionRequest,
) {
  const pointers = plan.versions.flatMap((version) => version.pointers);
  const records = await recordsAround(database, current);
  return redactBeside(records, await linkRows(database, current.id), pointers, textsOf(asked));
}

/** Evidence of the incident with its custody, and what people said of the event it belongs to. */
async function recordsAround(
  database: Database | Transaction,
  { id, eventId }: IncidentVersion,
): Promise<StoredRecord[]> {
  const evidence = await recordsOf(database, [id], ['evidence']);
  const custody = await recordsOf(
    database,
    evidence.map((record) => record.id),
    ['custody'],
  );
  const members = await incidentsOfEvent(database, eventId);
  const events = [...new Set([ownEventOf(id), ...members.map(ownEventOf)])];
  return [...evidence, ...custody, ...(await recordsOf(database, events, ['determination', 'reply']))];
}
