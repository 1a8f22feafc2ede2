import { describe, expect, it } from 'vitest';
import { type LoadedPlace, spellingsAsked, spellingsOf } from '../../src/domain/gazetteer.js';
import type { Place } from '../../src/domain/incident.js';
import { type GazetteerScope, keysAsked, lookUpPlace } from '../../src/domain/look-up-place.js';
import { type Hit, namesAsked } from '../../src/domain/match-place.js';

const place = (name: string, pcode: string, area: string, lon: number, lat: number, more = {}): LoadedPlace => ({
  key: pcode,
  name,
  names: [name],
  pcode,
  lon,
  lat,
  radiusKm: 5,
  area,
  codes: ['SY', area],
  country: 'SY',
  load: 'sha256:1',
  source: 'test',
  licence: null,
  ...more,
});

/** Real places of Syria, with OCHA's spellings and codes. */
const KAFR_ZEITA = place('Kafr Zeita', 'C3463', 'SY05', 36.602, 35.374);
const DUMA = place('Duma (Duma)', 'C2338', 'SY03', 36.405, 33.571);
const DUMA_HAMRA = place('Duma (Hamra)', 'C3076', 'SY05', 37.003, 35.34);
const DUMA_SHAQA = place('Duma (Shaqa)', 'C6236', 'SY13', 36.773, 32.852);
const HARIM = place('Harim', 'C4115', 'SY07', 36.519, 36.208);
const SHADDADAH = place('Shaddadah', 'C4446', 'SY08', 40.73, 36.06);
const ALL = [KAFR_ZEITA, DUMA, DUMA_HAMRA, DUMA_SHAQA, HARIM, SHADDADAH];
const SCOPE: GazetteerScope = { countries: new Set(['SY']), codes: new Set(ALL.flatMap(({ codes }) => codes)) };

/** What a store answers that holds these places. */
function hitsOf(asked: Place, places: readonly LoadedPlace[]): Hit[] {
  const keys = keysAsked(asked, namesAsked(asked).flatMap(spellingsAsked));
  return places.flatMap((each): Hit[] => [
    ...(keys.pcodes.includes(each.pcode ?? '') ? [{ place: each, spelling: undefined }] : []),
    ...spellingsOf(each)
      .filter(({ fold, skeleton }) => keys.folds.includes(fold) || keys.skeletons.includes(skeleton))
      .map((spelling) => ({ place: each, spelling })),
  ]);
}
const lookUp = (asked: Place, places = ALL, scope = SCOPE, zones?: (code: string) => readonly string[]) =>
  lookUpPlace(asked, hitsOf(asked, places), scope, zones);

