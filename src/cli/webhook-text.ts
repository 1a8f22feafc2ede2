import type { SingleSent } from '../actions/send-single-message.js';
import type { AttemptDocument, WebhookDocument } from '../actions/webhook-document.js';

/** What truce webhook prints. */

/** One webhook on one line. */
export function webhookLine({ id, url, enabled, failing, behind, disabled }: WebhookDocument): string {
  const state = !enabled
    ? `disabled: ${disabled?.why}`
    : failing !== undefined
      ? `failing, ${failing.attempts} attempts: ${failing.error}`
      : behind > 0
        ? `${behind} changes behind`
        : 'up to date';
  return `${id}  ${url}  ${state}`;
}

/** One webhook in full. */
export function webhookLines(each: WebhookDocument): string[] {
  const { description, agreement, reports, exact, disabled, failing, oldSecretUntil } = each;
  const told = [
    reports ? 'what incidents:read may see' : 'nothing that takes incidents:read',
    exact ? 'exact places' : 'coarse places',
  ];
  return [
    `${each.id}: ${each.enabled ? 'enabled' : 'disabled'}, made at ${each.createdAt} by ${each.createdBy}`,
    `  to ${each.url}`,
    ...(description === undefined ? [] : [`  ${description}`]),
    `  told: ${agreement === undefined ? 'all changes' : `changes under ${agreement}`}, with ${told.join(' and ')}`,
    `  come to change ${each.after}, ${each.behind} behind the record; ${each.delivered} taken, ${each.failed} attempts failed`,
    ...(disabled === undefined ? [] : [`  disabled at ${disabled.at}: ${disabled.why}`]),
    ...(failing === undefined ? [] : [`  failing: ${failing.error}${againAt(failing.nextAt)}`]),
    ...(oldSecretUntil === undefined ? [] : [`  signed by the secret before too, until ${oldSecretUntil}`]),
  ];
}

const againAt = (nextAt: string | undefined) => (nextAt === undefined ? '' : `, tried again at ${nextAt}`);

/** One attempt on one line. */
export function attemptLine(each: AttemptDocument): string {
  const what = each.change === undefined ? 'test' : `change ${each.change}${each.kind === 'replay' ? ' again' : ''}`;
  const came = each.delivered ? `taken (${each.status})` : `${each.error}${againAt(each.nextAt)}`;
  return `${String(each.number).padStart(6)}  ${each.at}  ${what}, attempt ${each.attempt}: ${came}, ${each.durationMs} ms`;
}

export const sentLine = ({ messageId, delivered, status, error, durationMs }: SingleSent): string =>
  `${messageId} ${delivered ? `was taken (${status})` : `was not taken: ${error}`}, ${durationMs} ms`;

export const secretLines = (secret: string): string[] => [
  `  secret ${secret}`,
  '  It is shown this once; the receiver verifies signatures with it (docs/webhooks.md).',
];
