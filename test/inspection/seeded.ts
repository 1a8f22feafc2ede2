import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readCases } from '../../src/casework/cases.js';
import type { Incident } from '../../src/domain/incident.js';
import type { Rulebook } from '../../src/engine/rulebook.js';
import { type FilesInspected, inspectFiles } from '../../src/inspection/inspect-files.js';
import { buildRulebook } from '../../src/rulebook/load.js';
import type { RuleFile } from '../../src/rulebook/read-files.js';

/** Good rulebooks with one defect each, kept under test/seeded-defects as edits. */

const FOLDER = join(import.meta.dirname, '../seeded-defects');
const ROOT = join(import.meta.dirname, '../..');

/** Good rulebooks that are kept elsewhere, with their cases. */
const KEPT: Readonly<Record<string, string>> = {
  'syria-2016': join(ROOT, 'rules'),
  'minsk-memorandum-2014': join(ROOT, 'test/tutorial'),
};

export interface Seeded {
  readonly what: string;
  readonly base: string;
  /** In the base's agreement.yaml, if not said; what is to be found must stand there. */
  readonly edits: readonly { readonly file?: string; readonly find: string; readonly put: string }[];
  /** A finding's code, words of the line that it points to, and words of its message. */
  readonly wanted: readonly { readonly code: string; readonly at: string; readonly says?: string }[];
}

export const SEEDED = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.slice(0, -'.yaml'.length))
  .sort();

export const seeded = (name: string): Seeded => parse(readFileSync(join(FOLDER, `${name}.yaml`), 'utf8')) as Seeded;

const read = (path: string, folder: string): RuleFile => ({ path, text: readFileSync(join(folder, path), 'utf8') });

/** The files of a good rulebook, its cases apart. */
export function baseFiles(base: string): { files: RuleFile[]; cases: RuleFile[] } {
  const folder = KEPT[base] ?? join(FOLDER, `_${base}`);
  const files = ['groups.yaml', `${base}/agreement.yaml`, `${base}/zones.geojson`].map((path) => read(path, folder));
  return { files, cases: KEPT[base] === undefined ? [] : [read(`${base}/cases.yaml`, folder)] };
}

export interface SeededInspection extends FilesInspected {
  readonly rulebook: Rulebook;
  readonly files: readonly RuleFile[];
}

/** @throws Error where the files do not load or what is to be edited does not stand in them */
export function inspected(base: string, edits: Seeded['edits']): SeededInspection {
  const { files, cases } = baseFiles(base);
  for (const { file = `${base}/agreement.yaml`, find, put } of edits) {
    const index = files.findIndex(({ path }) => path === file);
    const old = files[index];
    if (old === undefined || !old.text.includes(find)) throw new Error(`${file} has no ${find}`);
    files[index] = { path: file, text: old.text.replace(find, () => put) };
  }
  const built = buildRulebook(files);
  if (!built.ok) throw new Error(built.diagnostics.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  const { rulebook } = built;
  const known = readCases(cases, rulebook);
  if (!known.ok) throw new Error(known.diagnostics.map(({ message }) => message).join('\n'));
  const incidents = new Map(
    known.cases.map((each): [string, Incident[]] => [each.agreement, each.cases.map(({ incident }) => incident)]),
  );
  return { ...inspectFiles(rulebook, files, incidents), rulebook, files };
}
