import { nearest } from '../domain/nearest.js';
import { Problem } from '../domain/problem.js';
import type { Asking, Sampling } from '../engine/second-opinion.js';
import { RulesRuns } from '../engine/second-opinion-runs.js';
import type { Database } from '../store/connect.js';
import { currentRevision } from '../store/revision.js';
import { countVerdicts, judgedAgreements, type StoredVerdict, storedVerdicts } from '../store/stored-verdicts.js';
import { checkVerdict } from './check-verdict.js';
import type { CheckedVerdict } from './checked-verdict.js';
import { KeptRulebooks } from './kept-rulebooks.js';

/** An auditor has the whole record judged again: every verdict, current, superseded or withdrawn. */

/** Read and checked at a time; what bounds the memory. */
const PAGE = 200;
/** How many samples there are of the same completions: the digits of an incident's hash turn it. */
const TURNS = 8;

/** What stood when the verification began; what is written meanwhile is left for the next. */
export interface VerdictRecord {
  readonly asOf: number;
  readonly verdicts: number;
  readonly agreement?: string | undefined;
}

/**
 * @param agreement only verdicts under this one; all when absent
 * @throws Problem `unknown-agreement` where none was ever judged under it, naming the nearest
 */
export async function recordToVerify(database: Database, agreement?: string): Promise<VerdictRecord> {
  const asOf = await currentRevision(database);
  if (agreement !== undefined) await refuseUnknown(database, agreement);
  return { asOf, verdicts: await countVerdicts(database, { after: 0, asOf, agreement }), agreement };
}

async function refuseUnknown(database: Database, agreement: string): Promise<void> {
  const known = await judgedAgreements(database);
  if (known.includes(agreement)) return;
  const near = nearest(agreement, known);
  const hint =
    near.length > 0
      ? `did you mean ${near.join(' or ')}?`
      : known.length > 0
        ? `there is ${known.join(', ')}`
        : 'there are none at all';
  throw new Problem('unknown-agreement', `no verdict was ever judged under ${agreement}; ${hint}`);
}

export interface Verification {
  /** How many completions json-rules-engine is given; it is not asked when absent. */
  readonly sampling?: Sampling | undefined;
}

/** Judges every verdict of the record again, in the order they were made. What differs of a rulebook is told once. */
export async function* verifyRecord(
  database: Database,
  { asOf, agreement }: VerdictRecord,
  { sampling }: Verification,
  runs = new RulesRuns(),
): AsyncGenerator<CheckedVerdict> {
  const rulebooks = new KeptRulebooks(database);
  const told = new Set<string>();
  for (let after = 0; ; ) {
    const page = await storedVerdicts(database, { after, asOf, agreement }, PAGE);
    for (const stored of page) {
      const hash = String(stored.row.rulebook);
      const rebuilt = await rulebooks.get(hash);
      const untold = told.has(hash) ? { ...rebuilt, differences: [] } : rebuilt;
      told.add(hash);
      const asking = sampling === undefined ? undefined : { runs, sampling: { ...sampling, turn: turnOf(stored) } };
      yield await checkVerdict(stored, untold, asking satisfies Asking | undefined);
    }
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.number;
  }
}

/** Where in the completions the sample of an incident begins: not every one is tried with the same, and always alike. */
const turnOf = ({ version }: StoredVerdict): number =>
  (Number.parseInt(version?.hash.at(-1) ?? '0', 16) % TURNS || 0) / TURNS;
