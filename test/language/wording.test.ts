import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '../../src/domain/problem.js';
import {
  type Languages,
  languageFor,
  languageNamed,
  readLanguages,
  wantedLanguage,
} from '../../src/language/read-languages.js';
import { Wording } from '../../src/language/wording.js';
import { testLanguages } from '../helpers/languages.js';

let languages: Languages;
beforeAll(async () => {
  languages = await testLanguages();
});
const wording = (tag: string) => new Wording(languageNamed(tag, languages) ?? languages.english);

describe('Wording', () => {
  it('joins lists by the rules of the language', () => {
    expect(wording('en').list(['a', 'b', 'c'], 'and')).toBe('a, b and c');
    expect(wording('en').list(['a', 'b', 'c'], 'or')).toBe('a, b or c');
    expect(wording('ru').list(['а', 'б', 'в'], 'or')).toBe('а, б или в');
    expect(wording('ar').list(['ا', 'ب'], 'and')).toBe('ا وب');
  });

  it('chooses the form of a number by the rules of the language', () => {
    const said = (tag: string, count: number) => wording(tag).say('candidates-one-of', { count });
    expect(said('en', 1)).toBe('As reported, this one did it:');
    expect(said('en', 4)).toBe('As reported, one of these 4 did it:');
    expect([1, 3, 5, 21].map((count) => said('ru', count))).toEqual([
      'По сообщению, это сделал 1 из них:',
      'По сообщению, это сделал один из 3:',
      'По сообщению, это сделал один из 5:',
      'По сообщению, это сделал 21 из них:',
    ]);
    expect(new Set([0, 1, 2, 3, 11, 100].map((count) => said('ar', count).replace(/[\d٠-٩]/g, ''))).size).toBe(6);
  });

  it('writes a time in the offset it was reported in, whatever the time zone of the machine', () => {
    expect(wording('en').moment('2016-03-09T11:15:00+02:00')).toBe('9 March 2016 at 11:15 (UTC+02:00)');
    expect(wording('en').moment('2016-02-26T21:59:59Z')).toBe('26 February 2016 at 21:59:59 (UTC)');
    expect(wording('ru').timeParts('2016-03-09T00:30:00+03:00')?.date).toMatch(/^9 марта 2016/);
    expect(wording('en').moment('some day')).toBe('some day');
  });

  it('sets names of the other direction of writing apart, and leaves all else as it is', () => {
    const place = (tag: string, name: string) =>
      wording(tag).say('place-with-accuracy', { place: name, accuracy: 'x' });
    expect(place('en', 'Kafr Zita')).toBe('Kafr Zita (x)');
    expect(place('en', 'كفر زيتا')).toBe('\u2068كفر زيتا\u2069 (x)');
    expect(place('ar', 'Kafr Zita')).toContain('\u2068Kafr Zita\u2069');
    expect(place('ar', 'كفر زيتا')).not.toContain('\u2068كفر');
    const once = wording('en').say('sentence', { text: place('en', 'كفر زيتا') });
    expect(once).toBe('\u2068كفر زيتا\u2069 (x).');
  });

  it('says in English what a language lacks, knows that it did, and not where it did not', () => {
    const russian = wording('ru');
    expect(russian.say('standing-alleged', {})).toBe('если это произошло так, как сообщено');
    expect(russian.fellBack).toBe(false);
    expect(russian.say('place-unknown', {})).toBe('place not said');
    expect(russian.fellBack).toBe(true);
  });
});

describe('The languages of a folder', () => {
  it('are those with a whole file, English always among them', () => {
    expect([...languages.all].map(([tag, { lacks }]) => [tag, lacks > 0])).toEqual([
      ['en', false],
      ['ar', false],
      ['ru', true],
    ]);
    expect(languages.diagnostics).toEqual([]);
  });

  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['ar', 'ar'],
    ['ar-SY, en;q=0.5', 'ar'],
    ['de, ru;q=0.9, en;q=0.8', 'ru'],
    ['en;q=0.2, ru;q=0.9', 'ru'],
    ['ru;q=0, ar;q=0.1', 'ar'],
    ['tlh', 'en'],
    ['*', 'en'],
    ['!!, ;;;q=x', 'en'],
  ])('answer Accept-Language %j with %s', (accepted, tag) => {
    expect(languageFor(accepted, languages).tag).toBe(tag);
  });

  it('are named when one is asked for that is not there', () => {
    expect(wantedLanguage('AR', languages, 'lang').tag).toBe('ar');
    for (const tag of ['de', 'klingon please', '', '../en']) {
      const ask = () => wantedLanguage(tag, languages, 'lang');
      expect(ask).toThrow(Problem);
      expect(ask).toThrow(
        expect.objectContaining({ faults: [expect.objectContaining({ allowed: ['en', 'ar', 'ru'] })] }),
      );
    }
  });

  it('that cannot be read are told of by the folder', async () => {
    await expect(readLanguages('no/such/folder')).rejects.toThrow(/the folder of language files no\/such\/folder/);
    await expect(readLanguages('test/language/files')).rejects.toThrow(/no whole en\.ftl/);
  });

  it('offers what can be read where a file is a folder, no UTF-8 or very large', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'truce-languages-'));
    await mkdir(join(folder, 'en.ftl'));
    await writeFile(join(folder, 'ar.ftl'), Buffer.from('\ufeffbecause = \u0639', 'utf16le'));
    await writeFile(join(folder, 'ru.ftl'), '#'.repeat(1_000_001));
    const { all, diagnostics } = await readLanguages(folder, 'languages');
    await rm(folder, { recursive: true });
    expect([...all.keys()]).toEqual(['en']);
    expect(diagnostics.map(({ file, code, message }) => [file, code, message])).toEqual([
      ['ar.ftl', 'unreadable', 'the file is not UTF-8 text'],
      ['en.ftl', 'unreadable', 'the file cannot be read (EISDIR)'],
      ['ru.ftl', 'unreadable', 'the file has 1000001 bytes; at most 1000000 are read'],
    ]);
  });
});
