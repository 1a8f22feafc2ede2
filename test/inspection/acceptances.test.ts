import { describe, expect, it } from 'vitest';
import { inspected } from './seeded.js';

const PART = '    when: { fact: gaveNotice, operator: equal, value: true }\n';
const GAP = `    when:
      any:
        - { fact: weapon.calibreMm, operator: lessThan, value: 5 }
        - { fact: weapon.calibreMm, operator: greaterThan, value: 10 }`;

const accepting = (comment: string, where: 'above' | 'behind') => {
  const put =
    where === 'behind' ? `${GAP} ${comment}\n` : `${GAP.replace(/\n(?=[^\n]*$)/, `\n        ${comment}\n`)}\n`;
  return inspected('valley', [{ find: PART, put }]);
};
const told = ({ diagnostics }: ReturnType<typeof inspected>) => diagnostics.map(({ code, line }) => ({ code, line }));

describe('a comment that accepts a finding', () => {
  it('silences it at the end of its line, and is told with its why', () => {
    const found = accepting('# truce: expect gap because five to ten belong to nobody', 'behind');
    expect(told(found)).toEqual([]);
    expect(found.accepted).toMatchObject([{ code: 'gap', why: 'five to ten belong to nobody' }]);
  });

  it('silences it from the lines above', () => {
    expect(told(accepting('# truce: expect gap because it is meant\n        # and said so', 'above'))).toEqual([]);
  });

  it('changes nothing of the hash of the rulebook', () => {
    const plain = inspected('valley', [{ find: PART, put: `${GAP}\n` }]).rulebook.hash;
    expect(accepting('# truce: expect gap because it is meant', 'behind').rulebook.hash).toBe(plain);
  });

  it('does not silence without a why', () => {
    const found = accepting('# truce: expect gap', 'behind');
    expect(told(found).map(({ code }) => code)).toEqual(['gap', 'acceptance-without-why']);
  });

  it('is itself told where it accepts nothing', () => {
    const found = inspected('valley', [
      { find: PART, put: `${PART.trimEnd()} # truce: expect gap because of an old version\n` },
    ]);
    expect(found.diagnostics).toMatchObject([{ code: 'unused-acceptance', severity: 'warning' }]);
  });

  it('is told with the nearest name where it names no finding', () => {
    const found = accepting('# truce: expect gapp because it is meant', 'behind');
    expect(found.diagnostics.find(({ code }) => code === 'unknown-finding')).toMatchObject({ nearest: ['gap'] });
  });
});
