import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, describe, expect, it } from 'vitest';
import { parseYaml } from '../../src/authored/parse-yaml.js';
import { Problem } from '../../src/domain/problem.js';
import { loadProfile } from '../../src/intake/load-profile.js';
import { profileJsonSchema } from '../../src/intake/profile-json-schema.js';
import { profileByName, profileByNameOrFile, profileNames } from '../../src/intake/read-profile.js';
import { csvOf, incidentOf, profileOf, readAll } from './profile-files.js';

const text = (id: string) => readFileSync(`profiles/${id}.yaml`, 'utf8');
const shipped = readdirSync('profiles').flatMap((name) => (name.endsWith('.yaml') ? [name.slice(0, -5)] : []));
const ajv = new Ajv({ strict: false, allErrors: true });
const fits = ajv.compile(JSON.parse(profileJsonSchema()));

describe.each(shipped)('the profile %s', (id) => {
  it('loads without a warning, by its name', async () => {
    expect(loadProfile(`${id}.yaml`, text(id), id)).toMatchObject({ ok: true, warnings: [] });
    expect((await profileByName('profiles', id)).id).toBe(id);
  });
  it('fits the schema for editors, which its first line names', () => {
    expect(text(id).split('\n')[0]).toBe('# yaml-language-server: $schema=schema/profile.schema.json');
    fits(parseYaml(id, text(id)).file?.value);
    expect(fits.errors ?? []).toEqual([]);
  });
});

describe('the example of profiles/README.md', () => {
  it('loads, and reads the row that it speaks of', async () => {
    const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(readFileSync('profiles/README.md', 'utf8')) ?? [];
    const row = { Nr: '7', Date: '10/03/2016', What: 'Air raid', By: 'Russia; SAA', Editor: 'x', Link: 'y' };
    const { items, unknown } = await readAll(profileOf(example), csvOf([row]));
    expect(items).toMatchObject([
      { incident: { reportId: 'mine-7', candidates: [{ actor: 'Russia' }, { actor: 'SAA' }] } },
    ]);
    expect(unknown.columns).toEqual([]);
  });
});

describe('claims and neighbours', () => {
  it('are kept where somebody said them, and left out where nobody did', async () => {
    const claims = `  claims: [{ by: russia, kind: { column: by, map: { denied: denial, silent: null } } }]
  coLocation: [{ group: { column: type, map: { air: al-nusra, guns: null } }, nature: same-town, distanceKm: { min: 0, max: 2 } }]
`;
    const read = async (type: string, by: string) =>
      incidentOf(profileOf(GOOD + claims), { number: '1', day: '2016-03-10', type, by });
    expect(await read('air', 'denied')).toMatchObject({
      claims: [{ by: 'russia', kind: 'denial' }],
      coLocation: [{ group: 'al-nusra', nature: 'same-town', distanceKm: { min: 0, max: 2 } }],
    });
    const silent = await read('guns', 'silent');
    expect([silent.claims, silent.coLocation]).toEqual([undefined, undefined]);
  });
});

