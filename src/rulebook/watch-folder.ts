import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Tells when the files of a rules folder have changed. It looks at size and times of the few files that matter instead of
 * asking the system for events: that is the same for editors that save by renaming, a checkout of many files, a folder
 * that is deleted and comes again, links, mounted and network folders.
 */
export interface FolderWatch {
  close(): void;
}

export interface WatchTimes {
  /** How often the files are looked at, in milliseconds; less often where looking takes long. */
  readonly look: number;
  /** How long nothing must have changed before it is told: an editor or a checkout is not half through then. */
  readonly quiet: number;
}
const TIMES: WatchTimes = { look: 200, quiet: 300 };
/** The share of time that may be spent on looking. */
const SHARE = 0.05;

const NAMES = ['agreement.yaml', 'zones.geojson', 'presence.geojson', 'cases.yaml'];

/**
 * What a folder looks like from outside: which rule files there are, how large, and when each was changed.
 * @returns a text that is another when one of them was changed
 */
export async function looksOf(folder: string): Promise<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => undefined);
  if (entries === undefined) return 'no folder';
  const folders = entries
    .filter((entry) => !entry.name.startsWith('.') && (entry.isDirectory() || entry.isSymbolicLink()))
    .map(({ name }) => name)
    .sort();
  const paths = ['groups.yaml', ...folders.flatMap((name) => [name, ...NAMES.map((file) => join(name, file))])];
  const looks = await Promise.all(paths.map((path) => lookOf(join(folder, path), path)));
  return looks.join('\n');
}

async function lookOf(file: string, path: string): Promise<string> {
  try {
    const status = await stat(file, { bigint: true });
    if (status.isDirectory()) return path;
    return `${path} ${status.size} ${status.mtimeNs} ${status.ctimeNs} ${status.ino} ${status.mode}`;
  } catch (error) {
    return `${path} ${(error as NodeJS.ErrnoException).code}`;
  }
}

/**
 * @param before what the folder looked like when it was last read
 * @param changed told when it looks otherwise and has been quiet for a while, with its looks
 */
export function watchFolder(
  folder: string,
  before: string,
  changed: (looks: string) => void,
  times: WatchTimes = TIMES,
): FolderWatch {
  let told = before;
  let seen = before;
  let since = 0;
  let closed = false;
  let timer = setTimeout(look, times.look);

  async function look() {
    const began = performance.now();
    const looks = await looksOf(folder);
    const now = performance.now();
    if (closed) return;
    if (looks !== seen) since = now;
    seen = looks;
    if (seen !== told && now - since >= times.quiet) {
      told = seen;
      changed(seen);
    }
    timer = setTimeout(look, Math.max(times.look, (now - began) / SHARE)).unref();
  }
  timer.unref();
  return {
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}