describe('A report that names its place without coordinates', () => {
  it.each([
    [{ name: 'Kafr Zeita' }, 'name'],
    [{ name: 'KAFR  ZAITA town' }, 'name'],
    [{ name: 'Kafar Zita' }, 'transliterated'],
    [{ name: 'كفر زيتا' }, 'transliterated'],
    [{ name: 'مدينة كفر زيتا' }, 'transliterated'],
    [{ name: 'Кафр-Зита' }, 'transliterated'],
    [{ name: 'the market', names: ['Kafr Zeita'] }, 'name'],
    [{ pcode: 'C3463' }, 'pcode'],
    [{ name: 'The old mill', pcode: 'C3463' }, 'pcode'],
  ])('is given those of the one place that %j means', (asked, matched) => {
    const { added, warnings } = lookUp(asked);
    expect(warnings).toEqual([]);
    expect(added).toMatchObject({ by: 'gazetteer', matched, name: 'Kafr Zeita', load: 'sha256:1', area: 'SY05' });
    expect(added?.place).toMatchObject({ lon: 36.602, lat: 35.374, radiusKm: 5 });
    expect(added?.place.pcode).toBe('pcode' in asked ? undefined : 'C3463');
  });

  it('is given nothing where several places have the name, and is told all of them with their distances', () => {
    const { added, warnings } = lookUp({ name: 'Douma' });
    expect(added).toBeUndefined();
    expect(warnings).toMatchObject([{ code: 'place-ambiguous', pointer: '/place/name' }]);
    expect(warnings[0]?.nearest).toEqual(['C2338', 'C3076', 'C6236']);
    expect(warnings[0]?.detail).toMatch(
      /one of 3 places.*C2338 in SY03.*lon 36\.405.*C3076 in SY05.*204 km from the first/,
    );
  });

  it.each([
    { name: 'دوما', within: ['SY03'] },
    { name: 'Douma', within: ['SY03'] },
    { name: 'Duma', pcode: 'SY03' },
    { name: 'Duma', within: ['SY', 'SY03'] },
    { name: 'Duma', pcode: 'C2338' },
  ])('is given those of the one in the area it says: %j', (asked) => {
    expect(lookUp(asked).added?.name).toBe('Duma (Duma)');
  });

  it('is given nothing from outside the area it says', () => {
    expect(lookUp({ name: 'Kafr Zeita', within: ['SY03'] }).added).toBeUndefined();
    expect(lookUp({ name: 'Kafr Zeita', pcode: 'SY03' }).added).toBeUndefined();
  });

  it('is given nothing where its pcode and its name speak of two places, and is told so', () => {
    const { added, warnings } = lookUp({ name: 'Harim', pcode: 'C3463' });
    expect(added).toBeUndefined();
    expect(warnings).toMatchObject([{ code: 'place-ambiguous', nearest: ['C3463', 'C4115'] }]);
    expect(warnings[0]?.detail).toContain('the pcode and the name speak of different places');
  });

  it('is given nothing where its pcode lies outside the area it says', () => {
    const { added, warnings } = lookUp({ pcode: 'C3463', within: ['SY13'] });
    expect(added).toBeUndefined();
    expect(warnings[0]?.detail).toContain('outside the area of `within`');
  });

  it('is given nothing for an area that the gazetteer does not know', () => {
    const { added, warnings } = lookUp({ name: 'Kafr Zeita', within: ['LB'] });
    expect(added).toBeUndefined();
    expect(warnings).toMatchObject([{ code: 'place-suggested', nearest: ['C3463'] }]);
    expect(warnings[0]?.detail).toContain('does not know the code LB');
  });

  it('may say its area by the name of a zone', () => {
    const zones = (code: string) => (code === 'hama' ? ['SY05', 'HAMA'] : []);
    expect(lookUp({ name: 'Duma', within: ['hama'] }, ALL, SCOPE, zones).added?.name).toBe('Duma (Hamra)');
  });

  it('is given nothing by name alone where the gazetteer holds several countries', () => {
    const wide = { ...SCOPE, countries: new Set(['LB', 'SY']) };
    expect(lookUp({ name: 'Kafr Zeita' }, ALL, wide).warnings).toMatchObject([{ code: 'place-suggested' }]);
    expect(lookUp({ name: 'Kafr Zeita', within: ['SY'] }, ALL, wide).added?.matched).toBe('name');
    expect(lookUp({ pcode: 'C3463' }, ALL, wide).added?.matched).toBe('pcode');
  });

  it('is only offered a short name that is spelled otherwise, unless it says the area closely enough', () => {
    const deep = place('Harim', 'C4115', 'SY07', 36.519, 36.208, { codes: ['SY', 'SY07', 'SY0705'] });
    const scope = { ...SCOPE, codes: new Set([...SCOPE.codes, 'SY0705']) };
    const matched = (name: string, ...within: string[]) => lookUp({ name, within }, [deep], scope).added?.matched;
    expect(lookUp({ name: 'حارم' }, [deep], scope).warnings).toMatchObject([{ code: 'place-suggested' }]);
    expect([matched('حارم'), matched('حارم', 'SY')]).toEqual([undefined, undefined]);
    expect([matched('Hariem'), matched('Hariem', 'SY07')]).toEqual([undefined, undefined]);
    expect(matched('حارم', 'SY07')).toBe('transliterated');
    expect(matched('Hariem', 'SY0705')).toBe('transliterated');
  });

  it('is only offered a name whose consonants are the same and whose vowels are not', () => {
    const { added, warnings } = lookUp({ name: 'الشدادي' });
    expect(added).toBeUndefined();
    expect(warnings).toMatchObject([{ code: 'place-suggested', nearest: ['C4446'] }]);
  });

  it('keeps a radius of its own where that covers the place, and is given nothing where it does not', () => {
    expect(lookUp({ name: 'Kafr Zeita', radiusKm: 30 }).added?.place).toEqual({
      lon: 36.602,
      lat: 35.374,
      pcode: 'C3463',
    });
    const { added, warnings } = lookUp({ name: 'Kafr Zeita', radiusKm: 0.1 });
    expect(added).toBeUndefined();
    expect(warnings[0]?.detail).toContain('smaller than the 5 km');
  });

  it('is narrowed by every name it gives, and is given nothing where they contradict each other', () => {
    const other = place('Kafr Zita', 'C1', 'SY02', 38, 36);
    const twins = [{ ...KAFR_ZEITA, names: ['Kafr Zeita', 'Kafr Zita al-Kubra'] }, other];
    expect(lookUp({ name: 'Kafr Zita' }, twins).warnings).toMatchObject([{ code: 'place-ambiguous' }]);
    expect(lookUp({ name: 'Kafr Zita', names: ['Kafr Zita al-Kubra'] }, twins).added?.name).toBe('Kafr Zeita');
    expect(lookUp({ name: 'Kafr Zeita', names: ['Harim'] }).warnings).toMatchObject([{ code: 'place-ambiguous' }]);
  });

  it('is given a disc that covers two entries of one place, from two sources say', () => {
    const again = place('Kafr Zita', 'X1', 'SY05', 36.62, 35.38, { codes: ['SY', 'SY05'] });
    const { added } = lookUp({ name: 'Kafr Zita' }, [KAFR_ZEITA, again]);
    expect(added?.place.radiusKm).toBeGreaterThan(6.5);
    expect(added?.place.radiusKm).toBeLessThan(7);
    expect(added?.place).not.toHaveProperty('pcode');
  });

  it('gets no word of a place that nothing is known of', () => {
    expect(lookUp({ name: 'Nowhere at all' })).toEqual({ added: undefined, warnings: [] });
  });
});

