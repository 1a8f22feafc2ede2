import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportVerdict } from '../../src/actions/export-verdict.js';
import { verifyFile } from '../../src/actions/verify-file.js';
import { Problem } from '../../src/domain/problem.js';
import { SEMANTICS } from '../../src/domain/verdict.js';
import type { VerdictFile } from '../../src/domain/verdict-file.js';
import { hashOf } from '../../src/engine/hash.js';
import { parseStrictJson } from '../../src/intake/strict-json.js';
import { connect, type Database } from '../../src/store/connect.js';
import { migrate } from '../../src/store/migrate.js';
import { changed, leavesOf, valueAt } from '../helpers/json-leaves.js';
import { ACCOUNT, fillSmallRecord } from '../helpers/small-record.js';

let database: Database;
let text = '';
beforeAll(async () => {
  database = connect('sqlite::memory:');
  await migrate(database);
  const answers = await fillSmallRecord(database);
  text = JSON.stringify(await exportVerdict({ database }, answers[3]?.verdicts[0]?.id ?? '', '1.2.3'));
});
afterAll(() => database.destroy());

/** The file as it is read on another machine. */
const file = () => parseStrictJson(Buffer.from(text)) as VerdictFile;
/** The sum made anew, as a forger would. */
const summed = ({ sha256: _, ...rest }: VerdictFile) => ({ ...rest, sha256: hashOf(rest) }) as VerdictFile;
const found = async (content: unknown): Promise<boolean> => {
  try {
    const { notReplayed, differences } = await verifyFile(content);
    return notReplayed !== undefined || differences.length > 0;
  } catch (error) {
    if (error instanceof Problem) return true;
    throw error;
  }
};

/** What the record says of a verdict and no rule: the sum alone holds it. */
const OF_THE_RECORD = ['/program', '/verdict/id', '/verdict/revision', '/verdict/supersedes', '/verdict/judgedAt'];

describe('A verdict file', { timeout: 300_000 }, () => {
  it('is judged again, the same, with a second opinion, on a machine that has nothing else', async () => {
    const checked = await verifyFile(file(), { sampling: { exhaustiveBelow: 64, samples: 8 } });
    expect(checked).toMatchObject({ semantics: SEMANTICS, differences: [] });
    expect(checked.notReplayed).toBeUndefined();
    expect(checked.secondOpinion?.map(({ reading }) => reading)).toEqual(['text', 'north']);
    expect(checked.secondOpinion?.every(({ agrees, checked: runs }) => agrees && runs >= 8)).toBe(true);
  });

  it('is the same whenever it is written, and does not name the account of the reporter', async () => {
    expect(JSON.stringify(await exportVerdict({ database }, file().verdict.id, '1.2.3'))).toBe(text);
    expect(text).not.toContain(ACCOUNT);
  });

  it('holds although its keys were written in another order', async () => {
    const reversed = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(reversed)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .map(([key, each]) => [key, reversed(each)])
                .reverse(),
            )
          : value;
    expect(await found(reversed(file()))).toBe(false);
  });

  it('is found out when any one leaf of it is changed', async () => {
    const leaves = leavesOf(file());
    expect(leaves.length).toBeGreaterThan(300);
    for (const path of leaves) expect(await found(changed(file(), path)), path.join('/')).toBe(true);
  });

  it('is found out when a leaf is changed and the sum made anew, but for what the record alone knows', async () => {
    const leaves = leavesOf(file()).filter(([first]) => first !== 'sha256');
    for (const path of leaves) {
      const pointer = `/${path.join('/')}`;
      expect([pointer, await found(summed(changed(file(), path)))]).toEqual([
        pointer,
        !OF_THE_RECORD.includes(pointer),
      ]);
    }
  });

  it('is found out when the report is changed and every hash made anew', async () => {
    const forged = file();
    const { report: said } = forged.incident;
    said.candidates = [{ actor: 'bandits' }];
    forged.incident.hash = hashOf(said);
    forged.verdict.incident.hash = hashOf(said);
    const { differences } = await verifyFile(summed(forged));
    const outcome = differences.find(({ pointer }) => pointer === '/verdict/outcome');
    expect(outcome).toMatchObject({ expected: 'out_of_scope', got: 'undetermined' });
  });

  it('is found out when a key is added or taken out anywhere', async () => {
    const added = changed(file(), ['verdict', 'note'], 'more');
    const taken = file() as Partial<VerdictFile>;
    delete taken.incident;
    for (const content of [added, summed(added), taken, summed(taken as VerdictFile)])
      expect(await found(content)).toBe(true);
  });

  it('of other semantics is told to need another Truce, and is not judged again', async () => {
    for (const [semantics, words] of [
      [SEMANTICS + 1, /a newer Truce/],
      [SEMANTICS - 1, /an older Truce/],
    ] as const) {
      const other = file();
      other.semantics = semantics;
      other.verdict.semantics = semantics;
      const { notReplayed, differences } = await verifyFile(summed(other));
      expect(notReplayed).toMatch(words);
      expect(differences).toEqual([]);
    }
  });

  it('of a later version is refused with what to do, and anything else as no verdict file', async () => {
    await expect(verifyFile({ ...file(), version: 2 })).rejects.toThrow(/version 2; .*install a newer Truce/);
    await expect(verifyFile({ ...file(), version: 'one' })).rejects.toThrow(
      /version "one"; this Truce reads version 1/,
    );
    for (const content of [null, [], 'text', {}, { format: 'other', version: 1 }])
      await expect(verifyFile(content)).rejects.toThrow(/not a verdict file/);
  });

  it('tells every difference at its place', async () => {
    const forged = file();
    const path = ['verdict', 'readings', 'north', 'candidates', 0, 'outcome'];
    const { differences } = await verifyFile(summed(changed(forged, path, 'not_in_force')));
    const expected = valueAt(forged, path);
    expect(differences).toEqual([
      { pointer: `/${path.join('/')}`, detail: 'is not what it should be', expected, got: 'not_in_force' },
    ]);
  });
});
