import { checkRules } from '../actions/check-rules.js';
import { LiveRulebook, openKeptRulebook } from '../actions/live-rulebook.js';
import { publishFirst } from '../actions/open-rules.js';
import { Problem } from '../domain/problem.js';
import type { Database } from '../store/connect.js';
import { revisionState } from '../store/revision.js';
import { tellRefused } from './rules-text.js';

/**
 * What is live in the database, for a command that judges into the record. Where nothing was ever published, the folder is
 * the first, as at a start of the service.
 * @param named the folder was named by the user: then it must hold what is live
 * @returns undefined where the folder is needed and could not go live; that has been told then, and the exit code is set
 * @throws Problem where the folder was named and holds another rulebook than is live
 */
export async function openLiveRulebook(
  database: Database,
  folder: string,
  named: boolean,
): Promise<LiveRulebook | undefined> {
  const { rulebook: known } = await revisionState(database);
  const checked = await checkRules({ folder, known });
  if (!checked.ok && (named || known === undefined)) return tellRefused(folder, checked);
  if (known === undefined)
    return publishFirst({ database, now: Date.now }, checked, folder, 'the first import into this database');
  if (checked.rulebook?.hash !== known) {
    const other = `${folder} holds another rulebook than ${known}, which is live`;
    if (named)
      throw new Problem(
        'bad-request',
        `${other}; truce publish makes it live, and without --rules the live one judges`,
      );
    process.stderr.write(`truce: ${other} and judges; truce publish makes the folder's live\n`);
  }
  return new LiveRulebook(database, await openKeptRulebook(database, known));
}
