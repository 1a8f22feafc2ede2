import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { report } from '../helpers/service.js';
import { type BadInputBench, startBadInput } from './support/bad-input.js';

let bench: BadInputBench;
let expectRefusal: BadInputBench['expectRefusal'];
let send: BadInputBench['send'];
beforeAll(async () => {
  bench = await startBadInput();
  ({ expectRefusal, send } = bench);
});
afterEach(() => bench.expectNothingStored());
afterAll(() => bench.close());

const candidate = { actor: 'russia', target: 'jaish-al-islam' };

describe('a report that does not fit', () => {
  it.each<[string, unknown, readonly string[]]>([
    ['a list', [], ['']],
    ['null', null, ['']],
    ['a text', 'report', ['']],
    ['a number', 5, ['']],
    ['an empty object', {}, ['/reportId', '/occurred', '/kind', '/candidates']],
    ['a number as reportId', report({ reportId: 7 }), ['/reportId']],
    ['an empty reportId', report({ reportId: '' }), ['/reportId']],
    ['a reportId of 201 characters', report({ reportId: 'x'.repeat(201) }), ['/reportId']],
    ['a local time', report({ occurred: { from: '2016-03-09T11:15:00' } }), ['/occurred/from']],
    ['a date without a time', report({ occurred: { from: '2016-03-09' } }), ['/occurred/from']],
    ['the 30th of February', report({ occurred: { from: '2016-02-30T00:00:00Z' } }), ['/occurred/from']],
    ['a time in milliseconds', report({ occurred: { from: 1457514900000 } }), ['/occurred/from']],
    [
      'from after to',
      report({ occurred: { from: '2016-03-09T12:00:00Z', to: '2016-03-09T11:00:00Z' } }),
      ['/occurred'],
    ],
    [
      'an unknown extent',
      report({ occurred: { from: '2016-03-09T11:15:00Z', extent: 'always' } }),
      ['/occurred/extent'],
    ],
    ['a misspelled key', report({ ocurred: {} }), ['/ocurred']],
    ['an unknown key', report({ severity: 5 }), ['/severity']],
    ['an unknown key deep inside', report({ place: { lon: 1, lat: 1, radius: 5 } }), ['/place/radius']],
    ['an unknown kind', report({ kind: 'airstrikes' }), ['/kind']],
    ['an unknown kind among several', report({ kind: ['airstrike', 'bombardment'] }), ['/kind/1']],
    ['no kind', report({ kind: [] }), ['/kind']],
    ['a kind of a wrong type', report({ kind: 5 }), ['/kind']],
    ['latitude beyond the pole', report({ place: { lon: 36.6, lat: 91, radiusKm: 1 } }), ['/place/lat']],
    ['longitude beyond the date line', report({ place: { lon: 181, lat: 35, radiusKm: 1 } }), ['/place/lon']],
    ['longitude without latitude', report({ place: { lon: 36.6, radiusKm: 1 } }), ['/place']],
    ['coordinates as text', report({ place: { lon: '36.6', lat: '35.3' } }), ['/place/lon', '/place/lat']],
    ['a negative radius', report({ place: { lon: 36.6, lat: 35.3, radiusKm: -1 } }), ['/place/radiusKm']],
    ['a radius larger than the globe', report({ place: { lon: 36.6, lat: 35.3, radiusKm: 1e9 } }), ['/place/radiusKm']],
    ['swapped coordinates', report({ place: { lon: 35.374, lat: 36.602, radiusKm: 2 } }), ['/place']],
    ['no candidates', report({ candidates: [] }), ['/candidates']],
    ['candidates that are no list', report({ candidates: candidate }), ['/candidates']],
    ['a candidate that is a text', report({ candidates: ['russia'] }), ['/candidates/0']],
    ['51 candidates', report({ candidates: Array(51).fill(candidate) }), ['/candidates']],
    ['an unknown grade', report({ candidates: [{ ...candidate, grade: 'certain' }] }), ['/candidates/0/grade']],
    ['an unknown certainty', report({ happened: 'maybe' }), ['/happened']],
    ['an unknown attribution', report({ attribution: 'any' }), ['/attribution']],
    ['an unknown object', report({ struck: { objects: ['hospitals'] } }), ['/struck/objects/0']],
    ['civilian as text', report({ struck: { civilian: 'yes' } }), ['/struck/civilian']],
    ['an unknown weapon', report({ weapon: { class: 'nuke' } }), ['/weapon/class']],
    ['min above max', report({ harm: { killed: { min: 5, max: 2 } } }), ['/harm/killed']],
    ['fewer than none killed', report({ harm: { killed: -1 } }), ['/harm/killed']],
    ['a count as text', report({ harm: { killed: 'many' } }), ['/harm/killed']],
    ['an unknown claim', report({ claims: [{ by: 'russia', kind: 'lie' }] }), ['/claims/0/kind']],
    ['a claim of nobody', report({ claims: [{ kind: 'denial' }] }), ['/claims/0/by']],
    ['an unknown nature', report({ coLocation: [{ group: 'al-nusra', nature: 'near' }] }), ['/coLocation/0/nature']],
    ['a source without a name', report({ sources: [{ url: 'https://x' }] }), ['/sources/0/name']],
    ['a bad checksum', report({ sources: [{ name: 'x', sha256: 'abc' }] }), ['/sources/0/sha256']],
    ['a reliability of G', report({ sources: [{ name: 'x', reliability: 'G' }] }), ['/sources/0/reliability']],
    ['a credibility of 7', report({ sources: [{ name: 'x', credibility: 7 }] }), ['/sources/0/credibility']],
    [
      'a fact that is an object',
      report({ facts: { coordinatesDeclared: { yes: 1 } } }),
      ['/facts/coordinatesDeclared/yes'],
    ],
    ['a fact with a bad name', report({ facts: { 'a.b': true } }), ['/facts/a.b']],
    ['notes of 10,001 characters', report({ notes: 'x'.repeat(10_001) }), ['/notes']],
    ['many faults at once', report({ reportId: 1, kind: 'x', happened: 'y' }), ['/reportId', '/kind', '/happened']],
  ])('%s', async (_name, body, pointers) => {
    await expectRefusal({ body: JSON.stringify(body) }, 422, pointers);
    // A dry run refuses the same, with pointers into its own body.
    const inside = pointers.map((pointer) => `/incident${pointer}`);
    await expectRefusal({ path: '/v1/judgements', body: JSON.stringify({ incident: body }) }, 422, inside);
  });

  it('names the nearest key and the nearest kind', async () => {
    const { body } = await send({ body: JSON.stringify(report({ ocurred: {}, kind: 'airstrikes' })) });
    expect(body).toMatchObject({
      errors: [
        { pointer: '/kind', got: 'airstrikes', nearest: ['airstrike'] },
        { pointer: '/ocurred', nearest: ['occurred'] },
      ],
    });
  });
});

describe('a question that does not fit', () => {
  it.each<[string, unknown, number, readonly string[]]>([
    ['no incident', {}, 422, ['/incident']],
    ['agreements that are no list', { incident: report(), agreements: 'syria-2016' }, 422, ['/agreements']],
    ['no agreements', { incident: report(), agreements: [] }, 422, ['/agreements']],
    ['an unknown agreement', { incident: report(), agreements: ['minsk-1815'] }, 422, ['/agreements/0']],
    ['an unknown key', { incident: report(), agreement: 'syria-2016' }, 422, ['/agreement']],
  ])('%s', (_name, body, status, pointers) =>
    expectRefusal({ path: '/v1/judgements', body: JSON.stringify(body) }, status, pointers),
  );
});
