import type { Row, Standing } from './journal-standing.js';
import { settingsHash, webhookOf } from './webhooks.js';

/**
 * Webhooks held against the journal: one that leads elsewhere, or is told more, takes the feed to somebody who was not meant.
 * How far each is changes without an entry, and a secret that is another shows itself at the receiver.
 */
export const webhooks: Standing = {
  of: 'a webhook',
  table: 'webhooks',
  subject: 'id',
  whats: [
    'webhook-created',
    'webhook-changed',
    'webhook-enabled',
    'webhook-disabled',
    'webhook-secret-rotated',
    'webhook-replayed',
    'webhook-removed',
  ],
  made: 'webhook-created',
  removed: 'webhook-removed',
  maker: 'author',
  hashOf: (row) => settingsHash(webhookOf(row)),
  told(row, entries) {
    const last = entries.at(-1);
    // Where the service itself disabled one, an earlier version of Truce wrote no hash.
    if (last?.what !== 'webhook-disabled' || last.after !== null) return [];
    if (webhookOf(row).disabledAt === null) return ['is not disabled'];
    const before = entries.findLast(({ after }) => after !== null)?.after;
    return before === enabledHash(row) ? [] : ['leads elsewhere, or is told other things'];
  },
};

const enabledHash = (row: Row) => settingsHash({ ...webhookOf(row), disabledAt: null });
