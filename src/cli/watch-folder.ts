import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Watches by looking, not by the system's notices: those differ between systems, are lost on shared folders, and end
 * with the folder. A look at a folder of ten agreements takes about a millisecond.
 */
const EVERY = 200;

/**
 * Calls back at once, and again after every change of the folder's files, until the signal. A change is answered when two
 * looks in a row see the same, so that a set of files being saved is read whole. The folder may go and come back.
 */
export async function watchFolder(folder: string, signal: AbortSignal, changed: () => Promise<void>): Promise<void> {
  let answered: string | undefined;
  let before: string | undefined;
  while (!signal.aborted) {
    const now = await lookAt(folder);
    if (now !== answered && (now === before || answered === undefined)) {
      answered = now;
      await changed();
    }
    before = now;
    await pause(EVERY, undefined, { signal }).catch(() => undefined);
  }
}

/** What can be seen of the files without reading them: names, sizes, times of change. */
async function lookAt(folder: string): Promise<string> {
  const names = await readdir(folder, { withFileTypes: true }).catch(() => undefined);
  if (names === undefined) return 'gone';
  const seen: string[] = [];
  for (const entry of names.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    const inside = entry.isFile() ? undefined : await readdir(path).catch(() => undefined);
    for (const file of inside === undefined ? [path] : [...inside.sort().map((name) => join(path, name)), path]) {
      const status = await stat(file).catch(() => undefined);
      seen.push(`${file} ${status?.ino} ${status?.size} ${status?.mtimeMs} ${status?.ctimeMs}`);
    }
  }
  return seen.join('\n');
}
