import { describe, expect, it } from 'vitest';
import { NormalForm } from '../../src/casework/normal-form.js';
import type { Condition } from '../../src/domain/agreement.js';

const flag: Condition = { fact: 'flag', operator: 'equal', value: true };
const notFlag: Condition = { fact: 'flag', operator: 'equal', value: false };
const mode: Condition = { fact: 'mode', operator: 'in', value: ['day', 'night'] };
const normal = new NormalForm({ flagged: { all: [flag] } });
const same = (one: Condition, other: Condition) => normal.text(one) === normal.text(other);

describe('The normal form of a condition', () => {
  it('is the same for conditions that are the same by a law of logic', () => {
    expect(same({ all: [flag, mode] }, { all: [mode, { condition: 'flagged' }, flag] })).toBe(true);
    expect(same({ not: { all: [flag, mode] } }, { any: [{ not: mode }, { not: flag }] })).toBe(true);
    expect(same({ not: flag }, notFlag)).toBe(true);
    expect(same({ all: [flag, { any: [flag, mode] }] }, flag)).toBe(true);
    expect(same({ any: [{ any: [flag] }, { any: [mode, flag] }] }, { any: [mode, flag] })).toBe(true);
    expect(same(mode, { not: { fact: 'mode', operator: 'notIn', value: ['night', 'day'] } })).toBe(true);
  });

  it('knows which kinds of act a leaf means', () => {
    const classes: Condition = { fact: 'act.classes', operator: 'contains', value: 'territory' };
    expect(same(classes, { fact: 'act.kind', operator: 'equal', value: 'territorial-advance' })).toBe(true);
  });

  it('keeps apart what unknown facts keep apart', () => {
    expect(same({ any: [flag, { not: flag }] }, { any: [mode, { not: mode }] })).toBe(false);
    expect(same({ all: [flag, mode] }, { any: [flag, mode] })).toBe(false);
    expect(same(flag, notFlag)).toBe(false);
  });
});
