import { currentRevision } from '../store/revision.js';
import { listAttempts } from '../store/webhook-attempts.js';
import { listWebhooks } from '../store/webhooks.js';
import { type Page, pageOf } from './page.js';
import { type AttemptDocument, attemptDocument, type WebhookDocument, webhookDocument } from './webhook-document.js';
import { existingWebhook, type WebhookService } from './webhook-service.js';

/** Somebody asks where the feed is sent to, how far each is, and what came of the last attempts. */

type Asking = Pick<WebhookService, 'database' | 'now'>;

/** A page of them, the latest first. */
export async function readWebhooks(
  { database, now }: Asking,
  limit: number,
  before?: string,
): Promise<Page<WebhookDocument, string>> {
  const revision = await currentRevision(database);
  const found = await listWebhooks(database, { before, limit: limit + 1 });
  const page = pageOf(found, limit, revision, revision, ({ id }) => id);
  return { ...page, items: page.items.map((each) => webhookDocument(each, { revision, now: now() })) };
}

/** @throws Problem `not-found` */
export async function readWebhook({ database, now }: Asking, id: string): Promise<WebhookDocument> {
  const found = await existingWebhook(database, id);
  return webhookDocument(found, { revision: await currentRevision(database), now: now() });
}

/**
 * A page of the attempts, the latest first.
 * @throws Problem `not-found`
 */
export async function readAttempts(
  { database }: Asking,
  id: string,
  asked: { readonly delivered?: boolean | undefined; readonly before?: number | undefined; readonly limit: number },
): Promise<Page<AttemptDocument, number>> {
  await existingWebhook(database, id);
  const revision = await currentRevision(database);
  const found = await listAttempts(database, { ...asked, webhook: id, limit: asked.limit + 1 });
  const page = pageOf(found, asked.limit, revision, revision, ({ number }) => number);
  return { ...page, items: page.items.map(attemptDocument) };
}
