import { hashOf } from '../engine/hash.js';
import type { Database, Transaction } from './connect.js';
import { inTurn } from './in-turn.js';

/** Webhooks: where the feed is sent to, and how far each has been told. */

export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly description: string | null;
  /** Only changes under this agreement; null: all. */
  readonly agreement: string | null;
  /** What it is told: as a key with incidents:read, and as one with locations:exact. */
  readonly reports: boolean;
  readonly exact: boolean;
  readonly secret: string;
  /** Signs too, until then. Milliseconds since 1970, as all times here. */
  readonly oldSecret: string | null;
  readonly oldUntil: number | null;
  readonly createdAt: number;
  readonly who: string;
  readonly disabledAt: number | null;
  readonly disabledWhy: string | null;
  /** The number of the last change that it was told, or did not ask for. */
  readonly cursor: number;
  /** Goes up with every change by a person. */
  readonly version: number;
  /** Attempts that failed for the change behind the cursor, and when the next may be made. */
  readonly attempts: number;
  readonly nextAt: number | null;
  readonly lastError: string | null;
  /** Attempts so far, those of tests and single replays with them. */
  readonly sent: number;
  /** Messages of the feed that were taken, and attempts that were not. */
  readonly delivered: number;
  readonly failed: number;
  readonly holder: string | null;
  readonly leasedUntil: number | null;
}

export type NewWebhookRow = Pick<
  Webhook,
  'id' | 'url' | 'description' | 'agreement' | 'reports' | 'exact' | 'secret' | 'createdAt' | 'who' | 'cursor'
>;

const SETTINGS = ['url', 'description', 'agreement', 'reports', 'exact'] as const;

/** The hash of what a person set and whether it is sent to, for the journal. How far it is changes without an entry. */
export const settingsHash = (webhook: Pick<Webhook, (typeof SETTINGS)[number] | 'disabledAt'>): string =>
  hashOf({
    ...Object.fromEntries(SETTINGS.map((name) => [name, webhook[name]])),
    enabled: webhook.disabledAt === null,
  });
/** A clock that was set back leaves leases and waits behind that lie far ahead; beyond this they are not believed. */
const MOST_LEASE_MS = 10 * 60 * 1000;
const MOST_WAIT_MS = 48 * 60 * 60 * 1000;

export async function insertWebhook(transaction: Transaction, webhook: NewWebhookRow): Promise<void> {
  const counts = { version: 1, attempts: 0, sent: 0, delivered: 0, failed: 0 };
  await transaction('webhooks').insert({ ...columnsOf(webhook), ...counts });
}

export async function webhookById(database: Database | Transaction, id: string): Promise<Webhook | undefined> {
  const row = await database('webhooks').where({ id }).first();
  return row === undefined ? undefined : webhookOf(row);
}

/** A page, the latest first. @param before only those before this id in the list */
export async function listWebhooks(
  database: Database | Transaction,
  { before, limit }: { readonly before?: string | undefined; readonly limit: number },
): Promise<Webhook[]> {
  const query = database('webhooks').orderBy('id', 'desc').limit(limit);
  if (before !== undefined) query.where('id', '<', before);
  return (await query).map(webhookOf);
}

export async function countWebhooks(database: Database | Transaction): Promise<number> {
  const [row] = await database('webhooks').count({ rows: '*' });
  return Number(row?.rows);
}

/** A person changes it: whoever sends at the moment begins anew with what it says then. */
export async function changeWebhook(transaction: Transaction, id: string, change: Partial<Webhook>): Promise<void> {
  await transaction('webhooks')
    .where({ id })
    .update({ ...columnsOf(change), version: transaction.raw('version + 1') });
}

export async function deleteWebhook(transaction: Transaction, id: string): Promise<void> {
  await transaction('webhook_attempts').where({ webhook: id }).delete();
  await transaction('webhooks').where({ id }).delete();
}

export interface Lease {
  readonly holder: string;
  readonly now: number;
  readonly until: number;
}

