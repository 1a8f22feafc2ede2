import { type Stats, statSync } from 'node:fs';
import { DatabaseAway } from './storage-problem.js';

/**
 * A file that was deleted or moved away can be written to for as long as it is open, and all of it is gone with the process.
 * So it is looked at, where it should be, whenever a connection is handed out and once more before what was stored is answered.
 */
export interface SqliteFiles {
  /** The files as they were just opened. @throws DatabaseAway where another stands in the place of the one before */
  opened(): void;
  /** @throws DatabaseAway where one of them is not the one that is open */
  look(): void;
}

/** The file itself, what was written since it was last brought up to date, and what processes share of that. */
const PARTS = ['', '-wal', '-shm'] as const;

type Identity = Pick<Stats, 'dev' | 'ino'>;

export function sqliteFiles(filename: string): SqliteFiles {
  const known = new Map<string, Identity>();
  const lookAt = (part: string): 'same' | 'gone' | 'another' => {
    const before = known.get(part);
    const found = statSync(`${filename}${part}`, { throwIfNoEntry: false });
    if (found === undefined) return before === undefined && part !== '' ? 'same' : 'gone';
    if (before === undefined) known.set(part, { dev: found.dev, ino: found.ino });
    return before === undefined || (before.dev === found.dev && before.ino === found.ino) ? 'same' : 'another';
  };
  const look = () => {
    for (const part of PARTS) {
      const found = lookAt(part);
      if (found !== 'same') throw new DatabaseAway(remedyOf(`${filename}${part}`, part, found));
    }
  };
  return {
    opened() {
      for (const part of PARTS) if (part !== '') known.delete(part);
      look();
    },
    look,
  };
}

function remedyOf(path: string, part: string, found: 'gone' | 'another'): string {
  if (part !== '')
    return `${path} was taken away while the database was open: stop this process with SIGTERM, which saves what is in it, and start it again`;
  return found === 'gone'
    ? `the database file ${path} was deleted or moved away: put that file back, or stop this process and start it on another`
    : `another file stands in the place of the database ${path}: stop this process and start it again to take that one`;
}
