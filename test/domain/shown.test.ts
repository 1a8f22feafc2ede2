import { beforeAll, describe, expect, it } from 'vitest';
import { differencesBetween } from '../../src/domain/differences.js';
import { type Incident, incidentSchema } from '../../src/domain/incident.js';
import { shown, shownToSender } from '../../src/domain/shown.js';
import { isLocating } from '../../src/domain/shown-reasons.js';
import {
  LEAST_VIEW,
  type View,
  viewOf,
  WHOLE_VIEW,
  WITHHELD_PLACE,
  WITHHELD_WORD,
} from '../../src/domain/shown-view.js';
import type { Judgement } from '../../src/domain/verdict.js';
import { judge } from '../../src/engine/judge.js';
import { FACTS } from '../../src/engine/vocabulary.js';
import { report, shippedRulebook } from '../helpers/service.js';

const NO_PLACES: View = { reports: true, exact: false };
const NO_REPORTS: View = { reports: false, exact: true };

let verdict: Judgement;
let incident: Incident;
beforeAll(async () => {
  const rulebook = await shippedRulebook();
  const agreement = rulebook.agreements.get('syria-2016');
  if (agreement === undefined) throw new Error('the rules have no syria-2016');
  incident = incidentSchema.parse(report({ claims: [{ by: 'russia', kind: 'target', target: 'al-nusra' }] }));
  verdict = judge(incident, 'sha256:x', agreement, rulebook);
});

const pointers = (view: View) => differencesBetween(shown(verdict, view), verdict).map(({ pointer }) => pointer);

describe('a verdict', () => {
  it('is the very same object to who may see all', () => {
    expect(shown(verdict, WHOLE_VIEW)).toBe(verdict);
    expect(shownToSender(verdict, WHOLE_VIEW)).toBe(verdict);
  });

  it('lacks the id and the hash of the report without incidents:read, and nothing else', () => {
    expect(pointers(NO_REPORTS).sort()).toEqual(['/incident/hash', '/incident/reportId']);
  });

  it('lacks the hash and the values of leaves about the place without locations:exact, and nothing else', () => {
    const changed = pointers(NO_PLACES);
    expect(changed).toContain('/incident/hash');
    const values = changed.filter((pointer) => pointer !== '/incident/hash');
    expect(values.length).toBeGreaterThan(0);
    for (const pointer of values) expect(pointer).toMatch(/^\/readings\/.*\/is(\/(lon|lat|radiusKm|withheld))?$/);
    const [leaf] = (shown(verdict, NO_PLACES).readings.text?.candidates[0]?.because ?? []).filter(
      (reason) => 'fact' in reason && reason.fact === 'place',
    );
    expect(leaf).toMatchObject({ is: WITHHELD_PLACE, truth: 'true' });
  });

  it('keeps every reading, whatever it is called, and the parameters of facts', () => {
    const least = shown(verdict, LEAST_VIEW);
    expect(Object.keys(least.readings)).toEqual(Object.keys(verdict.readings));
    const leaf = { fact: 'claims.kinds', params: { by: 'russia' }, operator: 'contains', is: [] };
    expect(shown(leaf, LEAST_VIEW)).toEqual(leaf);
  });
});

describe('facts of the vocabulary', () => {
  it('are withheld where they are measured from the place, and only there', () => {
    const all = [...FACTS.keys(), 'place'].filter(isLocating).sort();
    expect(all).toEqual(['coLocation.distanceKm', 'place', 'place.distanceKm', 'presence.distanceKm']);
  });

  it('that an agreement declares are withheld by what their names say, but for yes and no', () => {
    const leaf = (fact: string, is: unknown) => ({ fact, operator: 'equal', value: 1, is, truth: 'true', from: 'x' });
    const is = (fact: string, value: unknown) => shown(leaf(fact, value), NO_PLACES).is;
    expect(is('distanceFromTheLine', 3)).toEqual(WITHHELD_PLACE);
    expect(is('lineKm', { min: 1, max: 2 })).toEqual(WITHHELD_PLACE);
    expect(is('coordinatesDeclared', true)).toBe(true);
    expect(is('place.distanceKm', null)).toBeNull();
  });

  it('tell of the zones of a place the one that is asked for: others would say where in the cell it lies', () => {
    const is = (asked: string, zones: unknown) =>
      shown({ fact: 'place.zones', operator: 'contains', value: asked, is: zones, truth: 'x', from: 'x' }, NO_PLACES)
        .is;
    expect(is('syria', ['hospital', 'syria'])).toEqual(['syria']);
    expect(is('syria', ['hospital'])).toEqual([]);
    expect(is('syria', { certain: ['syria'], possible: ['hospital', 'syria'] })).toEqual(['syria']);
    expect(is('syria', { certain: ['hospital'], possible: ['hospital', 'syria'] })).toEqual({
      certain: [],
      possible: ['syria'],
    });
    expect(is('syria', { certain: [], possible: ['hospital'] })).toEqual([]);
    expect(is('syria', null)).toBeNull();
  });

  it('are shown without incidents:read only as far as they are no words of the reporter but those of the rule', () => {
    const is = (fact: string, value: unknown, asked: unknown = 'food') =>
      shown({ fact, operator: 'equal', value: asked, is: value, truth: 'false', from: 'x' }, NO_REPORTS).is;
    expect(is('access.items', ['food'])).toEqual(['food']);
    expect(is('access.items', ['food', 'insulin for Hasan'])).toEqual(WITHHELD_WORD);
    expect(is('seenBy', 'Hasan')).toEqual(WITHHELD_WORD);
    expect(is('seenBy', { certain: ['Hasan'], possible: 'anything' })).toEqual(WITHHELD_WORD);
    expect(is('seenBy', 'radar', ['radar', 'spotter'])).toBe('radar');
    expect(is('sortieRecorded', true)).toBe(true);
    expect(is('shells', { min: 3 }, 2)).toEqual({ min: 3 });
    expect(is('happened', 'disproved', 'disproved')).toBe('disproved');
    expect(is('act.kind', 'airstrike', ['shelling'])).toBe('airstrike');
    expect(is('struck.holderGroups', ['hnc'], 'al-nusra')).toEqual(['hnc']);
    expect(shown({ fact: 'seenBy', operator: 'equal', value: 'x', is: 'Hasan' }, NO_PLACES).is).toBe('Hasan');
  });
});

