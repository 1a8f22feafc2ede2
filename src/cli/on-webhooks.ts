import { KeptRulebooks } from '../actions/kept-rulebooks.js';
import { type RevisionWatch, watchRevisions } from '../actions/revision-watch.js';
import type { Manager, WebhookService } from '../actions/webhook-service.js';
import { readConfig, userName } from '../config.js';
import type { Rulebook } from '../engine/rulebook.js';
import { makeCourier } from '../outgoing/courier.js';
import { connect } from '../store/connect.js';
import { migrate } from '../store/migrate.js';
import { revisionState } from '../store/revision.js';

/** Whoever has the database may see all of it, and so let a webhook be told all of it. */

export interface WebhookOptions {
  readonly database?: string;
  readonly json?: boolean;
  readonly who?: string;
}

export const DATABASE = ['--database <url>', 'sqlite:FILE or postgres://… (otherwise TRUCE_DATABASE_URL)'] as const;

/** @param work gets the live rulebook too; undefined where none was ever published */
export async function onWebhooks(
  options: WebhookOptions,
  work: (
    service: WebhookService & { readonly revisions: RevisionWatch },
    manager: Manager,
    rulebook: Rulebook | undefined,
  ) => Promise<void>,
): Promise<void> {
  const config = readConfig();
  const database = connect(options.database ?? config.databaseUrl);
  const revisions = watchRevisions(database);
  try {
    await migrate(database);
    const { rulebook: hash } = await revisionState(database);
    const kept = hash === undefined ? undefined : await new KeptRulebooks(database).get(hash);
    const courier = makeCourier({ allowed: config.webhookAllow });
    const manager = { who: options.who ?? userName(), reports: true, exact: true };
    await work({ database, revisions, courier, now: Date.now }, manager, kept?.rulebook);
  } finally {
    await revisions.close();
    await database.destroy();
  }
}
