import { uuidv7 } from 'uuidv7';
import { type Caller, seesOnly } from '../domain/access.js';
import type { Custody, Evidence } from '../domain/evidence.js';
import { Problem } from '../domain/problem.js';
import type { Warning } from '../domain/verdict.js';
import { hashOf } from '../engine/hash.js';
import { incidentById } from '../store/incidents.js';
import { insertRecord, type RecordType, recordById, recordsOf, type StoredRecord } from '../store/records.js';
import { currentRevision, write } from '../store/revision.js';
import { partyWarnings } from './party-warnings.js';
import { evidenceDocument } from './record-documents.js';
import type { Service } from './service.js';
import { changeableIncident } from './whose-report.js';

/**
 * A reference to evidence goes beside a report. It is never fetched, and no rule reads it. The same again changes nothing.
 * @throws Problem `not-found`, `not-yours`
 */
export async function recordEvidence(service: Service, caller: Caller, incident: string, body: Evidence) {
  await changeableIncident(service.database, caller, incident);
  const { status, record } = await keep(service, {
    id: `evd_${uuidv7()}`,
    type: 'evidence',
    subject: incident,
    by: caller.reporter,
    who: caller.reporter,
    body,
    among: seesOnly(caller),
  });
  return answer(service, status, record, []);
}

/**
 * Somebody adds a step to the chain of custody of a piece of evidence. The same again changes nothing.
 * @throws Problem `not-found`, `not-yours`
 */
export async function recordCustody(service: Service, caller: Caller, evidence: string, body: Custody) {
  const held = await visibleEvidence(service, caller, evidence);
  await changeableIncident(service.database, caller, held.subject);
  const { status } = await keep(service, {
    id: `cst_${uuidv7()}`,
    type: 'custody',
    subject: evidence,
    by: body.by,
    who: caller.reporter,
    body,
  });
  return answer(service, status, held, partyWarnings(body.by, service.rulebook()));
}

/**
 * One piece of evidence with its chain of custody.
 * @throws Problem `not-found`
 */
export async function readEvidence(service: Service, caller: Caller, id: string) {
  const record = await visibleEvidence(service, caller, id);
  return evidenceDocument(record, await recordsOf(service.database, [id], ['custody']));
}

async function visibleEvidence({ database }: Service, caller: Caller, id: string): Promise<StoredRecord> {
  const record = await recordById(database, id);
  const only = seesOnly(caller);
  const incident = record?.type === 'evidence' ? await incidentById(database, record.subject) : undefined;
  // What somebody else sent for one's report is theirs, not one's own.
  const mine = only === undefined || (only === incident?.reporter && only === record?.by);
  if (record === undefined || incident === undefined || !mine)
    throw new Problem('not-found', `There is no evidence ${JSON.stringify(id)}.`);
  return record;
}

type Wanted = Pick<StoredRecord, 'id' | 'subject' | 'by' | 'body'> & {
  readonly type: RecordType;
  /** For the journal, from which nothing can be redacted: who sends it, and no name that it only says. */
  readonly who: string;
  /** Whose records alone may be the same again; everybody's when absent. Others must not be found by guesses. */
  readonly among?: string | undefined;
};

async function keep({ database, now }: Service, { who, among, ...wanted }: Wanted) {
  const { type, subject, body } = wanted;
  const at = now();
  return write(database, async (transaction, revision) => {
    const hash = hashOf({ type, subject, body });
    const known = await recordsOf(transaction, [subject], [type]);
    const same = known.find((record) => record.hash === hash && (among === undefined || record.by === among));
    if (same !== undefined) return { status: 200 as const, record: same };
    const [number] = revision.take(1) as [number];
    const record: StoredRecord = { ...wanted, number, hash, at };
    await insertRecord(transaction, record);
    revision.record({ at, who, what: `${type}-recorded`, subject: record.id, after: hash });
    return { status: 201 as const, record };
  });
}

async function answer(service: Service, status: 200 | 201, record: StoredRecord, warnings: readonly Warning[]) {
  const custody = await recordsOf(service.database, [record.id], ['custody']);
  const revision = await currentRevision(service.database);
  return { status, evidence: evidenceDocument(record, custody), warnings, revision };
}
