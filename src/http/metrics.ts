import type { Request, RequestHandler, Response } from 'express';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Meter } from '../actions/meter.js';

/**
 * What this process counts, for Prometheus. Labels are ids of operations, agreements and readings, outcomes, methods and
 * statuses: things of which there are few, and none of which a report or a key could name.
 */
export interface Metrics extends Meter {
  /** Counts the requests that come through it, from the first middleware on. */
  readonly requests: RequestHandler;
  /** A look at the rule files was refused. */
  rulesRefused(): void;
  /** @param readings what is true now, by the name of its gauge; a gauge that is left out is not told */
  text(readings: Readings): Promise<string>;
  readonly contentType: string;
}

/** Gauges that are read when they are asked for, without labels. */
export const GAUGES = {
  truce_ready: '1 where the process answers requests, as /ready says',
  truce_database_up: '1 where the database answered while the metrics were read',
  truce_revision: 'The highest change number that is committed',
  truce_journal_entries: 'Entries of the journal',
  truce_feed_unseen_changes: 'Changes that are committed and that this process has not seen yet',
  truce_feed_unseen_seconds: 'How old the oldest of those is',
  truce_feed_followers: 'Readers of /v1/stream and requests that wait for changes, in this process',
  truce_rulebook_age_seconds: 'How long the live rulebook has been live',
  truce_rules_refused: '1 where the folder of rule files does not load or its cases fail',
  truce_rules_waiting: '1 where the folder of rule files holds a rulebook that waits to be published',
  truce_reassessment_done_ratio: 'How much of the last judging again is done; 1 where nothing is left',
  truce_webhooks: 'Webhooks there are',
  truce_webhooks_disabled: 'Of these, those that nothing is sent to any more',
  truce_webhooks_failing: 'Of these, those whose next message was not taken so far',
  truce_webhook_backlog_changes: 'How many numbers the enabled webhook that is furthest behind is behind the record',
  truce_webhook_backlog_seconds: 'How old the oldest change is that an enabled webhook has yet to be told',
  truce_webhook_deliveries: 'Messages that the webhooks there are took so far, from any process',
  truce_webhook_failures: 'Attempts that they did not take so far, from any process',
  truce_database_connections_used: 'Connections of this process that a query or a transaction holds',
  truce_database_connections_free: 'Connections of this process that are open and idle',
  truce_database_waiting: 'Queries and transactions of this process that wait for a connection',
} as const;

export type Readings = Partial<Record<keyof typeof GAUGES, number>> & { readonly rulebook?: string };

/** Milliseconds to half a minute; whoever waits for news stays longer. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Tells the metrics which operation a request is for. */
export const named =
  (operation: string): RequestHandler =>
  (_request, response, next) => {
    response.locals.operation = operation;
    next();
  };

/** @param machine whether to tell of the process too: memory, event loop, handles. Once a process */
export function makeMetrics({ machine = true } = {}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (machine) collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'truce_http_requests_total',
    help: 'Requests that were answered or cut off',
    labelNames: ['operation', 'method', 'status'],
    registers,
  });
  const durations = new Histogram({
    name: 'truce_http_request_seconds',
    help: 'How long requests took until their answer was out or cut off',
    labelNames: ['operation'],
    buckets: SECONDS,
    registers,
  });
  const open = new Gauge({ name: 'truce_http_requests_open', help: 'Requests that are being answered', registers });
  const judging = new Histogram({
    name: 'truce_judging_seconds',
    help: 'How long judging one incident took, under all agreements and readings, with reasons',
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5],
    registers,
  });
  const verdicts = new Counter({
    name: 'truce_verdicts_total',
    help: 'Verdicts that this process stored, one for each reading',
    labelNames: ['agreement', 'reading', 'outcome'],
    registers,
  });
  const refusals = new Counter({
    name: 'truce_rules_refusals_total',
    help: 'Looks at the folder of rule files that found it unfit to go live',
    registers,
  });
  const rulebook = new Gauge({
    name: 'truce_rulebook_info',
    help: '1, with the hash of the rulebook that is served',
    labelNames: ['hash'],
    registers,
  });
  const gauges = new Map(
    Object.entries(GAUGES).map(([name, help]) => [name, new Gauge({ name, help, registers, aggregator: 'first' })]),
  );

  const count = (request: Request, response: Response, start: number) => {
    const operation = String(response.locals.operation ?? 'none');
    const method = METHODS.includes(request.method) ? request.method : 'other';
    requests.inc({ operation, method, status: response.headersSent ? response.statusCode : 'none' });
    durations.observe({ operation }, (performance.now() - start) / 1000);
    open.dec();
  };

  return {
    requests(request, response, next) {
      const start = performance.now();
      open.inc();
      response.once('close', () => count(request, response, start));
      next();
    },
    judged: (seconds) => judging.observe(seconds),
    stored(fresh) {
      for (const { judgement } of fresh)
        for (const [reading, { outcome }] of Object.entries(judgement.readings))
          verdicts.inc({ agreement: judgement.agreement, reading, outcome });
    },
    rulesRefused: () => refusals.inc(),
    async text({ rulebook: hash, ...readings }) {
      rulebook.reset();
      if (hash !== undefined) rulebook.set({ hash }, 1);
      for (const [name, gauge] of gauges) {
        const value = readings[name as keyof typeof GAUGES];
        if (value === undefined) gauge.remove();
        else gauge.set(value);
      }
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}
