import type { Logger } from 'pino';
import type { Listener } from './deliver-in-background.js';

/** What the log says of webhooks: which, which change, and what was answered; never what was sent. */
export const tellOfWebhooks = (log: Logger): Listener => ({
  told({ webhook, change, attempt, delivered, status, error, nextAt, disabled }) {
    const attempted = { webhook, change, attempt, status };
    if (delivered) log.debug(attempted, 'a webhook was told');
    else if (disabled !== undefined) log.error({ ...attempted, error, disabled }, 'a webhook is disabled');
    else log.warn({ ...attempted, error, nextAt }, 'a webhook was not told, and is tried again');
  },
  failed: (error, webhook) => log.error({ err: error, webhook }, 'sending webhooks failed, and is tried again'),
});
