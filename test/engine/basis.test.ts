import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Agreement, Condition } from '../../src/domain/agreement.js';
import type { Incident } from '../../src/domain/incident.js';
import { basesOf } from '../../src/engine/basis.js';
import { reconsider } from '../../src/engine/reconsider.js';
import { situationOf } from '../../src/engine/situation.js';
import { compileRandom } from '../helpers/random-rulebook.js';
import { judgedBy, randomBatch } from './support/pair.js';
import { group, report, source, tiny, verdictOf } from './support/tiny.js';

const FLAG: Condition = { fact: 'flag', operator: 'equal', value: true };
const NEAR: Condition = {
  fact: 'coLocation.natures',
  params: { group: 'n' },
  operator: 'contains',
  value: 'same-town',
};
const why = 'because';

type Reading = Agreement['readings'][number];
const shield = (id: string, when: Condition) => ({ id, kind: 'loophole' as const, shields: ['ban'], when });
const book = (exceptions: Agreement['exceptions'], reading: Partial<Reading> = {}) => {
  const accepts = (exceptions ?? []).map(({ id }) => id);
  return tiny({ exceptions, readings: [{ id: 'text', accepts, ...reading }] }, [
    group('n'),
    group('m', { memberOf: [{ group: 'n', source }] }),
  ]);
};
const basesIn = (made: ReturnType<typeof tiny>, changes: Partial<Incident> = {}) =>
  Object.fromEntries(
    basesOf(
      reconsider(verdictOf(made, changes), situationOf(report(changes), made.rulebook.registry), made.rulebook)
        .liftings,
    ).get('text') ?? [],
  );

describe('What a lifting rests on', () => {
  it('is established where the report gives it as found, and absent where nothing was lifted', () => {
    const made = book([shield('e', FLAG)]);
    expect([
      basesIn(made, { facts: { flag: true } }),
      basesIn(made, { facts: { flag: false } }),
      basesIn(made),
    ]).toEqual([{ e: 'established' }, {}, {}]);
  });

  it('is presumed where the reading presumes the exception or a fact it rests on', () => {
    const exception = book([shield('e', FLAG)], { presumes: [{ exception: 'e', is: true, why }] });
    const fact = book([shield('e', FLAG)], { presumes: [{ fact: 'flag', is: true, why }] });
    const party = book([shield('e', { fact: 'target.groups', operator: 'contains', value: 'n' })], {
      presumes: [{ fact: 'target.id', is: 'm', why }],
      roles: { shielded: { with: ['n'] } },
    });
    expect(basesIn(exception)).toEqual({ e: 'presumed' });
    expect(basesIn(fact)).toEqual({ e: 'presumed' });
    expect(basesIn(party, { candidates: [{ actor: 'a' }] })).toEqual({ e: 'presumed' });
  });

  it('is established where what is presumed is also known', () => {
    const made = book([shield('e', FLAG)], { presumes: [{ exception: 'e', is: true, why }] });
    expect(basesIn(made, { facts: { flag: true } })).toEqual({ e: 'established' });
  });

  it('is presumed where only a presumption keeps a limit from defeating it, though the outcome is the same without', () => {
    const limit = { id: 'l', kind: 'limit' as const, defeats: ['e'], when: { ...FLAG, fact: 'agreed' } as Condition };
    const made = book([shield('e', FLAG), shield('f', FLAG), limit], {
      presumes: [{ exception: 'l', is: false, why }],
    });
    expect(verdictOf(made, { facts: { flag: true } }).readings.text?.presumed).toEqual([]);
    expect(basesIn(made, { facts: { flag: true } })).toEqual({ e: 'presumed', f: 'established' });
    expect(basesIn(made, { facts: { flag: true, agreed: false } })).toEqual({ e: 'established', f: 'established' });
  });

  it('is presumed where the term covers the act only because of who is presumed to have acted', () => {
    const made = book([shield('e', FLAG)], { presumes: [{ fact: 'actor.id', is: 'a', why }] });
    expect(basesIn(made, { facts: { flag: true }, candidates: [{ target: 'b' }] })).toEqual({ e: 'presumed' });
  });

  it('is asserted where a co-location rests on a party’s word alone', () => {
    const made = book([shield('e', NEAR)]);
    const own = { group: 'n', nature: 'same-town' as const };
    const asserted = { ...own, assertedBy: ['a'] };
    expect(basesIn(made, { coLocation: [own] })).toEqual({ e: 'established' });
    expect(basesIn(made, { coLocation: [asserted] })).toEqual({ e: 'asserted' });
    expect(basesIn(made, { coLocation: [asserted, { ...own, group: 'm' }] })).toEqual({ e: 'established' });
  });

  it('is asserted where it needs a claim to have been made, not where it needs that none was', () => {
    const claimed: Condition = { fact: 'claims.kinds', operator: 'contains', value: 'denial' };
    const claims = [{ by: 'a', kind: 'denial' as const }];
    expect(basesIn(book([shield('e', claimed)]), { claims })).toEqual({ e: 'asserted' });
    expect(basesIn(book([shield('e', { any: [claimed, FLAG] })]), { claims, facts: { flag: true } })).toEqual({
      e: 'established',
    });
    const unclaimed: Condition = { not: { fact: 'claims.kinds', operator: 'contains', value: 'mistake' } };
    expect(basesIn(book([shield('e', unclaimed)]), { claims })).toEqual({ e: 'established' });
  });

  it('is asserted where the candidate itself is', () => {
    const candidates = [{ actor: 'a', target: 'b', assertedBy: ['somebody'] }];
    expect(basesIn(book([shield('e', FLAG)]), { facts: { flag: true }, candidates })).toEqual({ e: 'asserted' });
  });

  it('is the weakest over the candidates that vote', () => {
    const made = book([shield('e', FLAG)], { presumes: [{ fact: 'flag', is: true, why }] });
    const [known, open] = [
      { actor: 'a', target: 'b', facts: { flag: true } },
      { actor: 'a', target: 'b' },
    ];
    expect(basesIn(made, { candidates: [known, open] })).toEqual({ e: 'presumed' });
    expect(basesIn(made, { candidates: [known, { ...open, grade: 'unlikely' }] })).toEqual({ e: 'established' });
  });
});

describe('Over random rulebooks and incidents', () => {
  it('every exception that lifted has a basis, and only those; without presumptions none is presumed', async () => {
    fc.assert(
      fc.property(randomBatch(8), ({ book: made, incidents }) => {
        const plain = {
          ...made,
          definition: {
            ...made.definition,
            readings: made.definition.readings.map((each) => ({ ...each, presumes: [] })),
          },
        };
        for (const each of [made, plain]) {
          const { rulebook } = compileRandom(each, false);
          for (const incident of incidents) {
            const verdict = judgedBy(each, incident);
            const bases = basesOf(reconsider(verdict, situationOf(incident, rulebook.registry), rulebook).liftings);
            for (const [id, { candidates }] of Object.entries(verdict.readings)) {
              const lifted = candidates
                .filter(({ votes }) => votes)
                .flatMap(({ terms }) => terms.filter(({ state }) => state === 'lifted'))
                .flatMap(({ lifting }) => lifting.filter(({ holds }) => holds === 'true').map((held) => held.id));
              expect([...(bases.get(id)?.keys() ?? [])].sort()).toEqual([...new Set(lifted)].sort());
              if (each === plain) expect([...(bases.get(id)?.values() ?? [])]).not.toContain('presumed');
            }
          }
        }
      }),
      { numRuns: 40, seed: 20160227 },
    );
  });
});
