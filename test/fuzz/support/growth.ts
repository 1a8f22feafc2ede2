import type { Database } from '../../../src/store/connect.js';
import { operations } from './document.js';
import type { FuzzRequest } from './request.js';
import type { FuzzAnswer } from './send.js';
import type { Numbered } from './storm.js';

/** What the record must have grown by: so much as was acknowledged, and nothing of what was refused. */

const TABLES = ['incidents', 'incident_versions', 'records', 'publications'] as const;
export type Rows = Record<(typeof TABLES)[number], number>;

export async function rowsIn(database: Database): Promise<Rows> {
  const counts = await Promise.all(
    TABLES.map(async (table) => [table, Number((await database(table).count({ rows: '*' }))[0]?.rows)]),
  );
  return Object.fromEntries(counts);
}

const GROWS: Readonly<Record<string, readonly (keyof Rows)[]>> = {
  submitIncident: ['incidents', 'incident_versions'],
  correctIncident: ['incident_versions'],
  withdrawIncident: ['incident_versions'],
  redactIncident: ['incident_versions'],
  recordDetermination: ['records'],
  recordReply: ['records'],
  recordEvidence: ['records'],
  recordCustody: ['records'],
  publishRulebook: ['publications'],
  rollBackRulebook: ['publications'],
};

/** Counts what answers acknowledge. */
export class Growth {
  readonly rows: Rows = { incidents: 0, incident_versions: 0, records: 0, publications: 0 };
  /** Addresses of what was stored. */
  readonly places: string[] = [];

  heard({ request }: Numbered, { status, headers, body }: FuzzAnswer): void {
    const operation = servedBy(request);
    if (operation === 'submitBatch' && status === 200) {
      this.#batch(body.toString('utf8'));
      return;
    }
    if (status !== 201 || headers['idempotent-replayed'] !== undefined) return;
    if (operation === 'redactIncident' && !standsAnew(body)) return;
    for (const table of GROWS[operation ?? ''] ?? []) this.rows[table] += 1;
    if (headers.location !== undefined) this.places.push(headers.location);
  }

  #batch(text: string): void {
    const last = JSON.parse(text.trimEnd().split('\n').at(-1) ?? '');
    const stored =
      last.summary?.stored ??
      text.split('\n').filter((line) => line.startsWith('{"line":') && line.includes('"status":201')).length;
    this.rows.incidents += stored;
    this.rows.incident_versions += stored;
  }
}

/** Whether a redaction made a version: where nothing of what stands went, only earlier versions or what is beside them changed. */
function standsAnew(body: Buffer): boolean {
  const { incident, redactions } = JSON.parse(body.toString('utf8'));
  return incident.receivedAt === redactions[0]?.at;
}

/** The operation that took a request: one with a slash too many, or capitals, is served all the same. */
function servedBy({ method, target }: FuzzRequest): string | undefined {
  const path = (target.split('?')[0] as string).replace(/\/$/, '').toLowerCase();
  return operations.find(
    (operation) =>
      operation.method === method.toLowerCase() &&
      new RegExp(`^${operation.path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`).test(path),
  )?.id;
}
