import { existsSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { nearest } from './domain/nearest.js';
import { type AllowedHosts, allowedHost } from './domain/webhook-url.js';

/** The only reader of the environment. */

/** The folder of package.json: the same from src/ and from what is compiled. */
function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

/** The language files that come with this program: English is taken from them where a folder has none. */
export const standardLanguages = (): string => join(packageFolder(), 'languages');

/** The version of this program. */
export function programVersion(): string {
  const { version } = JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8'));
  return String(version);
}

/** Who is logged in on this machine, as the system names them. */
export const userName = (): string => {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
};

const loopback = (host: string) => host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const settings = {
  TRUCE_HOST: z
    .string()
    .min(1, 'must be an address to listen on, such as 127.0.0.1 or 0.0.0.0')
    .default('127.0.0.1')
    .describe('The address to listen on; any but loopback needs keys (truce key create)'),
  TRUCE_PORT: z
    .string()
    .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, { message: 'must be a port from 0 to 65535' })
    .transform(Number)
    .default(4370)
    .describe('The port to listen on; 0 takes any that is free'),
  TRUCE_DATABASE_URL: z
    .string()
    .regex(/^(sqlite:|postgres(ql)?:\/\/).+/, 'must be sqlite:FILE or postgres://USER:PASSWORD@HOST/DATABASE')
    .default('sqlite:truce.sqlite')
    .describe('The database: sqlite:FILE or postgres://…'),
  TRUCE_DATABASE_URL_FILE: z
    .string()
    .min(1, 'must be a file')
    .optional()
    .describe('A file that holds TRUCE_DATABASE_URL, such as a secret of Docker or a credential of systemd'),
  TRUCE_RULES: z
    .string()
    .min(1, 'must be a folder')
    .transform((folder) => resolve(folder))
    .default(join(packageFolder(), 'rules'))
    .describe('The folder of rule files; the one beside the package when not said'),
  TRUCE_PUBLISH: z
    .enum(['auto', 'manual'], { error: 'must be auto or manual' })
    .optional()
    .describe(
      'Whether a changed set of rule files that loads and passes its cases goes live by itself, or waits for truce publish; auto on SQLite and manual on PostgreSQL when not said',
    ),
  TRUCE_PROFILES: z
    .string()
    .min(1, 'must be a folder')
    .transform((folder) => resolve(folder))
    .default(join(packageFolder(), 'profiles'))
    .describe('The folder of profiles that say how CSV files are read; the one beside the package when not said'),
  TRUCE_LANGUAGES: z
    .string()
    .min(1, 'must be a folder')
    .transform((folder) => resolve(folder))
    .default(join(packageFolder(), 'languages'))
    .describe('The folder of language files that prose is written in; the one beside the package when not said'),
  TRUCE_RATE_LIMIT: z
    .string()
    .regex(/^\d{1,7}$/, 'must be a whole number of requests; 0 for any number')
    .transform(Number)
    .default(3000)
    .describe('How many requests a key may send in a minute, to each process; 0 = any number'),
  TRUCE_DRAIN_SECONDS: z
    .string()
    .refine((text) => /^\d{1,3}$/.test(text) && Number(text) <= 300, { message: 'must be whole seconds from 0 to 300' })
    .transform(Number)
    .default(0)
    .describe(
      'How long a service that is told to stop goes on answering while /ready says 503, so that a load balancer can turn away from it first',
    ),
  TRUCE_WEBHOOK_ALLOW: z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((each) => each.trim())
        .filter((each) => each !== ''),
    )
    .superRefine((hosts, context) => {
      for (const host of hosts.filter((each) => allowedHost(each) === undefined))
        context.addIssue({
          code: 'custom',
          message: `must name hosts such as hooks.internal or 10.0.0.5:8080, not ${host}`,
        });
    })
    .transform((hosts): AllowedHosts => new Set(hosts.map((each) => allowedHost(each) ?? '')))
    .optional()
    .describe(
      'Hosts that webhooks may be sent to although they are on a private network, as HOST or HOST:PORT with commas between',
    ),
  TRUCE_LOG: z
    .enum(levels, { error: `must be one of ${levels.join(', ')}` })
    .default('info')
    .describe('How much is logged, as JSON on stderr'),
};

export interface Config {
  readonly host: string;
  /** Whether the address is one that only this machine reaches. */
  readonly loopback: boolean;
  readonly port: number;
  readonly databaseUrl: string;
  readonly rules: string;
  readonly publish: 'auto' | 'manual';
  readonly profiles: string;
  readonly languages: string;
  readonly ratePerMinute: number;
  readonly drainSeconds: number;
  readonly webhookAllow: AllowedHosts;
  readonly log: (typeof levels)[number];
}

/** Settings that cannot be used; the message names every one. */
export class ConfigError extends Error {}

type Environment = Readonly<Record<string, string | undefined>>;

const oursIn = (environment: Environment): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => name.startsWith('TRUCE_')));

