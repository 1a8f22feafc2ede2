import type { Command } from 'commander';
import { createKey, revokeKey, rotateKey } from '../actions/keys.js';
import { readConfig, userName } from '../config.js';
import { reporterName, SCOPE_MEANINGS, SCOPES, type Scope } from '../domain/access.js';
import { nearest } from '../domain/nearest.js';
import { type Fault, Problem } from '../domain/problem.js';
import { connect, type Database } from '../store/connect.js';
import { allKeys } from '../store/keys.js';
import { migrate } from '../store/migrate.js';
import { keyJson, listJson, listText, madeText, revokedText, rotatedText } from './key-text.js';
import { timeAhead } from './time-ahead.js';

/** truce key: who may come in, for whom and for what. */

interface Options {
  readonly database?: string;
  readonly json?: boolean;
  readonly who?: string;
}
interface Creation extends Options {
  readonly reporter: string;
  readonly name?: string;
  readonly scopes?: string[];
  readonly allScopes?: boolean;
  readonly expires?: string;
}

const collect = (text: string, before: string[] = []) => [...before, ...text.split(',').map((each) => each.trim())];
const scopesHelp = `\nScopes; none brings another with it:\n${SCOPES.map((scope) => `  ${scope.padEnd(16)} ${SCOPE_MEANINGS[scope]}`).join('\n')}\n`;

/** Common to all four. */
const common = (command: Command, changes = true) => {
  if (changes)
    command.option('--who <name>', 'in whose name, for the journal (otherwise the one you are logged in as)');
  return command
    .option('--database <url>', 'sqlite:FILE or postgres://… (otherwise TRUCE_DATABASE_URL)')
    .option('--json', 'print JSON');
};

export function register(program: Command): void {
  const key = program
    .command('key')
    .summary('make, list, revoke and rotate the keys that let people in')
    .description(
      'A key is 256 random bits, shown once and stored as a hash. It belongs to a reporter, in whose name its reports are ' +
        'stored, and is for what its scopes say. As long as none was ever made, whoever is on this machine may do everything.',
    );
  common(key.command('create'))
    .summary('make a key, and show it this once')
    .requiredOption('--reporter <name>', 'whose key it is; its reports are stored in this name')
    .option('--scopes <scopes>', 'what it is for, separated by commas; may be repeated', collect)
    .option('--scope <scopes>', 'the same')
    .option('--all-scopes', 'every scope')
    .option('--name <text>', 'what it is for, in your words, such as the phone it is on')
    .option('--expires <when>', 'when it ends: 90d, 12h, a day or a time with an offset (otherwise never)')
    .addHelpText('after', scopesHelp)
    .action(create);
  common(key.command('list'), false)
    .summary('show all keys, with what they are for and when they were last used')
    .action(list);
  common(key.command('revoke'))
    .summary('refuse a key from now on')
    .argument('<id>', 'its id, as truce key list shows it')
    .action(revoke);
  common(key.command('rotate'))
    .summary('make a new key for the same reporter, and end the old one')
    .argument('<id>', 'the id of the old one')
    .option('--grace <time>', 'how long the old one is still good, such as 24h or 7d (otherwise not at all)')
    .option('--expires <when>', 'when the new one ends: 90d, 12h, a day or a time with an offset (otherwise never)')
    .action(rotate);
}

async function create(options: Creation & { readonly scope?: string }): Promise<void> {
  const named = [...(options.scopes ?? []), ...(options.scope === undefined ? [] : collect(options.scope))];
  const { scopes, faults } = scopesOf(named, options.allScopes === true);
  const reporter = reporterName.safeParse(options.reporter);
  if (!reporter.success)
    faults.push(...reporter.error.issues.map(({ message }) => fault('--reporter', message, options.reporter)));
  const name = options.name ?? '';
  if (name.length > 200) faults.push(fault('--name', 'must have at most 200 characters', name.slice(0, 40)));
  const expiresAt = expiry(options.expires, faults);
  refuse(faults);
  const wanted = { reporter: options.reporter, name, scopes, expiresAt };
  const made = await onDatabase(options, (database) => createKey({ database, now: Date.now }, who(options), wanted));
  print(options, madeText(made), keyJson(made));
}

async function list(options: Options): Promise<void> {
  const keys = await onDatabase(options, allKeys);
  print(options, listText(keys, Date.now()), listJson(keys, Date.now()));
}

async function revoke(id: string, options: Options): Promise<void> {
  const key = await onDatabase(options, (database) => revokeKey({ database, now: Date.now }, who(options), id));
  print(options, revokedText(key), listJson([key], Date.now()).keys[0] ?? {});
}

async function rotate(id: string, options: Options & { readonly grace?: string; readonly expires?: string }) {
  const faults: Fault[] = [];
  const now = Date.now();
  const until = options.grace === undefined ? now : timeAhead(options.grace, now);
  if (until === undefined || until < now)
    faults.push(fault('--grace', 'must be a time such as 24h or 7d', options.grace));
  const expiresAt = expiry(options.expires, faults);
  refuse(faults);
  const wanted = { id, grace: (until ?? now) - now, expiresAt };
  const made = await onDatabase(options, (database) => rotateKey({ database, now: Date.now }, who(options), wanted));
  print(options, rotatedText(made), { ...keyJson(made), replaces: made.replaces });
}

function scopesOf(named: readonly string[], all: boolean): { scopes: readonly Scope[]; faults: Fault[] } {
  if (all && named.length === 0) return { scopes: SCOPES, faults: [] };
  const known = (text: string): text is Scope => SCOPES.includes(text as Scope);
  const faults = named
    .filter((text) => !known(text))
    .map((text) => ({ ...fault('--scopes', 'is no scope', text), nearest: nearest(text, SCOPES) }));
  if (all) faults.push({ ...fault('--all-scopes', 'goes without --scopes', undefined), nearest: [] });
  else if (named.length === 0)
    faults.push({ ...fault('--scopes', `must name at least one of ${SCOPES.join(', ')}`, undefined), nearest: [] });
  return { scopes: named.filter(known), faults };
}

function expiry(text: string | undefined, faults: Fault[]): number | null {
  if (text === undefined) return null;
  const at = timeAhead(text, Date.now());
  if (at === undefined || at <= Date.now())
    faults.push(
      fault('--expires', 'must lie ahead: 90d, 12h, a day such as 2027-01-31, or a time with an offset', text),
    );
  return at ?? null;
}

const fault = (pointer: string, detail: string, got: unknown): Fault => ({
  pointer,
  detail,
  ...(got === undefined ? {} : { got }),
});

function refuse(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new Problem('bad-request', 'the key cannot be made as it was asked for', { faults });
}

const who = (options: Options) => options.who ?? userName();

const print = ({ json }: Options, text: string, value: object) =>
  process.stdout.write(json === true ? `${JSON.stringify(value, null, 2)}\n` : text);

async function onDatabase<T>(options: Options, work: (database: Database) => Promise<T>): Promise<T> {
  const database = connect(options.database ?? readConfig().databaseUrl);
  try {
    await migrate(database);
    return await work(database);
  } finally {
    await database.destroy();
  }
}
