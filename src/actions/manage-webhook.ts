import type { JournalAct } from '../domain/journal.js';
import type { Warning } from '../domain/verdict.js';
import {
  OLD_SECRET_SECONDS,
  type SecretRotation,
  type WebhookSettings,
  type WebhookSwitch,
} from '../domain/webhook.js';
import type { Rulebook } from '../engine/rulebook.js';
import { newSecret } from '../outgoing/signature.js';
import { write } from '../store/revision.js';
import { changeWebhook, deleteWebhook, settingsHash, type Webhook } from '../store/webhooks.js';
import { refuseBeyond } from './create-webhook.js';
import { readWebhook } from './read-webhooks.js';
import type { WebhookDocument } from './webhook-document.js';
import {
  agreementFaults,
  existingWebhook,
  grantFaults,
  type Manager,
  refuseFaults,
  type WebhookService,
} from './webhook-service.js';

/** What people do to a webhook that is there. Whoever sends at that moment stops and begins anew with what it says then. */

/** What stops the waiting: the next attempt is the first. */
const AFRESH = { attempts: 0, nextAt: null, lastError: null } as const;

/**
 * Another address, description, filter, or another part of reports.
 * @throws Problem `not-found`, `bad-request` with every fault
 */
export async function setWebhook(
  service: WebhookService,
  id: string,
  settings: WebhookSettings,
  manager: Manager,
  rulebook: Rulebook | undefined,
): Promise<{ readonly webhook: WebhookDocument; readonly warnings: readonly Warning[] }> {
  const before = await existingWebhook(service.database, id);
  const { url = before.url, reports = before.reports, exact = before.exact } = settings;
  const examined = await service.courier.examine(url, reports || exact);
  const moved = url !== before.url;
  // Whoever turns what others were granted to an address of their own would see it.
  const granted = { reports: reports && (moved || !before.reports), exact: exact && (moved || !before.exact) };
  refuseFaults([
    ...examined.faults.map((detail) => ({ pointer: '/url', detail, got: url })),
    ...(rulebook === undefined ? [] : agreementFaults(settings.agreement, rulebook)),
    ...grantFaults(granted, manager),
  ]);
  const { description, agreement } = settings;
  const wanted = {
    url: new URL(url).href,
    reports,
    exact,
    ...(description === undefined ? {} : { description }),
    ...(agreement === undefined ? {} : { agreement }),
    ...(moved ? AFRESH : {}),
  };
  await change(service, id, manager, 'webhook-changed', (now) => {
    // Somebody else moved it meanwhile, or let it see more: what was checked above is not what would come of it.
    if (now.version !== before.version)
      refuseFaults([{ pointer: '', detail: 'was changed by somebody else in this moment; look at it and try again' }]);
    return wanted;
  });
  return {
    webhook: await readWebhook(service, id),
    warnings: examined.warnings.map((detail) => ({ pointer: '/url', code: 'webhook-address', detail })),
  };
}

/**
 * Enables or disables it. Enabled, it goes on where it was, or behind `after`, with the first attempt at once.
 * @throws Problem `not-found`, `bad-request` where the record has not come as far as `after`
 */
export async function switchWebhook(
  service: WebhookService,
  id: string,
  { enabled, after, why }: WebhookSwitch,
  manager: Manager,
): Promise<WebhookDocument> {
  const what = enabled ? 'webhook-enabled' : 'webhook-disabled';
  await change(service, id, manager, what, (before, revision, at) => {
    refuseBeyond(after ?? 0, revision);
    if (!enabled) return before.disabledAt === null ? { disabledAt: at, disabledWhy: why ?? 'disabled by hand' } : {};
    return { ...AFRESH, disabledAt: null, disabledWhy: null, ...(after === undefined ? {} : { cursor: after }) };
  });
  return readWebhook(service, id);
}

/**
 * A new secret, shown this once. The one before signs too for a while; one that was older signs no more.
 * @throws Problem `not-found`
 */
export async function rotateSecret(
  service: WebhookService,
  id: string,
  { keepOldSeconds = OLD_SECRET_SECONDS }: SecretRotation,
  manager: Manager,
): Promise<{ readonly webhook: WebhookDocument; readonly secret: string }> {
  const secret = newSecret();
  await change(service, id, manager, 'webhook-secret-rotated', (before, _revision, at) => ({
    secret,
    oldSecret: keepOldSeconds === 0 ? null : before.secret,
    oldUntil: keepOldSeconds === 0 ? null : at + keepOldSeconds * 1000,
  }));
  return { webhook: await readWebhook(service, id), secret };
}

/**
 * Goes back, so that what follows a change is sent again in order, with the ids that it had.
 * @throws Problem `not-found`, `bad-request` where the record has not come so far
 */
export async function replayFrom(
  service: WebhookService,
  id: string,
  after: number,
  manager: Manager,
): Promise<WebhookDocument> {
  await change(service, id, manager, 'webhook-replayed', (_before, revision) => {
    refuseBeyond(after, revision);
    return { ...AFRESH, cursor: after };
  });
  return readWebhook(service, id);
}

/**
 * Removes it, with its secret and its attempts. That it was there stays in the journal.
 * @throws Problem `not-found`
 */
export async function removeWebhook(service: WebhookService, id: string, { who }: Manager): Promise<void> {
  await write(service.database, async (transaction, revision) => {
    const before = settingsHash(await existingWebhook(transaction, id));
    await deleteWebhook(transaction, id);
    revision.record({ at: service.now(), who, what: 'webhook-removed', subject: id, before });
  });
}

/** @param changed what is to be changed, told what is there, the revision and the time; nothing is written where nothing is */
async function change(
  { database, now }: WebhookService,
  id: string,
  { who }: Manager,
  what: JournalAct,
  changed: (before: Webhook, revision: number, at: number) => Partial<Webhook>,
): Promise<void> {
  await write(database, async (transaction, revision) => {
    const at = now();
    const before = await existingWebhook(transaction, id);
    const wanted = changed(before, revision.highest(), at);
    if (Object.keys(wanted).length === 0) return;
    await changeWebhook(transaction, id, wanted);
    const hashes = { before: settingsHash(before), after: settingsHash({ ...before, ...wanted }) };
    revision.record({ at, who, what, subject: id, ...hashes });
  });
}
