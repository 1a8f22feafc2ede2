import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import * as gazetteer from '../../src/cli/gazetteer.js';
import { runCommand } from './run-command.js';

const folder = mkdtempSync(join(tmpdir(), 'truce-gazetteer-'));
const file = join(folder, 'places.csv');
let number = 0;
let database = '';
beforeEach(() => {
  number += 1;
  database = `sqlite:${join(folder, `${number}.sqlite`)}`;
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...words: string[]) =>
  runCommand(
    [
      'gazetteer',
      ...words,
      ...(words[0] === 'load' || words[0] === 'find' || words[0] === 'list' ? ['--database', database] : []),
    ],
    [gazetteer],
  );
const load = (text: string, ...options: string[]) => {
  writeFileSync(file, text);
  return run('load', file, ...options);
};

const OCHA = `\uFEFFlongitude,latitude,PP_NAME_EN,PP_PCODE,PP_REF_NAM,PP_ALT1_EN,PP_ALT2_EN,PPClassNum,PPClassTit,ADM4_EN,ADM4_PCODE,ADM3_EN,ADM3_PCODE,ADM2_EN,ADM2_PCODE,ADM1_EN,ADM1_PCODE,ADM0_EN,ADM0_PCODE\r
36.602,35.374,Kafr Zeita,C3463,,,,0,Community,Kafr Zeita,C3463,Kafr Zeita,SY050103,Muhradah,SY0501,Hama,SY05,Syrian Arab Republic,SY\r
36.405,33.571,Duma (Duma),C2338,,,,0,Community,Duma,C2338,Duma,SY030200,Duma,SY0302,Rural Damascus,SY03,Syrian Arab Republic,SY\r
37.003,35.340,Duma (Hamra),C3076,,,,0,Community,Duma,C3076,Hamra,SY050105,Hama,SY0501,Hama,SY05,Syrian Arab Republic,SY\r
36.404,36.061,"Ma'arrat An Nu'man",C3985,Maarrat An Numan,Maarrat,,0,Community,M,C3985,M,SY070300,M,SY0703,Idleb,SY07,Syrian Arab Republic,SY\r
`;
const PLAIN = `name,names,lon,lat,pcode,radiusKm,area,class
Debaltseve,Дебальцево|Debaltsevo,38.44,48.34,UA1400001,8,UA14,town
Shyrokyne,Широкино,37.82,47.11,,,UA14,village
`;

describe('truce gazetteer load', () => {
  it("takes OCHA's populated places by their columns, and says what it took", async () => {
    const { code, out } = await load(OCHA);
    expect(code).toBe(0);
    expect(out).toMatch(/OCHA populated places SY: 4 places of SY with \d+ names, in use/);
    expect(out).toMatch(/licence CC BY-IGO/);
  });

  it('changes nothing when the file is loaded again, and replaces the load when the file has changed', async () => {
    const first = JSON.parse((await load(OCHA, '--json')).out);
    expect(JSON.parse((await load(OCHA, '--json')).out)).toMatchObject({ unchanged: true, load: first.load });
    const newer = JSON.parse((await load(OCHA.replace('36.602', '36.603'), '--json')).out);
    expect(newer).toMatchObject({ unchanged: false, replaced: first.load.hash });
    const list = JSON.parse((await run('list', '--json')).out);
    expect(list).toMatchObject([{ hash: newer.load.hash }, { hash: first.load.hash, replacedAt: expect.any(String) }]);
    expect((await run('list')).out).toMatch(/in use[\s\S]*replaced/);
  });

  it('takes the plain form, with names in several scripts, and keeps a radius no smaller than the class suggests', async () => {
    expect((await load(PLAIN, '--source', 'our own', '--licence', 'CC0')).code).toBe(0);
    const { items } = JSON.parse((await run('find', 'Широкино', '--json')).out);
    expect(items).toMatchObject([
      { name: 'Shyrokyne', matched: 'name', spelling: 'Широкино', radiusKm: 5, licence: 'CC0' },
    ]);
    await load(PLAIN.replace(',8,', ',1,'), '--source', 'our own');
    const { items: raised } = JSON.parse((await run('find', 'UA1400001', '--json')).out);
    expect(raised).toMatchObject([{ name: 'Debaltseve', matched: 'pcode', radiusKm: 8, licence: null }]);
  });

  it('takes any file by a mapping of its columns', async () => {
    const text = 'X,Y,TITLE,ARABIC,junk\n36.6,35.37,Kafr Zeita,كفر زيتا,1\n';
    expect((await load(text, '--columns', 'name=TITLE,names=ARABIC,lon=X,lat=Y', '--radius-km', '7')).code).toBe(0);
    const { items } = JSON.parse((await run('find', 'كفر زيتا', '--json')).out);
    expect(items).toMatchObject([{ name: 'Kafr Zeita', matched: 'name', radiusKm: 7 }]);
  });

  it('names every misspelled and missing column with the nearest, and every wrong pair of a mapping', async () => {
    const { code, err } = await load('nmae,lon,latt,radiuskm\na,1,2,3\n');
    expect(code).toBe(2);
    expect(err).toMatch(/nmae is not a column of a gazetteer; did you mean name/);
    expect(err).toMatch(/radiuskm is not a column of a gazetteer; did you mean radiusKm/);
    expect(err).toMatch(/lat is missing from the header; did you mean latt/);
    const mapping = await load(PLAIN, '--columns', 'nme=name,lon=lonn,lat');
    expect(mapping).toMatchObject({ code: 2 });
    expect(mapping.err).toMatch(/nme is not a field of a gazetteer; did you mean name/);
    expect(mapping.err).toMatch(/lat must be field=COLUMN/);
    const missing = await load(PLAIN, '--columns', 'name=nam,lon=lon,lat=lat');
    expect(missing.err).toMatch(/nam is not a column of this file; did you mean name/);
  });

  it('refuses a file with all its faults and their lines, and loads nothing of it', async () => {
    await load(PLAIN, '--source', 'our own');
    const bad = `${PLAIN}Swapped,,48.34,138.44,,,UA14,town\n,,38,48,,,UA14,\nTwice,,38,48,UA1400001,,UA14,\nShort,38\nNarrow,,38,48,,0,UA14,\n`;
    const { code, err } = await load(bad, '--source', 'our own');
    expect(code).toBe(2);
    expect(err).toMatch(/was not loaded: 5 faults/);
    expect(err).toMatch(/line 4: \/lat must be a number from -90 to 90; are lon and lat swapped\? \(got "138.44"\)/);
    expect(err).toMatch(/line 5: \/name is empty/);
    expect(err).toMatch(/line 6: \/pcode stands in line 2 already/);
    expect(err).toMatch(/line 7: .*has 2 fields where the header has 8/);
    expect(err).toMatch(/line 8: \/radiusKm must be a number from 0.01 to 200/);
    const list = JSON.parse((await run('list', '--json')).out);
    expect(list).toMatchObject([{ places: 2 }]);
    expect((await run('find', 'Swapped')).code).toBe(1);
  });

  it('exits 2 on a file that is not there or is empty, and on a radius that is none', async () => {
    expect(await run('load', join(folder, 'none.csv'))).toMatchObject({
      code: 2,
      err: expect.stringMatching(/ENOENT/),
    });
    expect(await load('')).toMatchObject({ code: 2, err: expect.stringMatching(/the file is empty/) });
    expect(await load('name,lon,lat\n')).toMatchObject({ code: 2, err: expect.stringMatching(/holds no place/) });
    expect(await load(PLAIN, '--radius-km', '-3')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/--radius-km must be/),
    });
  });
});

