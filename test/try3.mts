import { compileRandom } from './helpers/random-rulebook.js';
import { judge } from '../src/engine/judge.js';
const clause = { text: 'paper', at: '1', says: 's' }, source = 's';
const make = (more: any = {}, groups: any[] = []) => compileRandom({
  groups: [{ id: 'a', kind: 'state', names: { en: ['A'] } }, { id: 'b', kind: 'state', names: { en: ['B'] } }, ...groups],
  zones: { type: 'FeatureCollection', features: [{ type: 'Feature', id: 'land', properties: { id: 'land', accuracyKm: 0 }, geometry: { type: 'Polygon', coordinates: [[[0,0],[2,0],[2,2],[0,2],[0,0]]] } }] },
  definition: { format: 1, id: 'x', title: { en: 'X' }, inForce: [{ from: '2020-01-01T00:00:00Z', source }], territory: { zone: 'land' }, texts: [{ id: 'paper', title: 'P', language: 'en' }],
    roles: { r1: [{ group: 'a', source }], r2: [{ group: 'b', source }] },
    terms: [{ id: 't', clause, binds: 'r1', protects: 'r2', forbids: { fact: 'act.classes', operator: 'contains', value: 'attack' } }],
    exceptions: [], readings: [{ id: 'text', accepts: [] }], ...more } } as any);
const inc = (more: any = {}) => ({ reportId: 'i', occurred: { from: '2020-01-05T00:00:00Z' }, kind: 'airstrike', candidates: [{ actor: 'a', target: 'b' }], place: { lon: 1, lat: 1, radiusKm: 0 }, ...more });
const show = (label: string, c: any, i: any) => { const v = judge(i, 'h', c.agreement, c.rulebook); console.log(label, v.outcome, v.readings.text!.possible, JSON.stringify(v.readings.text!.missing.map((m: any) => [m.fact, m.wouldBe])), JSON.stringify(v.readings.text!.presumed)); return v; };
// A: empty windows and throughout
const A = make({ roles: { r1: [{ listedBy: 'council', until: '2020-01-03T00:00:00Z', source }], r2: [{ group: 'b', source }] } }, [{ id: 'c', kind: 'state', names: { en: ['C'] }, listings: [{ by: 'council', from: '2020-01-06T00:00:00Z', source }] }]);
const siege = { occurred: { from: '2020-01-02T00:00:00Z', to: '2020-01-08T00:00:00Z', extent: 'throughout' }, candidates: [{ actor: 'c', target: 'b' }] };
show('A throughout, role until 3rd, listed from 6th:', A, inc(siege));
show('A within:', A, inc({ ...siege, occurred: { ...siege.occurred, extent: 'within' } }));
// B: membership open at the time, own entry closed
const ex = (when: any) => ({ exceptions: [{ id: 'e', kind: 'loophole', shields: ['t'], when }], readings: [{ id: 'text', accepts: ['e'] }] });
const mem = [{ id: 'n', kind: 'armed-group', names: { en: ['N'] } }, { id: 'm', kind: 'armed-group', names: { en: ['M'] }, memberOf: [{ group: 'n', from: '2020-01-05T00:00:00Z', source }] }];
const B = make(ex({ fact: 'coLocation.natures', params: { group: 'n' }, operator: 'contains', value: 'same-town' }), mem);
const co = [{ group: 'n', nature: 'same-building' }, { group: 'm', nature: 'same-town' }];
show('B interval:', B, inc({ coLocation: co, occurred: { from: '2020-01-04T00:00:00Z', to: '2020-01-06T00:00:00Z' } }));
show('B later end:', B, inc({ coLocation: co, occurred: { from: '2020-01-06T00:00:00Z' } }));
// C: distances
const C = make(ex({ fact: 'coLocation.distanceKm', params: { group: 'n' }, operator: 'lessThan', value: 2 }), [mem[0], { ...mem[1], memberOf: [{ group: 'n', source }] }]);
show('C own entry without distance:', C, inc({ coLocation: [{ group: 'n', nature: 'same-town' }, { group: 'm', distanceKm: 5 }] }));
show('C distance told:', C, inc({ coLocation: [{ group: 'n', nature: 'same-town', distanceKm: 1 }, { group: 'm', distanceKm: 5 }] }));
show('C one entry:', C, inc({ coLocation: [{ group: 'm', nature: 'same-town', distanceKm: 5 }] }));
const D = make(ex({ fact: 'coLocation.denied', params: { group: 'n' }, operator: 'equal', value: true }), [mem[0], mem[1]]);
show('D denied, membership open:', D, inc({ coLocation: [{ group: 'n' }, { group: 'm', deniedBy: ['x'] }], occurred: { from: '2020-01-04T00:00:00Z', to: '2020-01-06T00:00:00Z' } }));
show('D denied, end:', D, inc({ coLocation: [{ group: 'n' }, { group: 'm', deniedBy: ['x'] }], occurred: { from: '2020-01-06T00:00:00Z' } }));
// E: presumed true, acceptance unknown
const E = make({ vocabulary: [{ name: 'flag', type: 'boolean', meaning: 'f' }, { name: 'ok', type: 'boolean', meaning: 'f' }], exceptions: [{ id: 'e', kind: 'loophole', shields: ['t'], when: { fact: 'flag', operator: 'equal', value: true } }],
  readings: [{ id: 'text', accepts: [{ exception: 'e', when: { fact: 'ok', operator: 'equal', value: true } }], presumes: [{ exception: 'e', is: true, why: 'w' }] }] });
show('E nothing known:', E, inc());
show('E acceptance false:', E, inc({ facts: { ok: false } }));
// F: order of keys inside a presumption's condition
const F = (when: any) => make({ exceptions: [{ id: 'e', kind: 'loophole', shields: ['t'], when: { fact: 'response.toAttack', operator: 'equal', value: true } }],
  readings: [{ id: 'text', accepts: ['e'] }, { id: 'two', accepts: ['e'], presumes: [{ exception: 'e', is: false, unless: when, why: 'w' }] }] });
for (const when of [{ fact: 'claims.kinds', operator: 'contains', value: 'self-defence' }, { value: 'self-defence', operator: 'contains', fact: 'claims.kinds' }]) console.log('F', JSON.stringify(show('F', F(when), inc()).partedBy));
// G: irrelevant presumption named
const G = make({ vocabulary: [{ name: 'flag', type: 'boolean', meaning: 'f' }], terms: [{ id: 't', clause, binds: 'r1', protects: 'r2', forbids: { fact: 'act.classes', operator: 'contains', value: 'attack' } }, { id: 'u', clause, binds: 'r1', protects: 'r2', forbids: { fact: 'act.kind', operator: 'equal', value: 'looting' } }],
  exceptions: [{ id: 'e', kind: 'loophole', shields: ['t'], when: { fact: 'flag', operator: 'equal', value: true } }, { id: 'irrelevant', kind: 'loophole', shields: ['u'], when: { fact: 'flag', operator: 'equal', value: true } }],
  readings: [{ id: 'text', accepts: ['e', 'irrelevant'], presumes: [{ exception: 'e', is: false, why: 'w' }, { exception: 'irrelevant', is: true, why: 'w' }] }] });
show('G', G, inc());