/**
 * For commands that need no setting: a name that is misspelt would otherwise be taken for one that is not set.
 * @throws ConfigError naming every setting that is unknown
 */
export function refuseUnknownSettings(environment: Environment = process.env): void {
  const faults = unknownIn(oursIn(environment));
  if (faults.length > 0) throw new ConfigError(faults.join('\n'));
}

function unknownIn(ours: Environment): string[] {
  const known = Object.keys(settings);
  return Object.keys(ours)
    .filter((name) => !known.includes(name))
    .map((name) => {
      const near = nearest(name, known);
      return `${name} is not a setting${near.length > 0 ? `; did you mean ${near.join(' or ')}?` : ''}`;
    });
}

/** @throws ConfigError */
function settingsIn(environment: Environment, otherwise: Environment) {
  const ours = oursIn({ ...otherwise, ...environment });
  const faults = unknownIn(ours);
  const { TRUCE_DATABASE_URL_FILE: file } = ours;
  if (file !== undefined && file !== '') {
    if (oursIn(environment).TRUCE_DATABASE_URL !== undefined)
      faults.push('TRUCE_DATABASE_URL_FILE and TRUCE_DATABASE_URL are both set; one of them must not be');
    else
      try {
        ours.TRUCE_DATABASE_URL = readFileSync(file, 'utf8').trim();
      } catch (error) {
        faults.push(`TRUCE_DATABASE_URL_FILE cannot be read: ${(error as Error).message}`);
      }
  }
  const result = z.object(settings).safeParse(ours);
  if (!result.success) faults.push(...result.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`));
  if (faults.length > 0 || !result.success) throw new ConfigError(faults.join('\n'));
  return result.data;
}

/**
 * What every setting comes to, with where that is from. What is secret in a value is not hidden here.
 * @throws ConfigError
 */
export function effectiveSettings(environment: Environment = process.env) {
  const data = settingsIn(environment, {});
  const publish = data.TRUCE_PUBLISH ?? publishBy(data.TRUCE_DATABASE_URL);
  return Object.entries({ ...data, TRUCE_PUBLISH: publish }).map(([name, value]) => ({
    name,
    value: String(value ?? ''),
    from:
      name === 'TRUCE_DATABASE_URL' && data.TRUCE_DATABASE_URL_FILE !== undefined ? 'file' : fromOf(name, environment),
  }));
}
const fromOf = (name: string, environment: Environment) =>
  environment[name] === undefined ? 'default' : 'environment';
const publishBy = (url: string) => (url.startsWith('sqlite:') ? 'auto' : 'manual');

/**
 * Reads the settings.
 * @param environment such as process.env; only names that begin with TRUCE_ are looked at
 * @param otherwise what a command uses in place of a default
 * @throws ConfigError naming every setting that is unknown or wrong
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  otherwise: Readonly<Record<string, string>> = {},
): Config {
  const data = settingsIn(environment, otherwise);
  return {
    host: data.TRUCE_HOST,
    loopback: loopback(data.TRUCE_HOST),
    port: data.TRUCE_PORT,
    databaseUrl: data.TRUCE_DATABASE_URL,
    rules: data.TRUCE_RULES,
    publish: data.TRUCE_PUBLISH ?? publishBy(data.TRUCE_DATABASE_URL),
    profiles: data.TRUCE_PROFILES,
    languages: data.TRUCE_LANGUAGES,
    ratePerMinute: data.TRUCE_RATE_LIMIT,
    drainSeconds: data.TRUCE_DRAIN_SECONDS,
    webhookAllow: data.TRUCE_WEBHOOK_ALLOW ?? new Set(),
    log: data.TRUCE_LOG,
  };
}

/** Every setting with its meaning and default, for --help and the docs. */
export function describeSettings(): string {
  const standard = z.object(settings).parse({});
  return Object.entries(settings)
    .map(([name, schema]) => {
      const value = String(standard[name as keyof typeof standard]).replace(packageFolder(), '.');
      return `${name.padEnd(23)} ${schema.description ?? ''}${value === 'undefined' ? '' : ` (${value})`}`;
    })
    .join('\n');
}

/** The same as a page, docs/settings.md. */
export function settingsPage(): string {
  const standard = z.object(settings).parse({});
  const rows = Object.entries(settings).map(([name, schema]) => {
    const value = standard[name as keyof typeof standard];
    const told = value === undefined ? '' : `\`${String(value).replace(packageFolder(), '.')}\``;
    return `| \`${name}\` | ${told} | ${schema.description ?? ''} |`;
  });
  return [
    '# Settings',
    '',
    'Every setting is a variable of the environment. A name that begins with `TRUCE_` and is not here is refused, by every',
    'command, with the nearest that is; so is a value that cannot be, all at once. `npx truce config --check` prints what the',
    'settings come to. `.` is the folder of this package. This page is written from src/config.ts:',
    '`npx vitest run test/config.test.ts -u`.',
    '',
    '| setting | when not set | what it is |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