describe('truce gazetteer find', () => {
  it('prints the candidates with how they matched and how far they lie', async () => {
    await load(OCHA);
    const { code, out } = await run('find', 'دوما', '--near', '36.4,33.57');
    expect(code).toBe(0);
    expect(out).toMatch(
      /Duma \(Duma\) \(C2338 in SY03\), Community\n {2}found by another spelling, written Duma\n.*0\.5 km away/,
    );
    expect(out).toMatch(/Duma \(Hamra\) \(C3076 in SY05\)[\s\S]*20[0-9.]+ km away/);
    expect((await run('find', 'maarat al-nouman')).out).toMatch(/Ma'arrat An Nu'man/);
  });

  it('exits 1 and offers names that come near when there is none, and 2 on a point that is none', async () => {
    await load(OCHA);
    expect(await run('find', 'كفر زيدا')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/only by like consonants/),
    });
    const none = await run('find', 'Kafr Zeitan');
    expect(none).toMatchObject({ code: 1, out: expect.stringMatching(/The nearest names are Kafr Zeita/) });
    expect(await run('find', 'Duma', '--near', '36.4')).toMatchObject({ code: 2 });
  });

  it('says so when nothing is loaded', async () => {
    expect((await run('list')).out).toMatch(/No gazetteer is loaded/);
  });
});
