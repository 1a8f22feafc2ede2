import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type Database, migrate } from '../../src/store/connect.js';

/** A database to test on. PostgreSQL joins the list when the service can use it. */
export interface TestStore {
  readonly name: string;
  /** An empty, migrated database, and how to get rid of it. */
  open(): Promise<{ database: Database; again(): Database; close(): Promise<void> }>;
}

const sqlite: TestStore = {
  name: 'SQLite',
  async open() {
    const folder = await mkdtemp(join(tmpdir(), 'truce-store-'));
    const url = `sqlite:${join(folder, 'truce.sqlite')}`;
    const opened = [connect(url)];
    const database = opened[0] as Database;
    await migrate(database);
    return {
      database,
      /** Another connection to the same database, as another process would have. */
      again() {
        const other = connect(url);
        opened.push(other);
        return other;
      },
      async close() {
        for (const each of opened) await each.destroy();
        await rm(folder, { recursive: true, force: true });
      },
    };
  },
};

export const stores: readonly TestStore[] = [sqlite];
