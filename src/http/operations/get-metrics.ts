import { z } from 'zod';
import { type Gauges, readGauges } from '../../actions/read-gauges.js';
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
    shows: 'nothing',
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
  const asked = readGauges(context.database, context.now(), seen).catch(() => undefined);
  const gauges = await Promise.race([asked, late]);
  clearTimeout(impatience);
  return gauges === undefined ? { truce_database_up: 0 } : { truce_database_up: 1, ...told(gauges) };
}

function told(gauges: Gauges): Readings {
  const { webhooks, rulebookAge } = gauges;
  return {
    truce_revision: gauges.revision,
    truce_journal_entries: gauges.journal,
    truce_feed_unseen_changes: gauges.unseen,
    truce_feed_unseen_seconds: gauges.unseenAge / 1000,
    truce_reassessment_done_ratio: gauges.reassessed,
    truce_webhooks: webhooks.webhooks,
    truce_webhooks_disabled: webhooks.disabled,
    truce_webhooks_failing: webhooks.failing,
    truce_webhook_backlog_changes: webhooks.backlog,
    truce_webhook_backlog_seconds: gauges.untoldAge / 1000,
    truce_webhook_deliveries: webhooks.delivered,
    truce_webhook_failures: webhooks.failed,
    ...(rulebookAge === undefined ? {} : { truce_rulebook_age_seconds: rulebookAge / 1000 }),
  };
}
