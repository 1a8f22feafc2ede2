import { hashOf } from '../engine/hash.js';
import type { Transaction } from './connect.js';

/**
 * What of the record the journal must tell of, and how. Whoever adds a row to the record behind the back of Truce would have
 * to add an entry too, and then the chain shows it.
 */

/** An entry as it follows from a row of the record. */
export interface Expected {
  readonly subject: string;
  readonly what: string;
  readonly before: string | null;
  /** Undefined where what it was made of has been redacted since. */
  readonly after: string | null | undefined;
  readonly at: number;
  /** Undefined where the row does not say who is to be named. */
  readonly who?: string;
}

/** A table, or some of its rows, that the journal has an entry for each of. */
export interface Counterpart {
  /** What a row is called. */
  readonly of: string;
  readonly table: string;
  /** The rows of the table that have entries; all when absent. */
  readonly only?: { readonly column: string; readonly values: readonly string[] };
  /** Entries of earlier versions of Truce had no hash. */
  readonly afterSince?: true;
  /** Entries that may tell of a row too, in the place of those; they tell of other things as well. */
  readonly also?: readonly string[];
  /** The column that is the subject of the entries. */
  readonly subject: string;
  /** The entries that tell of it. */
  readonly whats: readonly string[];
  /** The rows of some subjects, as entries. Of one subject in the order in which they came. */
  expected(transaction: Transaction, subjects: readonly string[]): Promise<Expected[]>;
}

const textOrNull = (value: unknown) => (value == null ? null : String(value));

/** The content hash of a decision on a link, as the journal keeps it. */
export const decisionHash = (decision: {
  readonly link: string;
  readonly state: string;
  readonly by: string;
  readonly note?: string | null | undefined;
}): string => {
  const { link, state, by, note } = decision;
  return hashOf({ link, state, by, note: note ?? null });
};

const versions: Counterpart = {
  of: 'a version of an incident',
  table: 'incident_versions',
  subject: 'incident',
  whats: ['incident-received', 'incident-corrected', 'incident-withdrawn'],
  // A redaction leaves a version behind that says no more than may be said.
  also: ['incident-redacted'],
  async expected(transaction, subjects) {
    const rows = await transaction('incident_versions')
      .whereIn('incident', [...subjects])
      .orderBy(['incident', 'version'])
      .select('incident', 'version', 'state', 'hash', 'received_at');
    return rows.map(({ incident, version, state, hash, received_at }, index): Expected => {
      const earlier = rows[index - 1];
      const before = earlier?.incident === incident ? String(earlier.hash) : null;
      const common = { subject: String(incident), at: Number(received_at) };
      if (state === 'withdrawn') return { ...common, what: 'incident-withdrawn', before, after: null };
      const what = Number(version) === 1 ? 'incident-received' : 'incident-corrected';
      return { ...common, what, before, after: String(hash) };
    });
  },
};

const publications: Counterpart = {
  of: 'a publication',
  table: 'publications',
  subject: 'hash',
  whats: ['rulebook-published', 'rulebook-rolled-back'],
  async expected(transaction, subjects) {
    const rows = await transaction('publications')
      .whereIn('hash', [...subjects])
      .orderBy('number');
    return rows.map(({ hash, kind, previous, at, who }) => ({
      subject: String(hash),
      what: kind === 'rollback' ? 'rulebook-rolled-back' : 'rulebook-published',
      before: textOrNull(previous),
      after: String(hash),
      at: Number(at),
      who: String(who),
    }));
  },
};

const rulebooks: Counterpart = {
  of: 'a kept rulebook',
  table: 'rulebooks',
  subject: 'hash',
  whats: ['rulebook-kept'],
  async expected(transaction, subjects) {
    const rows = await transaction('rulebooks')
      .whereIn('hash', [...subjects])
      .select('hash', 'first_seen');
    return rows.map(({ hash, first_seen }) => {
      const subject = String(hash);
      return { subject, what: 'rulebook-kept', before: null, after: subject, at: Number(first_seen) };
    });
  },
};

const records: Counterpart = {
  of: 'a determination, a reply, evidence or its custody',
  table: 'records',
  subject: 'id',
  whats: ['determination', 'reply', 'evidence', 'custody'].map((type) => `${type}-recorded`),
  async expected(transaction, subjects) {
    const rows = await transaction('records')
      .whereIn('id', [...subjects])
      .select('id', 'type', 'hash', 'at');
    return rows.map(({ id, type, hash, at }) => ({
      subject: String(id),
      what: `${type}-recorded`,
      before: null,
      after: String(hash),
      at: Number(at),
    }));
  },
};

const DECIDED = ['confirmed', 'rejected'];
const decisions: Counterpart = {
  of: 'a decision on a link',
  table: 'link_decisions',
  only: { column: 'state', values: DECIDED },
  subject: 'link',
  afterSince: true,
  whats: ['link-confirmed', 'link-rejected'],
  async expected(transaction, subjects) {
    const rows = await transaction('link_decisions')
      .whereIn('link', [...subjects])
      // What a correction or a withdrawal makes of a link follows from it, and has no entry of its own.
      .whereIn('state', DECIDED)
      .orderBy(['link', 'number']);
    return rows.map(({ link, state, author, note, at, redacted }) => ({
      subject: String(link),
      what: `link-${state}`,
      before: null,
      after:
        redacted == null
          ? decisionHash({ link: String(link), state: String(state), by: String(author), note })
          : undefined,
      at: Number(at),
    }));
  },
};

export const COUNTERPARTS: readonly Counterpart[] = [versions, publications, rulebooks, records, decisions];
