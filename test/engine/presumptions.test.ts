import { describe, expect, it } from 'vitest';
import { secondOpinion } from '../../src/engine/second-opinion.js';
import { ATTACK, clause, report, source, textOf, tiny } from './support/tiny.js';

const FLAG = { fact: 'flag', operator: 'equal', value: true };
const shielding = (id: string, term: string) => ({ id, kind: 'loophole' as const, shields: [term], when: FLAG });

describe('A presumption (S10)', () => {
  const burden = tiny({
    exceptions: [shielding('e', 'ban')],
    readings: [
      { id: 'text', accepts: ['e'], presumes: [{ exception: 'e', is: false, why: 'whoever pleads it must show it' }] },
    ],
  });

  it('fills an unknown and is named, with what it would be otherwise', () => {
    const found = textOf(burden);
    expect([
      found.outcome,
      found.presumed[0]?.exception,
      found.missing.map(({ fact, wouldBe }) => [fact, wouldBe]),
    ]).toEqual(['violation', 'e', [['exception:e', ['exempt']]]]);
  });

  it('gives way to what is known, and is then not named', () => {
    expect(
      [true, false].map((flag) => [
        textOf(burden, { facts: { flag } }).outcome,
        textOf(burden, { facts: { flag } }).presumed,
      ]),
    ).toEqual([
      ['exempt', []],
      ['violation', []],
    ]);
  });

  it('is not named when the outcome did not rest on it', () => {
    const book = tiny({
      terms: [
        { id: 'ban', clause, binds: 'side', protects: 'shielded', forbids: ATTACK },
        {
          id: 'other',
          clause,
          binds: 'side',
          protects: 'shielded',
          forbids: { fact: 'act.kind', operator: 'equal', value: 'looting' },
        },
      ],
      exceptions: [shielding('e', 'ban'), shielding('elsewhere', 'other')],
      readings: [
        {
          id: 'text',
          accepts: ['e', 'elsewhere'],
          presumes: [
            { exception: 'e', is: false, why: 'w' },
            { exception: 'elsewhere', is: true, why: 'w' },
          ],
        },
      ],
    });
    expect(textOf(book).presumed.map(({ exception }) => exception)).toEqual(['e']);
  });

  it('holds an exception that is accepted under a condition nobody knows, in both engines', async () => {
    const book = tiny({
      exceptions: [shielding('e', 'ban')],
      readings: [
        {
          id: 'text',
          accepts: [{ exception: 'e', when: { fact: 'agreed', operator: 'equal', value: true } }],
          presumes: [{ exception: 'e', is: true, why: 'w' }],
        },
      ],
    });
    expect(textOf(book).outcome).toBe('exempt');
    const [opinion] = await secondOpinion(report(), book.agreement, book.rulebook);
    expect(opinion?.agrees).toBe(true);
  });
});

describe('A role that was listed and ended before it began', () => {
  it('was never held, by a lasting act or any other (S4)', () => {
    const book = tiny(
      {
        roles: {
          side: [{ listedBy: 'council', until: '2020-01-03T00:00:00Z', source }],
          shielded: [{ group: 'b', source }],
        },
      },
      [
        {
          id: 'c',
          kind: 'state',
          names: { en: ['c'] },
          listings: [{ by: 'council', from: '2020-01-06T00:00:00Z', source }],
        },
      ],
    );
    const outcomes = (['within', 'throughout'] as const).map(
      (extent) =>
        textOf(book, {
          occurred: { from: '2020-01-02T00:00:00Z', to: '2020-01-08T00:00:00Z', extent },
          candidates: [{ actor: 'c', target: 'b' }],
        }).outcome,
    );
    expect(outcomes).toEqual(['out_of_scope', 'out_of_scope']);
  });
});
