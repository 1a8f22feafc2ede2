import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../src/store/connect.js';

/** Waits until nobody has asked the database anything for half a second; for ever while somebody goes on asking. */
export async function quiet(database: Database): Promise<void> {
  let asked = true;
  const note = () => {
    asked = true;
  };
  database.on('query', note);
  while (asked) {
    asked = false;
    await pause(500);
  }
  database.off('query', note);
}
