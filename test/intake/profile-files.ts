import { readFileSync } from 'node:fs';
import type { Incident } from '../../src/domain/incident.js';
import type { Fault } from '../../src/domain/problem.js';
import type { IntakeItem } from '../../src/intake/item.js';
import { loadProfile } from '../../src/intake/load-profile.js';
import type { Profile } from '../../src/intake/profile.js';
import { readCsv } from '../../src/intake/read-csv.js';
import { UnknownWords } from '../../src/intake/unknown-words.js';

/** Profiles and files made up for tests. */

/** A profile of the folder profiles, with parts of its text replaced. */
export function shippedProfile(id: string, change = (text: string) => text): Profile {
  return profileOf(change(readFileSync(new URL(`../../profiles/${id}.yaml`, import.meta.url), 'utf8')));
}

export function profileOf(text: string): Profile {
  const loaded = loadProfile('test.yaml', text);
  if (loaded.ok) return loaded.profile;
  throw new Error(JSON.stringify(loaded.diagnostics, null, 1));
}

type Cells = Readonly<Record<string, string>>;

/** Rows as a CSV file with the columns of the first, every field quoted. */
export function csvOf(rows: readonly Cells[], lineEnd = '\n'): string {
  const columns = Object.keys(rows[0] ?? {});
  const quoted = (value: string) => `"${value.replace(/"/g, '""')}"`;
  const lines = rows.map((each) => columns.map((column) => quoted(each[column] ?? '')).join(','));
  return [columns.map(quoted).join(','), ...lines, ''].join(lineEnd);
}

export async function* inPieces(text: string, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Everything a file gives, with what the profile did not know. */
export async function readAll(profile: Profile, text: string): Promise<{ items: IntakeItem[]; unknown: UnknownWords }> {
  const unknown = new UnknownWords();
  const items: IntakeItem[] = [];
  for await (const item of readCsv(inPieces(text), profile, unknown)) items.push(item);
  return { items, unknown };
}

/** What becomes of one row. */
export async function readRow(profile: Profile, cells: Cells): Promise<IntakeItem> {
  const { items } = await readAll(profile, csvOf([cells]));
  const [item] = items;
  if (item === undefined) throw new Error('the row was lost');
  return item;
}

export async function incidentOf(profile: Profile, cells: Cells): Promise<Incident> {
  const item = await readRow(profile, cells);
  if ('incident' in item) return item.incident;
  throw new Error(JSON.stringify(item));
}

export async function faultsOf(profile: Profile, cells: Cells): Promise<readonly Fault[]> {
  const item = await readRow(profile, cells);
  return 'faults' in item ? item.faults : [];
}
