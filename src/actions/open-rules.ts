import type { Database } from '../store/connect.js';
import { revisionState } from '../store/revision.js';
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
    const first = compiledFrom(checked);
    const publishing = {
      kind: 'initial',
      who: 'truce',
      why: 'the first start on this database',
      folder: place,
    } as const;
    await publishRulebook({ database, now }, first, publishing);
    const mine = new LiveRulebook(database, first);
    // Another process may have been quicker, with another folder.
    await mine.follow((await revisionState(database)).rulebook ?? first.hash);
    return mine;
  }
}