describe('a report', () => {
  const document = () => ({ id: 'inc_1', reporter: 'one', event: 'evt_1', report: incident, reason: 'because' });

  it('shows nothing but what it tells of the act without incidents:read', () => {
    const secret = { ...incident, notes: 'n', facts: { own: 'x' }, unheardOf: 'a field of tomorrow' };
    const seen = shown({ ...document(), report: secret }, NO_REPORTS);
    expect(Object.keys(seen)).toEqual(['id', 'report']);
    expect(Object.keys(seen.report).sort()).toEqual(['candidates', 'claims', 'happened', 'kind', 'occurred', 'place']);
  });

  it('is whole to who sent it, but for what ties it to others', () => {
    const own = viewOf({ reporter: 'one', scopes: new Set(['incidents:write']) });
    const sent = { ...document(), possibleDuplicateOf: [{ incident: 'inc_2', reporter: 'two' }] };
    expect(shown(sent, own)).toEqual(document());
    expect(shown({ ...sent, reporter: 'two' }, own)).not.toHaveProperty('reason');
    expect(shown(sent, viewOf({ reporter: 'one', scopes: new Set(['verdicts:read']) }))).not.toHaveProperty('reason');
  });

  it('is answered to its sender with its warnings and verdicts whole, without those that speak of other reports', () => {
    const own = viewOf({ reporter: 'one', scopes: new Set(['incidents:write']) });
    const warnings = [
      { pointer: '/place/name', code: 'place-ambiguous', detail: 'lon 36.602' },
      { pointer: '', code: 'possible-duplicate', detail: '1.3 km apart' },
    ];
    const answer = { incident: document(), verdicts: [verdict], warnings, revision: 3 };
    expect(shown(answer, own)).toEqual({ ...answer, warnings: warnings.slice(0, 1) });
    const others = shown({ ...answer, incident: { ...document(), reporter: 'two' } }, own);
    expect(JSON.stringify(others)).not.toMatch(/36\.602|apart|SNHR/);
  });
});

describe('what is beside a report', () => {
  it('and was redacted is told to who sent the report as far as it is theirs', () => {
    const own = viewOf({ reporter: 'one', scopes: new Set(['incidents:write']) });
    const redactions = [
      { part: 'report', version: 1, pointer: '/notes', by: 'staff', reason: 'asked for', before: 'sha256:1' },
      { part: 'record', subject: 'evd_1', pointer: '/note', by: 'staff', reason: 'asked for' },
    ];
    const { incident } = shown({ incident: { reporter: 'one' }, redactions }, own);
    expect(incident).toEqual({ reporter: 'one' });
    expect(shown({ incident: { reporter: 'one' }, redactions }, own).redactions).toEqual([
      { part: 'report', version: 1, pointer: '/notes', reason: 'asked for', before: 'sha256:1' },
    ]);
    expect(shown({ incident: { reporter: 'one' }, redactions: redactions.slice(1) }, own)).toEqual({ incident });
    expect(shown({ redactions }, NO_REPORTS)).toEqual({});
    expect(JSON.stringify(shown({ redactions }, NO_PLACES))).not.toContain('sha256');
  });

  it('has its coordinates made coarse under whatever name it comes', () => {
    const seen = shown({ somewhere: { lon: 36.602, lat: 35.374, title: 'x' } }, LEAST_VIEW);
    expect(seen.somewhere).toEqual({ title: 'x', lon: 36.65, lat: 35.35, coarse: true });
  });

  it('tells of replays only where something differs', () => {
    const replay = { differences: [{ pointer: '/verdict/x', detail: 'is missing', expected: 1, got: 'secret' }] };
    expect(shown(replay, NO_PLACES)).toEqual({ differences: [{ pointer: '/verdict/x', detail: 'is missing' }] });
    expect(shown({ differences: ['exception:x'] }, LEAST_VIEW)).toEqual({ differences: ['exception:x'] });
  });

  it('keeps of sources the licences that anybody may print', () => {
    const sources = [
      { name: 'ACLED', licence: 'CC BY-NC 4.0' },
      { name: 'A', licence: 'by courtesy of A' },
      { name: 'B', licence: 'CC BY-NC 4.0' },
    ];
    expect(shown({ sources }, NO_REPORTS)).toEqual({ sources: [{ licence: 'CC BY-NC 4.0' }] });
  });
});
