import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nearest } from '../domain/nearest.js';
import { Problem } from '../domain/problem.js';
import { type LoadedProfile, loadProfile } from './load-profile.js';
import type { Profile } from './profile.js';

/** Profiles from their files. */

const MOST_BYTES = 1_000_000;
const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** A profile with what is odd about its file. */
type UsableProfile = Extract<LoadedProfile, { ok: true }>;

/** The names of the profiles in a folder, in order; none where the folder cannot be read. */
export async function profileNames(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.slice(0, -'.yaml'.length))
    .filter((name) => NAME.test(name))
    .sort();
}

/**
 * A profile by its name. Nothing outside the folder is read.
 * @throws Problem naming the nearest profile, or every fault of the file with its line and column
 */
export async function profileByName(folder: string, name: string): Promise<Profile> {
  return (await profileNamed(folder, name)).profile;
}

async function profileNamed(folder: string, name: string): Promise<UsableProfile> {
  const known = await profileNames(folder);
  if (known.includes(name)) return profileFrom(join(folder, `${name}.yaml`), name);
  const near = nearest(name, known);
  const hint = near.length > 0 ? `; did you mean ${near.join(' or ')}?` : '';
  const detail = `there is no profile ${JSON.stringify(name)}${hint} Known in ${folder}: ${known.join(', ') || 'none'}`;
  throw new Problem('bad-request', detail, {
    faults: [
      {
        pointer: '/profile',
        detail: 'names no profile',
        got: name,
        allowed: known,
        ...(near.length > 0 ? { nearest: near } : {}),
      },
    ],
  });
}

/**
 * A profile by its name, or by its file where what is given has a slash or ends in .yaml.
 * @param nameOrFile as somebody typed it
 * @throws Problem as profileByName does
 */
export async function profileByNameOrFile(folder: string, nameOrFile: string): Promise<UsableProfile> {
  const isFile = /[/\\]|\.ya?ml$/.test(nameOrFile);
  return isFile ? profileFrom(nameOrFile) : profileNamed(folder, nameOrFile);
}

async function profileFrom(path: string, wantedId?: string): Promise<UsableProfile> {
  const loaded = loadProfile(path, await textOf(path), wantedId);
  if (loaded.ok) return loaded;
  throw new Problem('bad-request', `the profile ${path} cannot be used`, {
    faults: loaded.diagnostics.map(({ path: pointer, file, line, column, message, help, nearest: near }) => {
      const hint = near === undefined ? '' : `; did you mean ${near.join(' or ')}?`;
      const more = help === undefined ? '' : ` (${help})`;
      return {
        pointer,
        detail: `${file}:${line}:${column} ${message}${hint}${more}`,
        ...(near === undefined ? {} : { nearest: [...near] }),
      };
    }),
  });
}

async function textOf(path: string): Promise<string> {
  const refuse = (why: string) => new Problem('bad-request', `the profile ${path} cannot be read: ${why}`);
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error));
  }
  if (bytes.length > MOST_BYTES) throw refuse(`it has ${bytes.length} bytes, at most ${MOST_BYTES} are read`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refuse('it is not UTF-8 text');
  }
}
