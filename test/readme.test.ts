import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readCases } from '../src/casework/cases.js';
import { hashOf } from '../src/engine/hash.js';
import { judge } from '../src/engine/judge.js';
import { verdictProse } from '../src/export/prose.js';
import { loadRulebook } from '../src/rulebook/load.js';
import { readNamedFiles } from '../src/rulebook/read-files.js';
import { english } from './helpers/languages.js';

it('the verdict that the README shows is the one that is printed', async () => {
  const loaded = await loadRulebook('rules');
  if (!loaded.ok) throw new Error('the rules do not load');
  const { rulebook } = loaded;
  const read = readCases((await readNamedFiles(['rules/syria-2016/cases.yaml'])).files, rulebook);
  const worked = read.ok ? read.cases.flatMap((file) => file.cases).find(({ id }) => id === 'SY-055') : undefined;
  const agreement = rulebook.agreements.get('syria-2016');
  if (worked === undefined || agreement === undefined) throw new Error('SY-055 is gone');
  const prose = verdictProse(
    judge(worked.incident, hashOf(worked.incident), agreement, rulebook),
    worked.incident,
    rulebook,
    await english(),
  );
  expect(readFileSync('README.md', 'utf8')).toContain(prose.trim());
});
