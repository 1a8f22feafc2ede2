import { describe, expect, it } from 'vitest';
import { incidentSchema } from '../../src/domain/incident.js';
import { judgeAll } from '../../src/engine/judge.js';
import { compileRulebook } from '../../src/engine/rulebook.js';
import { loadRulebook } from '../../src/rulebook/load.js';
import { report, rulesFolder } from '../helpers/service.js';

const loaded = await loadRulebook(rulesFolder);
if (!loaded.ok) throw new Error('the rules do not load');
const { source } = loaded.rulebook;

describe('who holds which role', () => {
  it('follows the groups that an agreement is compiled with, also where the same definition was compiled with others', () => {
    const incident = incidentSchema.parse(report({ struck: { objects: ['position'], civilian: false } }));
    const apart = source.groups.map((group) => (group.id === 'jaish-al-islam' ? { ...group, memberOf: [] } : group));
    const headline = (groups: typeof source.groups) =>
      judgeAll(incident, 'sha256:', compileRulebook({ ...source, groups }, 'sha256:')).verdicts[0]?.readings.text
        ?.possible;
    const before = headline(source.groups);
    expect(before).toEqual(['violation']);
    expect(headline(apart)).not.toEqual(before);
    expect(headline(source.groups)).toEqual(before);
  });
});
