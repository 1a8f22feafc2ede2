import { existsSync } from 'node:fs';
import { keptRulebook, liveRulebook, looksLikeHash } from '../actions/compared-against.js';
import { KeptRulebooks } from '../actions/kept-rulebooks.js';
import { readConfig } from '../config.js';
import { Problem } from '../domain/problem.js';
import type { Rulebook } from '../engine/rulebook.js';
import { connect, type Database, DatabaseUrlError } from '../store/connect.js';
import { migrate, refuseOldTables } from '../store/migrate.js';
import { openRulebook } from './open-rulebook.js';

/** The record that is compared over, and the rules that it is compared against. */

/**
 * @param url undefined = the one of the settings; where that is a file which is not there yet, nothing is stored
 * @throws DatabaseUrlError for a database that was named and is not there, or is of another version
 */
export async function openRecord(url: string | undefined): Promise<Database> {
  const opened = url === undefined ? openDefault() : connect(url, { existing: true });
  if (opened === undefined) {
    const empty = connect('sqlite::memory:');
    await migrate(empty);
    return empty;
  }
  try {
    await refuseOldTables(opened);
    return opened;
  } catch (error) {
    await opened.destroy();
    throw error;
  }
}

function openDefault(): Database | undefined {
  const { databaseUrl } = readConfig();
  try {
    return connect(databaseUrl, { existing: true });
  } catch (error) {
    if (error instanceof DatabaseUrlError && databaseUrl.startsWith('sqlite:')) return undefined;
    throw error;
  }
}

export interface Before {
  readonly rulebook: Rulebook;
  /** What it is, in words. */
  readonly said: string;
}

/** @returns undefined where rule files do not load; that has been told then */
export async function rulebookBefore(
  database: Database,
  { against, rules }: { readonly against?: string; readonly rules?: string },
): Promise<Before | undefined> {
  const kept = new KeptRulebooks(database);
  if (against === undefined || against === 'live') {
    const live = await liveRulebook(database, kept);
    if (live !== undefined) return { rulebook: live, said: 'the live rulebook' };
    if (against === 'live')
      throw new Problem('bad-request', 'no rulebook was ever published in this database; leave out --against');
  } else if (looksLikeHash(against) && !existsSync(against))
    return { rulebook: await keptRulebook(database, kept, against), said: 'the rulebook of that hash' };
  const folder = against ?? rules ?? readConfig().rules;
  const rulebook = await openRulebook(folder);
  return rulebook === undefined ? undefined : { rulebook, said: `the rules in ${folder}` };
}
