import { beforeAll, describe, expect, it } from 'vitest';
import type { Rulebook } from '../../src/engine/rulebook.js';
import { loadRulebook } from '../../src/rulebook/load.js';
import { rebuildRulebook } from '../../src/rulebook/rebuild.js';
import { rulesFolder } from '../helpers/service.js';

let rulebook: Rulebook;
beforeAll(async () => {
  const loaded = await loadRulebook(rulesFolder);
  if (!loaded.ok) throw new Error('the rules do not load');
  rulebook = loaded.rulebook;
});
/** The source as it comes back from where it was kept. */
const kept = () => JSON.parse(JSON.stringify(rulebook.source));

describe('A rulebook that is built again from its kept source', () => {
  it('has the same hash and the same agreements', () => {
    const rebuilt = rebuildRulebook(rulebook.hash, kept());
    expect(rebuilt.differences).toEqual([]);
    expect(rebuilt.rulebook?.hash).toBe(rulebook.hash);
    expect([...(rebuilt.rulebook?.agreements.keys() ?? [])]).toEqual([...rulebook.agreements.keys()]);
  });
  it('is told apart from what its hash says, and carries the hash of what it is', () => {
    const source = kept();
    source.agreements[0].definition.title.en += '!';
    const rebuilt = rebuildRulebook(rulebook.hash, source);
    expect(rebuilt.rulebook?.hash).not.toBe(rulebook.hash);
    expect(rebuilt.differences).toMatchObject([{ pointer: '/rulebook/hash', got: rulebook.hash }]);
  });
  it.each([null, [], {}, { groups: [], agreements: 'none' }, 'sha256'])('is none where the source is %j', (source) => {
    const { rulebook: built, differences } = rebuildRulebook(rulebook.hash, source);
    expect(built).toBeUndefined();
    expect(differences[0]?.detail).toMatch(/does not fit the form of a rulebook/);
  });
  it('is none where it refers to what is not there, and says what', () => {
    const source = kept();
    source.agreements[0].definition.terms[0].forbids = { condition: 'no-such-condition' };
    const { rulebook: built, differences } = rebuildRulebook(rulebook.hash, source);
    expect(built).toBeUndefined();
    expect(differences.at(-1)?.detail).toMatch(/does not compile: no condition no-such-condition/);
  });
});
