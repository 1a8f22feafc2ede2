import { afterAll, beforeAll, expect, it } from 'vitest';
import { SCOPES, type Scope } from '../../src/domain/access.js';
import { endpoints } from '../../src/http/contract.js';
import type { Keyed } from '../helpers/asked-with-keys.js';
import { questionsOf } from '../helpers/every-question.js';
import { report } from '../helpers/service.js';
import { differing, makeSide, type Side, verdictsOf } from '../helpers/two-records.js';

/**
 * Two records of the same acts, reported by others, in other words and with other evidence: whoever may not read reports gets
 * the same answers from both, up to the ids. So nothing tells who reported, nor that there is something to be read.
 */

const CALLERS: readonly (readonly Scope[])[] = [
  ['verdicts:read', 'rules:read'],
  ['verdicts:read', 'locations:exact', 'incidents:write'],
  SCOPES.filter((scope) => scope !== 'incidents:read'),
];

const hash = (letter: string) => letter.repeat(64);

/** What a plain reporter leaves out, and a talkative one says. No rule reads any of it. */
const words = {
  sources: [{ name: 'Hasan', url: 'https://example.org/hasan', kind: 'interview', reliability: 'A', credibility: 2 }],
  evidence: [{ uri: 'https://example.org/video', sha256: hash('a'), kind: 'video', note: 'from the roof' }],
  facts: { houseOfHasan: 'third', hasanSaw: true },
  response: { trigger: 'a shot from the mill' },
  access: { items: ['insulin for Hasan'] },
  notes: 'Hasan saw it from his roof.',
};

const reports = (side: 0 | 1): Record<string, unknown>[] =>
  [0, 1].map((index) =>
    report({
      reportId: side === 0 ? `r-${index}` : `of-hasan-${index}`,
      event: side === 0 ? `e-${index}` : `the-roof-of-hasan-${index}`,
      occurred: { from: `2016-03-${10 + index}T11:15:00+02:00` },
      claims: [{ by: 'russia', kind: 'denial', ...(side === 0 ? {} : { text: 'as Hasan heard it' }) }],
      candidates: [
        {
          actor: 'russian-aerospace-forces',
          target: 'jaish-al-islam',
          grade: 'likely',
          // That only somebody asserts it counts for the ledger; who does, does not.
          ...(side === 0 ? { assertedBy: ['x'] } : { assertedBy: ['Hasan'], facts: { seenByHasan: true } }),
        },
      ],
      ...(side === 0 ? { facts: { a: 1 } } : words),
    }),
  );

let sides: readonly [Side, Side];
beforeAll(async () => {
  sides = [await sideOf(0), await sideOf(1)];
});
afterAll(() => Promise.all(sides.map(({ keyed }) => keyed.close())));

const sideOf = (side: 0 | 1): Promise<Side> => makeSide(CALLERS, (keyed) => filled(keyed, side));

/** The same steps on both sides: a correction, a piece of evidence, a redaction, what people said of it. */
async function filled(keyed: Keyed, side: 0 | 1): Promise<string[]> {
  const [name, said] = side === 0 ? ['sender', 'x'] : ['Hasan', 'as Hasan asked on the telephone'];
  const key = await keyed.key(name, SCOPES);
  const incidents: string[] = [];
  let event = '';
  for (const each of reports(side)) {
    const sent = (await keyed.post(key, '/v1/incidents', each)).incident as { id: string; event: string };
    incidents.push(sent.id);
    event = sent.event;
  }
  const [first, last] = incidents;
  const corrected = { ...reports(side)[0], harm: { killed: 3 } };
  await keyed.post(key, `/v1/incidents/${first}/corrections?reason=${encodeURIComponent(said)}`, corrected);
  const photo = { uri: `https://example.org/${side}`, sha256: hash('b'), kind: 'photo', note: said };
  await keyed.post(key, `/v1/incidents/${last}/evidence`, photo);
  const [gone] = Object.keys(reports(side)[1]?.facts as object);
  await keyed.post(key, `/v1/incidents/${last}/redactions`, { pointers: [`/facts/${gone}`], reason: said });
  const statement = { by: side === 0 ? 'a body' : 'Hasan', at: '2016-04-01T00:00:00Z', text: said };
  await keyed.post(key, `/v1/events/${event}/determinations`, { ...statement, finding: 'violation' });
  await keyed.post(key, `/v1/events/${event}/replies`, { ...statement, kind: 'denial' });
  return incidents;
}

it('every question is answered the same on both sides', async () => {
  const verdicts = await Promise.all(sides.map(verdictsOf));
  for (const caller of CALLERS.keys()) {
    const asked = (side: Side) => {
      const ids = {
        incidents: side.incidents,
        verdicts: verdicts[sides.indexOf(side)] ?? [],
        events: side.incidents.map((id) => id.replace('inc_', 'evt_')),
        links: [],
        evidence: [],
        rulebooks: [side.keyed.service.shipped.hash],
      };
      const reading = endpoints.filter(({ operation }) => operation.method === 'get' && operation.id !== 'getMetrics');
      const ofReports = reading.filter(
        ({ operation }) => operation.shows !== 'nothing' || operation.tag === 'verdicts',
      );
      return questionsOf(ofReports, ids, {});
    };
    expect(await differing(sides, caller, asked)).toEqual([]);
  }
});
