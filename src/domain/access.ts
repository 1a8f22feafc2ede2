import { z } from 'zod';

/** Who may do what: scopes, and the caller that a key makes of a request. */

/** What a key may be for. Each stands alone: none brings another with it, not even `admin`. */
export const SCOPES = [
  'incidents:write',
  'incidents:read',
  'verdicts:read',
  'locations:exact',
  'rules:read',
  'rules:publish',
  'admin',
] as const;
export type Scope = (typeof SCOPES)[number];

/** What each scope lets its holder do, for --help and the documents. */
export const SCOPE_MEANINGS: Readonly<Record<Scope, string>> = {
  'incidents:write': 'send reports; read, correct and withdraw those of its own reporter',
  'incidents:read':
    'read all reports, with who sent them, notes, sources and evidence; events, and with locations:exact links',
  'verdicts:read': 'read verdicts, counts, exports and the feed',
  'locations:exact': 'see places as exactly as they were reported; without it they are coarse',
  'rules:read': 'read rulebooks, check rules, read what is judged again',
  'rules:publish': 'make another rulebook live, or an earlier one again',
  admin:
    'webhooks and metrics; with incidents:write also correct reports of others; with incidents:read and locations:exact also the journal and redactions',
};

/** The name of a reporter: who owns keys and reports. */
export const reporterName = z
  .string()
  .max(100, 'must have at most 100 characters')
  .regex(
    /^[^\p{C}\s](?:[^\p{C}]*[^\p{C}\s])?$/u,
    'must not be empty, begin or end with a space, nor hold control or invisible characters',
  );

/** Whoever sends a request. */
export interface Caller {
  readonly reporter: string;
  /** The id of the key; absent while there are no keys. */
  readonly key?: string;
  readonly scopes: ReadonlySet<Scope>;
}

/** The reporter of everything that comes without a key. */
export const LOCAL_REPORTER = 'local';

/** Everybody, as long as no key was ever made and the service listens on this machine only. */
export const LOCAL_CALLER: Caller = { reporter: LOCAL_REPORTER, scopes: new Set(SCOPES) };

/**
 * What an operation asks for: alternatives, each a set of scopes of which all are needed. No alternative at all is open to
 * everybody; an empty one is open to every key.
 */
export type Needed = readonly (readonly Scope[])[];

/** Whether a caller has all scopes of one of the alternatives. */
export const mayCall = ({ scopes }: Caller, needed: Needed): boolean =>
  needed.length === 0 || needed.some((all) => all.every((scope) => scopes.has(scope)));

/** The alternatives in words, such as "verdicts:read, or rules:read and rules:publish". */
export const neededText = (needed: Needed): string => needed.map((all) => all.join(' and ')).join(', or ');

/** The reporter whose reports alone a caller may see; undefined for one who may see all. */
export const seesOnly = ({ scopes, reporter }: Caller): string | undefined =>
  scopes.has('incidents:read') ? undefined : reporter;

/** Whether a caller may correct, withdraw and add to a reporter's reports. */
export const mayChange = ({ scopes, reporter }: Caller, owner: string): boolean =>
  scopes.has('incidents:write') && (reporter === owner || scopes.has('admin'));

/**
 * The name under which something is recorded. A name that is only said is no proof of who says it, so the reporter of the
 * key stands beside it.
 * @param said the name in the body of a request
 */
export const signedBy = ({ key, reporter }: Caller, said: string): string =>
  key === undefined || said === reporter ? said : `${said.slice(0, 90)} (by ${reporter})`;
