/** The journal in words: what can be done to the record, and how a head of the chain is written down. */

/** Everything that the journal can tell of, with what the hashes of such an entry are. */
export const JOURNAL_ACTS = {
  'incident-received': 'a report came in; after: its hash',
  'incident-corrected': 'a report was corrected; before and after: the hashes of the two versions',
  'incident-withdrawn': 'a report was withdrawn; before: its hash',
  'link-confirmed': 'two reports were said to be of one act; after: the hash of the decision',
  'link-rejected': 'two reports were said not to be of one act; after: the hash of the decision',
  'determination-recorded': 'a monitoring body determined something; after: the hash of the record',
  'reply-recorded': 'an accused party replied; after: the hash of the record',
  'evidence-recorded': 'evidence was sent; after: the hash of the record',
  'custody-recorded': 'evidence changed hands; after: the hash of the record',
  'rulebook-kept': 'a rulebook came in whole; after: its hash',
  'rulebook-published': 'a rulebook went live; before and after: the hashes of the two',
  'rulebook-rolled-back': 'an earlier rulebook went live again; before and after: the hashes of the two',
  'reassessment-planned': 'what stands is to be judged again; before and after: the rulebooks',
  'reassessment-superseded': 'a later plan took over what was not done; before and after: the rulebooks of the two',
  'reassessment-finished': 'all of it was judged again; after: the rulebook',
  'gazetteer-loaded': 'places were loaded; before and after: the hashes of the two files as they were read',
  'key-created': 'a key was made; after: the hash of all that it is',
  'key-revoked': 'a key was revoked; before and after: the hashes of all that it is',
  'key-rotated': 'a key was replaced by a new one of the same reporter; before and after: the hashes of all that it is',
  'incident-redacted': 'details were taken out of a report; before and after: the hashes of what is stored of it',
  'record-redacted': 'details were taken out of evidence, custody or a statement; before and after: its hashes',
  'webhook-created': 'a webhook was made; after: the hash of its settings',
  'webhook-changed': 'a webhook was changed; before and after: the hashes of its settings',
  'webhook-enabled': 'a webhook was switched on; before and after: the hashes of its settings',
  'webhook-disabled':
    'a webhook was switched off, by hand or for what its receiver answers; before and after: the hashes of its settings',
  'webhook-secret-rotated': 'a webhook got another secret; before and after: the hashes of its settings',
  'webhook-replayed': 'a webhook is told changes again, from one on; before and after: the hashes of its settings',
  'webhook-change-replayed': 'one change was sent to a webhook again',
  'webhook-tested': 'a message was sent to try a webhook',
  'webhook-removed': 'a webhook was removed; before: the hash of its settings',
  'record-restored': 'the whole record came out of a backup; after: the hash of the content of the backup',
} as const;
export type JournalAct = keyof typeof JOURNAL_ACTS;

/** The last entry of a chain. */
export interface JournalHead {
  readonly number: number;
  readonly hash: string;
}

/** A head as it is written down: `812:sha256:…`. */
export const headText = ({ number, hash }: JournalHead): string => `${number}:${hash}`;

/** @returns undefined where it is not a number from 1, a colon and a hash */
export function parseHead(text: string): JournalHead | undefined {
  const [, number, hash] = /^([1-9]\d{0,14}):(sha256:[0-9a-f]{64})$/.exec(text) ?? [];
  return number === undefined || hash === undefined ? undefined : { number: Number(number), hash };
}