/** Those that something is to be sent to now, and that nobody else sends to. */
export async function dueWebhooks(
  database: Database,
  { holder, now, revision }: Pick<Lease, 'holder' | 'now'> & { readonly revision: number },
): Promise<string[]> {
  const rows = await due(database, holder, now).where('cursor', '<', revision).orderBy('id').select('id');
  return rows.map(({ id }) => String(id));
}

/** A process takes it to send to, or goes on with it. @returns as it is now; undefined where it has to be left alone */
export async function leaseWebhook(
  database: Database,
  id: string,
  { holder, now, until }: Lease,
): Promise<Webhook | undefined> {
  const taken = await inTurn(database, () =>
    due(database, holder, now).where({ id }).update({ holder, leased_until: until }),
  );
  if (taken !== 1) return undefined;
  const row = await database('webhooks').where({ id, holder }).first();
  return row === undefined ? undefined : webhookOf(row);
}

const due = (database: Database, holder: string, now: number) =>
  database('webhooks')
    .whereNull('disabled_at')
    .where((ready) =>
      ready
        .whereNull('next_at')
        .orWhere('next_at', '<=', now)
        .orWhere('next_at', '>', now + MOST_WAIT_MS),
    )
    .where((free) =>
      free
        .whereNull('holder')
        .orWhere('holder', holder)
        .orWhere('leased_until', '<', now)
        .orWhere('leased_until', '>', now + MOST_LEASE_MS),
    );

/** Whoever sends stops, so that another need not wait for the end of the lease. */
export async function releaseWebhook(database: Database, id: string, holder: string): Promise<void> {
  await inTurn(database, () => database('webhooks').where({ id, holder }).update({ holder: null, leased_until: null }));
}

/**
 * Writes down how far it is, and releases it where `leasedUntil` says so.
 * @param from as it was leased, or as it was left by the last such step
 * @returns whether this holder still had it, and nobody had changed it
 */
export async function advanceWebhook(
  transaction: Database | Transaction,
  from: Pick<Webhook, 'id' | 'version' | 'cursor' | 'attempts'> & { readonly holder: string },
  to: Partial<Webhook>,
): Promise<boolean> {
  const { id, version, cursor, attempts, holder } = from;
  const advanced = await transaction('webhooks')
    .where({ id, version, cursor, attempts, holder })
    .whereNull('disabled_at')
    .update({ ...columnsOf(to), ...(to.leasedUntil === null ? { holder: null } : {}) });
  return advanced === 1;
}

const NAMES: Readonly<Record<string, string>> = {
  oldSecret: 'old_secret',
  oldUntil: 'old_until',
  createdAt: 'created_at',
  who: 'author',
  disabledAt: 'disabled_at',
  disabledWhy: 'disabled_why',
  nextAt: 'next_at',
  lastError: 'last_error',
  leasedUntil: 'leased_until',
};

const columnsOf = (webhook: Partial<Webhook>): Record<string, string | number | null> =>
  Object.fromEntries(
    Object.entries(webhook)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [NAMES[name] ?? name, typeof value === 'boolean' ? Number(value) : value]),
  );

const text = (value: unknown) => (value === null ? null : String(value));
const count = (value: unknown) => (value === null ? null : Number(value));

export const webhookOf = (row: Record<string, unknown>): Webhook => ({
  id: String(row.id),
  url: String(row.url),
  description: text(row.description),
  agreement: text(row.agreement),
  reports: Number(row.reports) === 1,
  exact: Number(row.exact) === 1,
  secret: String(row.secret),
  oldSecret: text(row.old_secret),
  oldUntil: count(row.old_until),
  createdAt: Number(row.created_at),
  who: String(row.author),
  disabledAt: count(row.disabled_at),
  disabledWhy: text(row.disabled_why),
  cursor: Number(row.cursor),
  version: Number(row.version),
  attempts: Number(row.attempts),
  nextAt: count(row.next_at),
  lastError: text(row.last_error),
  sent: Number(row.sent),
  delivered: Number(row.delivered),
  failed: Number(row.failed),
  holder: text(row.holder),
  leasedUntil: count(row.leased_until),
});
