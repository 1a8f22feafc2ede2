import { z } from 'zod';
import { type Gauges, readGauges } from '../../actions/read-gauges.js';
import { type WebhookState, webhookState } from '../../actions/webhook-state.js';
import { poolOf } from '../../store/connect.js';
import type { Readings } from '../metrics.js';
import { type Context, endpoint } from '../operation.js';

/** A database that does not answer by then is told of as one that is down, and what is counted here is told all the same. */
const PATIENCE_MS = 2_000;

export const getMetricsEndpoint = endpoint(
  {
    id: 'getMetrics',
    method: 'get',
    path: '/metrics',
    tag: 'service',
    scopes: [['admin'], ['verdicts:read']],
    summary: 'What this process counts, for Prometheus',
    description:
      'Text in the format of Prometheus, version 0.0.4. What each is, and what to watch, is in docs/operating.md. It ' +
      'answers also while the service is not ready.',
    answers: { 200: { description: 'Every metric', content: { 'text/plain': z.string() } } },
    problems: ['unknown-parameter', 'not-ready'],
    always: true,
  },
  async (_asked, context) => {
    const { metrics } = context;
    const body = await metrics.text({ ...ofProcess(context), ...(await ofRecord(context)) });
    return { status: 200, body, headers: { 'Content-Type': metrics.contentType } };
  },
);

function ofProcess(context: Context): Readings {
  const readiness = context.readiness();
  const { used, free, waiting } = poolOf(context.database);
  return {
    truce_ready: readiness.ready ? 1 : 0,
    truce_feed_followers: context.revisions.state().followers,
    truce_database_connections_used: used,
    truce_database_connections_free: free,
    truce_database_waiting: waiting,
    ...(readiness.ready
      ? {
          rulebook: context.rulebook().hash,
          truce_rules_refused: readiness.refused === undefined ? 0 : 1,
          truce_rules_waiting: readiness.waiting === undefined ? 0 : 1,
        }
      : {}),
  };
}

async function ofRecord(context: Context): Promise<Readings> {
  const { revision: seen } = context.revisions.state();
  let impatience: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    impatience = setTimeout(() => resolve(undefined), PATIENCE_MS).unref();
  });
  const { database } = context;
  const asked = Promise.all([readGauges(database, context.now(), seen), webhookState(database)]).catch(() => undefined);
  const gauges = await Promise.race([asked, late]);
  clearTimeout(impatience);
  return gauges === undefined
    ? { truce_database_up: 0 }
    : { truce_database_up: 1, ...told(gauges[0]), ...toldOfWebhooks(gauges[1]) };
}

const told = ({ revision, journal, unseen, unseenAge, rulebookAge, reassessed }: Gauges): Readings => ({
  truce_revision: revision,
  truce_journal_entries: journal,
  truce_feed_unseen_changes: unseen,
  truce_feed_unseen_seconds: unseenAge / 1000,
  truce_reassessment_done_ratio: reassessed,
  ...(rulebookAge === undefined ? {} : { truce_rulebook_age_seconds: rulebookAge / 1000 }),
});

const toldOfWebhooks = (state: WebhookState): Readings => ({
  truce_webhooks: state.webhooks,
  truce_webhooks_disabled: state.disabled,
  truce_webhooks_failing: state.failing,
  truce_webhook_backlog_changes: state.backlog,
  truce_webhook_delivered: state.delivered,
  truce_webhook_failed: state.failed,
});
