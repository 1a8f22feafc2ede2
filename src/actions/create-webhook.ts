import { uuidv7 } from 'uuidv7';
import { Problem } from '../domain/problem.js';
import type { Warning } from '../domain/verdict.js';
import type { NewWebhook } from '../domain/webhook.js';
import type { Rulebook } from '../engine/rulebook.js';
import { newSecret } from '../outgoing/signature.js';
import { write } from '../store/revision.js';
import { countWebhooks, insertWebhook, settingsHash, type Webhook, webhookById } from '../store/webhooks.js';
import { type WebhookDocument, webhookDocument } from './webhook-document.js';
import { agreementFaults, grantFaults, type Manager, refuseFaults, type WebhookService } from './webhook-service.js';

/** Each is sent to by itself, at the same time as all others, so there are not more than can be. */
const MOST_WEBHOOKS = 100;

export interface CreatedWebhook {
  readonly webhook: WebhookDocument;
  /** Shown this once. */
  readonly secret: string;
  readonly warnings: readonly Warning[];
}

/**
 * An address gets the feed from now on. A name that does not resolve yet is a warning, as it is checked anew with every
 * message; one that resolves to where nothing is sent is refused.
 * @param rulebook the one that is live; absent where none was ever published
 * @throws Problem `bad-request` with every fault, `too-many-webhooks`
 */
export async function createWebhook(
  service: WebhookService,
  asked: NewWebhook,
  manager: Manager,
  rulebook: Rulebook | undefined,
): Promise<CreatedWebhook> {
  const { reports = false, exact = false, agreement = null, description = null } = asked;
  const { faults, warnings } = await service.courier.examine(asked.url, reports || exact);
  refuseFaults([
    ...faults.map((detail) => ({ pointer: '/url', detail, got: asked.url })),
    ...(rulebook === undefined ? [] : agreementFaults(agreement, rulebook)),
    ...grantFaults({ reports, exact }, manager),
  ]);
  const id = `whk_${uuidv7()}`;
  const secret = newSecret();
  const at = service.now();
  return write(service.database, async (transaction, revision) => {
    if ((await countWebhooks(transaction)) >= MOST_WEBHOOKS)
      throw new Problem('too-many-webhooks', `There are ${MOST_WEBHOOKS} webhooks; remove one before you add another.`);
    const highest = revision.highest();
    const { after: cursor = highest } = asked;
    refuseBeyond(cursor, highest);
    const url = new URL(asked.url).href;
    const { who } = manager;
    await insertWebhook(transaction, {
      id,
      url,
      description,
      agreement,
      reports,
      exact,
      secret,
      createdAt: at,
      who,
      cursor,
    });
    const webhook = (await webhookById(transaction, id)) as Webhook;
    revision.record({ at, who, what: 'webhook-created', subject: id, after: settingsHash(webhook) });
    return {
      webhook: webhookDocument(webhook, { revision: highest, now: at }),
      secret,
      warnings: warnings.map((detail) => ({ pointer: '/url', code: 'webhook-address', detail })),
    };
  });
}

/** @throws Problem `bad-request` where the record has not come so far */
export function refuseBeyond(after: number, revision: number, pointer = '/after'): void {
  if (after > revision) refuseFaults([{ pointer, detail: `must be at most ${revision}, the revision`, got: after }]);
}
