import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Scope } from '../../src/domain/access.js';
import { cellOf } from '../../src/domain/place-cell.js';
import { endpoints } from '../../src/http/contract.js';
import { questionsOf } from '../helpers/every-question.js';
import { report } from '../helpers/service.js';
import { differing, makeSide, type Side, sendingJson, verdictsOf } from '../helpers/two-records.js';

/**
 * Two records that are the same but for where in its cell each place lies: whoever may not know exact places gets the same
 * answers from both, whatever they ask and whatever they send, up to the ids. So nothing tells more of a place than its cell.
 */

type Point = readonly [lon: number, lat: number];
/** Each pair in one cell: corner and corner, edge and middle, next to each other. */
const PAIRS: readonly (readonly [Point, Point])[] = [
  [
    [36.6000001, 35.3000001],
    [36.6999999, 35.3999999],
  ],
  [
    [37.1, 36.2],
    [37.15, 36.25],
  ],
  [
    [38.4321, 35.7654],
    [38.4322, 35.7653],
  ],
];

const reports = (side: 0 | 1): Record<string, unknown>[] =>
  PAIRS.map(([a, b], index) => {
    const [lon, lat] = side === 0 ? a : b;
    return report({
      reportId: `r-${index}`,
      occurred: { from: `2016-03-${10 + index}T11:15:00+02:00`, to: `2016-03-${10 + index}T11:45:00+02:00` },
      place: { name: 'A village', lon, lat, pcode: 'SY0502', ...(index === 2 ? {} : { radiusKm: index + 1 }) },
      claims: [{ by: 'russia', kind: 'denial', place: { lon, lat, radiusKm: 1 } }],
    });
  });

/** Boxes whose edges run over and between the two places of each pair. */
const boxes = PAIRS.flatMap(([[ax, ay], [bx, by]]) => {
  const [x, y] = [(ax + bx) / 2, (ay + by) / 2];
  return [
    [ax, ay, ax, ay],
    [bx, by, bx, by],
    [ax - 1, ay - 1, x, y],
    [x, y, bx + 1, by + 1],
    [ax - 1, y, bx + 1, by + 1],
    [x, ay - 1, bx + 1, by + 1],
    [bx + 1, ay - 1, x, by + 1],
    [x, ay - 1, ax - 1, by + 1],
  ].map((box) => `bbox=${box.map((each) => Number(each.toFixed(7))).join(',')}`);
});

const CALLERS: readonly (readonly Scope[])[] = [
  ['verdicts:read', 'incidents:write'],
  ['verdicts:read', 'incidents:read', 'incidents:write', 'rules:read', 'rules:publish', 'admin'],
];

let sides: readonly [Side, Side];

beforeAll(async () => {
  sides = [await sideOf(0), await sideOf(1)];
});
afterAll(() => Promise.all(sides.map(({ keyed }) => keyed.close())));

const sideOf = (side: 0 | 1): Promise<Side> =>
  makeSide(CALLERS, async (keyed) => {
    const sender = await keyed.key('sender', ['incidents:write']);
    const incidents: string[] = [];
    for (const each of reports(side)) {
      const { incident } = await keyed.post(sender, '/v1/incidents', each);
      incidents.push((incident as { id: string }).id);
    }
    return incidents;
  });

const bothAnswer = (caller: number, asked: (side: Side) => Parameters<Side['keyed']['ask']>[1][]) =>
  differing(sides, caller, asked);

it('the places of each pair are in one cell, and are not the same', () => {
  for (const [a, b] of PAIRS) {
    expect(cellOf(...a)).toEqual(cellOf(...b));
    expect(a).not.toEqual(b);
  }
});

it('a box that is moved over a cell finds the same on both sides, in lists and exports', async () => {
  const paths = ['/v1/verdicts', '/v1/verdicts.csv', '/v1/verdicts.geojson', '/v1/verdicts.ndjson'];
  const questions = boxes.flatMap((box, index) => {
    const path = paths[index % paths.length];
    return [`/v1/verdicts?limit=1&${box}`, `${path}?${box}`].map((each) => ({ path: each, accept: '*/*' }));
  });
  expect(await bothAnswer(0, () => questions)).toEqual([]);
  const exact = await sides[0].keyed.key('exact', ['verdicts:read', 'locations:exact']);
  const counts = new Set<number>();
  for (const { path } of questions.filter((each) => each.path.startsWith('/v1/verdicts?limit'))) {
    const { text } = await sides[0].keyed.ask(exact, { path, accept: 'application/json' });
    counts.add(JSON.parse(text).items.length);
  }
  expect(counts, 'the boxes part what exact keys find').toEqual(new Set([0, 1]));
});

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
      const reading = endpoints.filter(({ operation }) => operation.method === 'get');
      // Rules hold no reports, and the service's own state tells when its folder was read.
      const ofReports = reading.filter(
        ({ operation }) => operation.shows !== 'nothing' || operation.tag === 'verdicts',
      );
      return questionsOf(ofReports, ids, {});
    };
    expect(await bothAnswer(caller, asked)).toEqual([]);
  }
});

it('a report that is sent to measure is answered the same on both sides, corrected and withdrawn too', async () => {
  const lines = (body: unknown) => ({
    accept: 'application/x-ndjson',
    body: { type: 'application/x-ndjson', text: `${JSON.stringify(body)}\n` },
  });
  for (const caller of CALLERS.keys())
    for (const [index, [[lon, lat]]] of PAIRS.entries()) {
      const probe = { ...reports(0)[index], reportId: `probe-${caller}-${index}`, place: { lon, lat, radiusKm: 0 } };
      // First, since whatever is sent after it is near it.
      const batch = { path: '/v1/incidents/batch', ...lines({ ...probe, reportId: `${probe.reportId}-batch` }) };
      expect(await bothAnswer(caller, () => [batch])).toEqual([]);
      expect(await bothAnswer(caller, () => [{ path: '/v1/incidents', ...sendingJson(probe) }])).toEqual([]);
      const mine = await Promise.all(sides.map((side) => idOfReport(side, caller, probe.reportId)));
      const follow = (side: Side) => {
        const at = `/v1/incidents/${mine[sides.indexOf(side)]}`;
        return [
          { path: '/v1/incidents', ...sendingJson(probe) },
          { path: at, accept: 'application/json' },
          { path: `${at}/corrections`, ...sendingJson({ ...probe, place: { lon: lon + 3, lat, radiusKm: 0 } }) },
          { path: `${at}/corrections`, ...sendingJson({ ...probe, notes: 'nearer again' }) },
          { path: `${at}/withdrawal`, ...sendingJson({ reason: 'a probe' }) },
          { path: at, accept: 'application/json' },
          { path: '/v1/links', accept: 'application/json' },
        ];
      };
      expect(await bothAnswer(caller, follow)).toEqual([]);
    }
});

async function idOfReport({ keyed, keys }: Side, caller: number, reportId: string): Promise<string> {
  const path = `/v1/incidents?reportId=${reportId}`;
  const { text } = await keyed.ask(String(keys[caller]), { path, accept: 'application/json' });
  return JSON.parse(text).items[0].id;
}
