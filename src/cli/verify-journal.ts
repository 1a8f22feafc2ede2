import { type VerifiedJournal, verifyJournal } from '../actions/verify-journal.js';
import { readConfig } from '../config.js';
import { headText, type JournalHead, parseHead } from '../domain/journal.js';
import { Problem } from '../domain/problem.js';
import { connect } from '../store/connect.js';
import { refuseOldTables } from '../store/migrate.js';
import { Progress } from './progress.js';
import { EXIT } from './run.js';

/** truce verify --journal: whether anybody changed, removed, added or reordered an entry of the journal. */

export interface JournalOptions {
  readonly database?: string;
  readonly head?: readonly string[];
  readonly json?: boolean;
}

export async function verifyJournalOf({ database: url, head, json }: JournalOptions): Promise<void> {
  const heads = headsOf(head ?? []);
  const database = connect(url ?? readConfig().databaseUrl, { existing: true });
  try {
    await refuseOldTables(database);
    const began = performance.now();
    const progress = new Progress(0);
    const verified = await verifyJournal(database, heads, (text) => progress.tell(text));
    progress.end();
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    const print = json === true ? jsonOf : textOf;
    process.stdout.write(print(verified, heads, seconds));
    if (!isFine(verified)) process.exitCode = EXIT.no;
  } finally {
    await database.destroy();
  }
}

/** @throws Problem `bad-request` naming every one that is no head */
function headsOf(texts: readonly string[]): JournalHead[] {
  const heads = texts.map((text) => ({ text, head: parseHead(text) }));
  const faults = heads
    .filter(({ head }) => head === undefined)
    .map(({ text }) => ({
      pointer: '--head',
      detail: 'must be NUMBER:sha256:HASH, as truce verify prints it',
      got: text,
    }));
  if (faults.length > 0) throw new Problem('bad-request', 'there is no such head of a journal', { faults });
  return heads.flatMap(({ head }) => head ?? []);
}

const isFine = ({ chain, record }: VerifiedJournal) => chain.broken === 0 && record.differences === 0;

const number = (value: number) => value.toLocaleString('en');
const entries = (count: number) => `${number(count)} ${count === 1 ? 'entry' : 'entries'}`;

function textOf(verified: VerifiedJournal, heads: readonly JournalHead[], seconds: number): string {
  const { chain, record } = verified;
  const lines = chain.faults.map(({ number: at, detail }) => `entry ${at}: ${detail}`);
  if (chain.broken > chain.faults.length) lines.push(`… and ${number(chain.broken - chain.faults.length)} more`);
  lines.push(...record.faults.map(({ subject, detail }) => `${subject}: ${detail}`));
  if (record.differences > record.faults.length)
    lines.push(`… and ${number(record.differences - record.faults.length)} more`);
  lines.push(
    chain.broken === 0
      ? `${entries(chain.entries)}: the chain holds.`
      : `${entries(chain.entries)}: THE CHAIN IS BROKEN. The first ${number(chain.holds)} hold.`,
    `${number(record.compared)} rows of the record compared with their entries, ${number(record.differences)} differences.`,
  );
  if (heads.length > 0 && chain.broken === 0) lines.push(`In it still: ${heads.map(headText).join(', ')}.`);
  if (chain.head !== undefined)
    lines.push(
      `Head: ${headText(chain.head)}`,
      '  A chain cannot show that somebody made all of it anew. Write the head down where nobody who can reach the database',
      '  can change it; truce verify --journal --head NUMBER:HASH says later whether it is still in the chain.',
    );
  lines.push(isFine(verified) ? `All as it was, in ${seconds} s.` : `NOT ALL AS IT WAS. Took ${seconds} s.`);
  return `${lines.join('\n')}\n`;
}

function jsonOf(verified: VerifiedJournal, heads: readonly JournalHead[], seconds: number): string {
  const { chain, record } = verified;
  const answer = { fine: isFine(verified), ...chain, heads: heads.map(headText), record, seconds };
  return `${JSON.stringify(answer, null, 2)}\n`;
}
