import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import * as judge from '../../src/cli/judge.js';
import { testLanguagesFolder } from '../helpers/languages.js';
import { runCommand } from './run-command.js';

const folder = mkdtempSync(join(tmpdir(), 'truce-judge-'));
afterAll(() => rmSync(folder, { recursive: true }));

const incident = {
  reportId: 'made-up-1',
  occurred: { from: '2016-03-09T11:15:00+02:00' },
  place: { name: 'Sampleville', lon: 36.6, lat: 35.3, radiusKm: 2 },
  kind: 'airstrike',
  happened: 'likely',
  candidates: [{ actor: 'russia', target: 'jaish-al-islam', grade: 'likely' }],
};
const judgeText = (text: string, ...options: string[]) => {
  const file = join(folder, 'incident');
  writeFileSync(file, text);
  return runCommand(['judge', file, ...options], [judge]);
};
const json = JSON.stringify(incident);

describe('truce judge', { timeout: 30_000 }, () => {
  it('says in prose what each reading makes of an incident', async () => {
    const { code, out } = await judgeText(json);
    expect(code).toBe(0);
    for (const reading of ['text', 'government', 'opposition']) expect(out.toLowerCase()).toContain(reading);
  });
  it('reads YAML as well as JSON and judges them alike', async () => {
    const yaml = `reportId: made-up-1
occurred: { from: "2016-03-09T11:15:00+02:00" }
place: { name: Sampleville, lon: 36.6, lat: 35.3, radiusKm: 2 }
kind: airstrike
happened: likely
candidates:
  - { actor: russia, target: jaish-al-islam, grade: likely }
`;
    expect(JSON.parse((await judgeText(yaml, '--json')).out)).toEqual(
      JSON.parse((await judgeText(json, '--json')).out),
    );
  });
  it('prints rulebook, verdicts, untouched and warnings as JSON', async () => {
    const answer = JSON.parse((await judgeText(json, '--json')).out);
    expect(Object.keys(answer)).toEqual(['rulebook', 'verdicts', 'untouched', 'warnings']);
    expect(answer.verdicts[0]).toMatchObject({ agreement: 'syria-2016', reading: 'text' });
  });
  it('narrows to one agreement and one reading', async () => {
    const { out } = await judgeText(json, '--json', '--agreement', 'syria-2016', '--reading', 'government');
    expect(JSON.parse(out).verdicts.map((each: { readings: object }) => Object.keys(each.readings))).toEqual([
      ['government'],
    ]);
  });
  it('judges under an agreement that is named even where it surely was not in force', async () => {
    const early = JSON.stringify({ ...incident, occurred: { from: '2015-01-01T00:00:00Z' } });
    expect(JSON.parse((await judgeText(early, '--json')).out).untouched[0].agreement).toBe('syria-2016');
    const named = JSON.parse((await judgeText(early, '--json', '--agreement', 'syria-2016')).out);
    expect(named.verdicts[0].outcome).toBe('not_in_force');
  });
  it('shows what json-rules-engine makes of it, on how many completions', async () => {
    const { code, out } = await judgeText(json, '--engine', 'json-rules-engine');
    expect(code).toBe(0);
    expect(out).toMatch(/Second opinion on syria-2016/);
    expect(out).toMatch(/text: .* on (every completion|a sample of) .*they agree/);
    const { secondOpinions } = JSON.parse((await judgeText(json, '--json', '--engine', 'json-rules-engine')).out);
    expect(secondOpinions[0].readings.every((each: { agrees: boolean }) => each.agrees)).toBe(true);
  });
  it('tells every fault of a bad incident at once and exits 2', async () => {
    const bad = JSON.stringify({ ...incident, kind: 'airstrik', occured: {}, place: { lon: 36.6, lat: 200 } });
    const { code, err } = await judgeText(bad);
    expect(code).toBe(2);
    for (const pointer of ['/kind', '/occured', '/place/lat']) expect(err).toContain(pointer);
    expect(err).toMatch(/airstrike/);
  });
  it('exits 2 on what is no JSON, no YAML or not there, and on names nobody knows', async () => {
    expect(await judgeText('{"reportId": ')).toMatchObject({ code: 2, err: expect.stringMatching(/not JSON/) });
    expect(await judgeText('a: [1')).toMatchObject({ code: 2, err: expect.stringMatching(/line \d+, column/) });
    expect(await runCommand(['judge', join(folder, 'none')], [judge])).toMatchObject({ code: 2 });
    expect(await judgeText(json, '--agreement', 'syria-2061')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/syria-2016/),
    });
    expect(await judgeText(json, '--reading', 'txt')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/mean text/),
    });
  });
  it('exits 3 where the rule files do not load', async () => {
    expect((await judgeText(json, '--rules', join(folder, 'nowhere'))).code).toBe(3);
  });
  it('warns of names that are not in the registry', async () => {
    const unknown = JSON.stringify({ ...incident, candidates: [{ actor: 'nobody has heard of these' }] });
    expect((await judgeText(unknown)).err).toMatch(/warning: \/candidates\/0\/actor/);
  });
  it('says what would have to be otherwise for another outcome, in prose and as JSON', async () => {
    const { code, out } = await judgeText(json, '--why-not', 'not_in_force', '--reading', 'text');
    expect(code).toBe(0);
    expect(out).toContain('What would make it not in force under Cessation of hostilities in Syria');
    expect(out).toContain('One change of fact would make it not in force:');
    expect(out).toContain('Otherwise than reported: the time is 26 February 2016 at 21:59:59 (UTC), not 9 March 2016');
    expect(out).toContain('Then the agreement would not be in force;');
    const { whyNot, verdicts } = JSON.parse((await judgeText(json, '--json', '--why-not', 'exempt')).out);
    expect(whyNot).toMatchObject([{ outcome: 'exempt', agreement: 'syria-2016' }]);
    expect(whyNot[0].readings.map(({ reading }: { reading: string }) => reading)).toEqual(
      Object.keys(verdicts[0].readings),
    );
  });
  it('names the outcomes there are when asked why not something else', async () => {
    expect(await judgeText(json, '--why-not', 'guilty')).toMatchObject({
      ...{ code: 2, err: expect.stringMatching(/violation.*exempt.*no_violation/) },
    });
  });
  it('speaks the language of --lang, and names those there are when it does not know it', async () => {
    process.env.TRUCE_LANGUAGES = testLanguagesFolder;
    try {
      expect((await judgeText(json, '--lang', 'ru')).out).toMatch(/не определено|нарушение/);
      const { code, err } = await judgeText(json, '--lang', 'tlh');
      expect(code).toBe(2);
      expect(err).toContain('there are en (English), ar');
    } finally {
      delete process.env.TRUCE_LANGUAGES;
    }
  });
});
