import type { Database } from '../store/connect.js';
import { revisionState } from '../store/revision.js';
import type { CheckedRules } from './check-rules.js';
import { LiveRulebook, openKeptRulebook } from './live-rulebook.js';
import { publishRulebook } from './publish-rulebook.js';
import { RulebookRefused } from './refused-rules.js';
import type { RulesFolder } from './rules-folder.js';
import { compiledFrom } from './rules-folder.js';

/**
 * A process starts: what is live in the database is served, whatever the folder holds; where nothing was ever published,
 * the folder is the first. Then the folder is held against it, and what changed in it while nobody looked is news.
 * @throws RulebookRefused on a database without a live rulebook where the folder could not go live;
 * LiveRulebookUnreadable
 */
export async function openRules(
  database: Database,
  folder: RulesFolder,
  place: string,
  now: () => number,
): Promise<LiveRulebook> {
  const { rulebook: known } = await revisionState(database);
  const checked = await folder.read(known);
  const live = await liveOf();
  await folder.attend(live);
  return live;

  async function liveOf() {
    if (known !== undefined) return new LiveRulebook(database, await openKeptRulebook(database, known));
    if (!checked.ok) throw new RulebookRefused(checked);
    return publishFirst({ database, now }, checked, place, 'the first start on this database');
  }
}

/**
 * Makes a folder the first that is live in a database. Another process may have been quicker, with another folder: then that
 * one is live, and is what comes back.
 */
export async function publishFirst(
  service: { readonly database: Database; now(): number },
  checked: CheckedRules,
  folder: string,
  why: string,
): Promise<LiveRulebook> {
  const first = compiledFrom(checked);
  await publishRulebook(service, first, { kind: 'initial', who: 'truce', why, folder });
  const live = new LiveRulebook(service.database, first);
  await live.follow((await revisionState(service.database)).rulebook ?? first.hash);
  return live;
}
