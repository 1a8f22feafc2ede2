import type { Custody, Evidence } from '../domain/evidence.js';
import type { Determination, Reply } from '../domain/statement.js';
import { formatInstant } from '../domain/time.js';
import type { StoredRecord } from '../store/records.js';

/** Records as they are answered: as they were sent, with what is known of the record itself. */

const kept = ({ id, hash, at, number }: StoredRecord) => ({
  id,
  hash,
  recordedAt: formatInstant(at),
  revision: number,
});

/** @param others records of the same subjects, to tell whether one takes its place */
export function statementDocument<Body extends Determination | Reply>(
  record: StoredRecord,
  others: readonly StoredRecord[],
) {
  const replacedBy = others.find(({ replaces }) => replaces === record.id)?.id;
  const body = record.body as Body;
  return {
    ...kept(record),
    event: record.subject,
    ...body,
    ...(replacedBy === undefined ? {} : { replacedBy }),
  };
}

/** @param custody the steps that were added since */
export function evidenceDocument(record: StoredRecord, custody: readonly StoredRecord[]) {
  const body = record.body as Evidence;
  const since = custody.filter(({ subject }) => subject === record.id).map(custodyDocument);
  return { ...kept(record), incident: record.subject, ...body, custody: [...(body.custody ?? []), ...since] };
}

const custodyDocument = (record: StoredRecord) => ({ ...(record.body as Custody), ...kept(record) });
