import { existsSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { nearest } from './domain/nearest.js';

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
  readonly log: (typeof levels)[number];
}

/** Settings that cannot be used; the message names every one. */
export class ConfigError extends Error {}

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
  const set = { ...otherwise, ...environment };
  const ours = Object.fromEntries(Object.entries(set).filter(([name]) => name.startsWith('TRUCE_')));
  const known = Object.keys(settings);
  const faults = Object.keys(ours)
    .filter((name) => !known.includes(name))
    .map((name) => {
      const near = nearest(name, known);
      return `${name} is not a setting${near.length > 0 ? `; did you mean ${near.join(' or ')}?` : ''}`;
    });
  const result = z.object(settings).safeParse(ours);
  if (!result.success) faults.push(...result.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`));
  if (faults.length > 0 || !result.success) throw new ConfigError(faults.join('\n'));
  const { data } = result;
  return {
    host: data.TRUCE_HOST,
    loopback: loopback(data.TRUCE_HOST),
    port: data.TRUCE_PORT,
    databaseUrl: data.TRUCE_DATABASE_URL,
    rules: data.TRUCE_RULES,
    publish: data.TRUCE_PUBLISH ?? (data.TRUCE_DATABASE_URL.startsWith('sqlite:') ? 'auto' : 'manual'),
    profiles: data.TRUCE_PROFILES,
    languages: data.TRUCE_LANGUAGES,
    ratePerMinute: data.TRUCE_RATE_LIMIT,
    log: data.TRUCE_LOG,
  };
}

/** Every setting with its meaning and default, for --help and the docs. */
export function describeSettings(): string {
  const standard = z.object(settings).parse({});
  return Object.entries(settings)
    .map(([name, schema]) => {
      const value = String(standard[name as keyof typeof standard]).replace(packageFolder(), '.');
      return `${name.padEnd(20)} ${schema.description ?? ''}${value === 'undefined' ? '' : ` (${value})`}`;
    })
    .join('\n');
}
