import { lstat, open, readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { type Diagnostic, diagnosticAt } from '../authored/diagnostic.js';

/** The files of a rules folder as text. Nothing outside the folder is read, and nothing that is too large. */

export interface RuleFile {
  /** Relative to the rules folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** What was read of a folder, and what of it could not be. */
export interface FolderFiles {
  readonly files: RuleFile[];
  readonly diagnostics: Diagnostic[];
}

const MEGABYTE = 1_000_000;
export const MAX_YAML = 5 * MEGABYTE;
export const MAX_GEOJSON = 20 * MEGABYTE;
const MAX_AGREEMENTS = 1_000;

/** What a file may weigh, by its name. */
export const limitOf = (path: string): number => (path.endsWith('.geojson') ? MAX_GEOJSON : MAX_YAML);

const AGREEMENT_FILES = ['agreement.yaml', 'zones.geojson', 'presence.geojson'];

/** @returns every file that makes up the rulebook, sorted by path; cases are no part of it. */
export async function readRuleFiles(folder: string): Promise<FolderFiles> {
  return readFrom(folder, AGREEMENT_FILES, ['groups.yaml']);
}

/** @returns the cases files that lie beside the agreements, sorted by path. */
export async function readCaseFiles(folder: string): Promise<FolderFiles> {
  return readFrom(folder, ['cases.yaml'], []);
}

/**
 * Reads cases files from anywhere.
 * @param paths as given by the user; they are shown in diagnostics as they are
 */
export async function readNamedFiles(paths: readonly string[]): Promise<FolderFiles> {
  const files: RuleFile[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const path of paths) {
    const refuse = (code: string, message: string, help?: string) =>
      diagnosticAt(path, 1, 1, [], { code, message, help });
    let read: RuleFile | Diagnostic;
    try {
      read = await readText(path, path, refuse);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      read =
        code === 'ENOENT'
          ? refuse('no-file', 'there is no such file')
          : refuse('unreadable', `the file cannot be read (${code ?? 'unknown fault'})`);
    }
    if ('text' in read) files.push(read);
    else diagnostics.push(read);
  }
  return { files, diagnostics };
}

async function readFrom(folder: string, inFolders: readonly string[], atTop: readonly string[]) {
  const diagnostics: Diagnostic[] = [];
  const files: RuleFile[] = [];
  let root: string;
  let names: string[];
  try {
    root = await realpath(folder);
    const entries = await readdir(root, { withFileTypes: true });
    names = entries.filter((entry) => entry.isDirectory() || entry.isSymbolicLink()).map((entry) => entry.name);
  } catch (error) {
    const message =
      (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such folder' : 'the folder cannot be read';
    return { files, diagnostics: [diagnosticAt('.', 1, 1, [], { code: 'no-folder', message })] };
  }
  const agreements = names
    .filter((name) => !name.startsWith('.') && name !== 'schema' && name !== 'groups.yaml')
    .sort();
  if (agreements.length > MAX_AGREEMENTS)
    diagnostics.push(
      diagnosticAt('.', 1, 1, [], { code: 'too-many', message: `there are more than ${MAX_AGREEMENTS} agreements` }),
    );
  const paths = [
    ...atTop,
    ...agreements.slice(0, MAX_AGREEMENTS).flatMap((name) => inFolders.map((file) => `${name}/${file}`)),
  ];
  const found = new Set<string>();
  for (const path of paths) {
    const read = await readOne(root, path);
    if (read === undefined) continue;
    found.add(path);
    if ('text' in read) files.push(read);
    else diagnostics.push(read);
  }
  if (inFolders.includes('agreement.yaml'))
    for (const name of agreements.slice(0, MAX_AGREEMENTS))
      if (!found.has(`${name}/agreement.yaml`))
        diagnostics.push(diagnosticAt(`${name}/agreement.yaml`, 1, 1, [], NO_AGREEMENT));
  return { files, diagnostics };
}

const NO_AGREEMENT = {
  code: 'missing-file',
  message: 'the folder has no agreement.yaml',
  help: 'every folder of the rules holds one agreement; a name that begins with a dot is passed over',
};

/** @returns the file, what is wrong with it, or undefined where there is none. */
async function readOne(root: string, path: string): Promise<RuleFile | Diagnostic | undefined> {
  const refuse = (code: string, message: string, help?: string) =>
    diagnosticAt(path, 1, 1, [], { code, message, help });
  try {
    const real = await realpath(join(root, path));
    if (!real.startsWith(root.endsWith(sep) ? root : root + sep))
      return refuse(
        'outside-folder',
        'the file lies outside the rules folder',
        'a link may only point to a place within the folder',
      );
    return await readText(real, path, refuse);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTDIR' || (code === 'ENOENT' && !(await isThere(join(root, path))))) return undefined;
    return refuse('unreadable', `the file cannot be read (${code ?? 'unknown fault'})`);
  }
}

/** Whether there is something of that name, be it a link that leads nowhere. */
const isThere = (path: string) =>
  lstat(path).then(
    () => true,
    () => false,
  );

async function readText(
  real: string,
  path: string,
  refuse: (code: string, message: string, help?: string) => Diagnostic,
): Promise<RuleFile | Diagnostic> {
  if (!(await stat(real)).isFile()) return refuse('not-a-file', 'this is not a plain file');
  let isUtf16 = false;
  const handle = await open(real, 'r');
  try {
    const status = await handle.stat();
    const limit = limitOf(path);
    if (status.size > limit) return refuse('too-large', `the file has ${status.size} bytes; at most ${limit} are read`);
    const bytes = await handle.readFile();
    isUtf16 = /^(fffe|feff)/.test(bytes.subarray(0, 2).toString('hex'));
    return { path, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof TypeError)
      return refuse('not-utf-8', `the file is ${isUtf16 ? 'UTF-16, ' : ''}not UTF-8 text`);
    throw error;
  } finally {
    await handle.close();
  }
}
