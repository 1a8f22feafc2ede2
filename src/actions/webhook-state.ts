import type { Database } from '../store/connect.js';
import { currentRevision } from '../store/revision.js';
import { listWebhooks } from '../store/webhooks.js';

/** How the webhooks are, in numbers, for whoever watches over the service. */

export interface WebhookState {
  readonly webhooks: number;
  readonly disabled: number;
  /** Enabled, and the change behind their cursor has failed at least once. */
  readonly failing: number;
  /** How many numbers the record is ahead of the enabled one that is furthest behind. */
  readonly backlog: number;
  /** Messages of the feed that were taken, and attempts that were not, of those that are there. */
  readonly delivered: number;
  readonly failed: number;
}

/** More than there can be. */
const ALL = 1_000;

/** Counts all of them: what every process did, as the database tells it. */
export async function webhookState(database: Database): Promise<WebhookState> {
  const revision = await currentRevision(database);
  const all = await listWebhooks(database, { limit: ALL });
  const enabled = all.filter(({ disabledAt }) => disabledAt === null);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
  return {
    webhooks: all.length,
    disabled: all.length - enabled.length,
    failing: enabled.filter(({ attempts }) => attempts > 0).length,
    backlog: Math.max(0, ...enabled.map(({ cursor }) => revision - cursor)),
    delivered: sum(all.map(({ delivered }) => delivered)),
    failed: sum(all.map(({ failed }) => failed)),
  };
}