const GOOD = `format: 1
id: mine
title: my own
reporter: mine
source: { name: My own records }
columns:
  number: { filled: true }
  day: { filled: true }
  type: {}
  by: {}
fields:
  reportId: { column: number }
  occurred: { from: { column: day }, zone: Asia/Damascus }
  kind: { column: type, map: { air: airstrike, guns: [shelling, mortar-fire] }, unlisted: refused }
  candidates: { suspected: { actors: { column: by, split: "," } } }
`;
/** Each mistake with what is said of it: code, line and column, nearest. */
const MISTAKES: readonly (readonly [string, string, string, object])[] = [
  [
    'a column that is not listed',
    'column: number',
    'column: nummber',
    { code: 'unknown-column', line: 12, column: 23, nearest: ['number'] },
  ],
  [
    'a kind of act that there is not',
    'air: airstrike',
    'air: airstrik',
    { code: 'unknown-value', line: 14, nearest: ['airstrike'] },
  ],
  ['one such among alternatives', 'mortar-fire]', 'morter-fire]', { code: 'unknown-value', nearest: ['mortar-fire'] }],
  [
    'a time zone that there is not',
    'zone: Asia/Damascus',
    'zone: Damascus',
    { code: 'unknown-time-zone', nearest: ['Asia/Damascus'] },
  ],
  ['a key that there is not', 'unlisted: refused', 'unlistd: refused', { code: 'unknown-key', nearest: ['unlisted'] }],
  ['a misspelt key of a value', 'column: type,', 'colum: type,', { code: 'unknown-key', nearest: ['column'] }],
  ['a misspelt pattern', '{ suspected: {', '{ suspect: {', { code: 'unknown-key', nearest: ['suspected'] }],
  ['a misspelt field', '  kind: {', '  kid: {', { code: 'unknown-key', nearest: ['kind'] }],
  ['a missing field', '  reportId: { column: number }\n', '', { code: 'missing-key' }],
  ['two rules for other texts', 'unlisted: refused', 'unlisted: refused, otherwise: attack', { code: 'idle-key' }],
  [
    'a rule for other texts where no map is',
    'column: day }',
    'column: day, unlisted: kept }',
    { code: 'idle-key', line: 13 },
  ],
  [
    'a map that there is not',
    'map: { air: airstrike, guns: [shelling, mortar-fire] }',
    'map: kinds',
    { code: 'unknown-map' },
  ],
  ['two texts that are the same once levelled', 'guns: [', 'AIR: shelling, guns: [', { code: 'duplicate-key' }],
  ['a column that nobody reads', '  by: {}', '  by: {}\n  spare:', { code: 'unused-column', severity: 'warning' }],
  ['a column named twice', '  by: {}', '  by: { called: [Number] }', { code: 'duplicate-column' }],
  [
    'a column in a template that is not listed',
    '{ column: number }',
    '{ template: "x-{numbr}" }',
    { code: 'unknown-column', nearest: ['number'] },
  ],
  ['an unknown grade', 'split: "," }', 'split: "," }, grade: sure', { code: 'unknown-value' }],
  ['a format of the future', 'format: 1', 'format: 2', { code: 'future-format' }],
];

describe('a profile with a mistake', () => {
  it('loads where it has none', () => {
    expect(loadProfile('mine.yaml', GOOD, 'mine')).toMatchObject({ ok: true, warnings: [] });
  });
  it.each(MISTAKES)('is told of %s, with its place', (_, from, to, wanted) => {
    expect(GOOD).toContain(from);
    const loaded = loadProfile('mine.yaml', GOOD.replace(from, to));
    const told = loaded.ok ? loaded.warnings : loaded.diagnostics;
    expect(told).toEqual(expect.arrayContaining([expect.objectContaining({ file: 'mine.yaml', ...wanted })]));
    expect(loaded.ok).toBe((wanted as { severity?: string }).severity === 'warning');
  });
  it('is told of all of them at once', () => {
    const bad = GOOD.replace('column: number', 'column: nummber').replace('air: airstrike', 'air: airstrik');
    const loaded = loadProfile('mine.yaml', bad.replace('Asia/Damascus', 'Nowhere'), 'other');
    const codes = loaded.ok
      ? []
      : loaded.diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
    expect(codes).toEqual(['other-id', 'unknown-column', 'unknown-time-zone', 'unknown-value']);
  });
});

describe('profiles in a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'truce-profiles-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const failure = async (promise: Promise<unknown>): Promise<Problem> => {
    const error = await promise.catch((caught: unknown) => caught);
    if (!(error instanceof Problem)) throw new Error('expected a problem');
    return error;
  };

  it('are found by their names, and a slip of the pen is answered with the nearest', async () => {
    expect(await profileNames('profiles')).toEqual(['acled', 'airwars', 'plain', 'ucdp-ged']);
    expect((await failure(profileByName('profiles', 'aclde'))).faults).toMatchObject([{ nearest: ['acled'] }]);
  });
  it('are read from anywhere by a file, but by a name from nowhere else', async () => {
    const file = join(folder, 'mine.yaml');
    writeFileSync(file, GOOD);
    expect((await profileByNameOrFile('profiles', file)).profile.id).toBe('mine');
    expect((await failure(profileByName('profiles', `../${file}`))).message).toMatch(/there is no profile/);
  });
  it('are refused with the file, line and column of every mistake', async () => {
    const file = join(folder, 'bad.yaml');
    writeFileSync(file, GOOD.replace('column: number', 'column: nummber'));
    const [fault] = (await failure(profileByNameOrFile('profiles', file))).faults;
    expect(fault?.detail).toMatch(/bad\.yaml:12:23 the profile has no column `nummber`; did you mean number\?/);
    expect((await failure(profileByNameOrFile('profiles', join(folder, 'none.yaml')))).message).toMatch(
      /cannot be read/,
    );
  });
});