describe('A report that gives coordinates', () => {
  it('keeps them, and is told where its name or code lies beyond both radii', () => {
    const far = { name: 'Kafr Zita', names: ['كفر زيتا'], lon: 40, lat: 35.4, radiusKm: 10 };
    const { added, warnings } = lookUp(far);
    expect(added).toBeUndefined();
    expect(warnings).toMatchObject([{ code: 'place-far-from-name', pointer: '/place/name' }]);
    expect(warnings[0]?.detail).toMatch(/309 km from Kafr Zeita/);
    expect(lookUp({ pcode: 'C3463', lon: 40, lat: 35.4 }).warnings).toMatchObject([{ pointer: '/place/pcode' }]);
    expect(lookUp({ ...far, checked: true }).warnings).toEqual([]);
  });

  it('gets no word where they fit any place of that name', () => {
    expect(lookUp({ name: 'Kafr Zita', lon: 36.65, lat: 35.37, radiusKm: 2 }).warnings).toEqual([]);
    expect(lookUp({ name: 'Duma', lon: 36.77, lat: 32.86, radiusKm: 2 }).warnings).toEqual([]);
    expect(lookUp({ name: 'Kafr Zeita', lon: 40, lat: 35.4, radiusKm: 400 }).warnings).toEqual([]);
  });
});
