import { beforeAll, describe, expect, it } from 'vitest';
import { type Incident, incidentSchema } from '../../src/domain/incident.js';
import { shown } from '../../src/domain/shown.js';
import { LEAST_VIEW, type View, WHOLE_VIEW } from '../../src/domain/shown-view.js';
import { READABLE } from '../../src/engine/facts.js';
import { judge } from '../../src/engine/judge.js';
import type { Rulebook } from '../../src/engine/rulebook.js';
import { FACTS } from '../../src/engine/vocabulary.js';
import { verdictProse } from '../../src/export/prose.js';
import type { Language } from '../../src/language/language.js';
import type { Languages } from '../../src/language/read-languages.js';
import { loadRulebook } from '../../src/rulebook/load.js';
import { testLanguages } from '../helpers/languages.js';

let rulebook: Rulebook;
let languages: Languages;
beforeAll(async () => {
  languages = await testLanguages();
  const loaded = await loadRulebook('rules');
  if (!loaded.ok) throw new Error('the rules do not load');
  rulebook = loaded.rulebook;
});

const strike = (more: Partial<Record<keyof Incident, unknown>> = {}): Incident =>
  incidentSchema.parse({
    reportId: 'prose-1',
    occurred: { from: '2016-03-09T11:15:00+02:00' },
    place: { name: 'Kafr Zita', lon: 36.602, lat: 35.374, radiusKm: 2 },
    kind: 'airstrike',
    candidates: [{ actor: 'russian-aerospace-forces', target: 'free-syrian-army' }],
    struck: { objects: ['position'], civilian: false },
    ...more,
  });

function prose(incident: Incident, language: Language = languages.english): string {
  const agreement = rulebook.agreements.get('syria-2016');
  if (agreement === undefined) throw new Error('there is no syria-2016');
  return verdictProse(judge(incident, 'sha256:x', agreement, rulebook), incident, rulebook, language);
}

describe('The prose of a verdict', () => {
  it('says what is withheld from whoever asks, and does not call it unknown', () => {
    const agreement = rulebook.agreements.get('syria-2016');
    if (agreement === undefined) throw new Error('there is no syria-2016');
    const incident = strike();
    const told = (view: View) => {
      const verdict = shown(judge(incident, 'sha256:x', agreement, rulebook), view);
      return verdictProse(verdict, shown({ report: incident }, view).report, rulebook, languages.english, { view });
    };
    expect(told(WHOLE_VIEW)).toBe(prose(incident));
    const least = told(LEAST_VIEW);
    expect(least).toContain('Report (its id is withheld): airstrike, on ');
    expect(least).toContain('somewhere around 36.65, 35.35 (good to 13 km; the exact place is withheld)');
    expect(least).toContain('A key with incidents:read shows them.\nWithheld: the exact place,');
    expect(least).not.toMatch(/prose-1|Kafr Zita|36\.602|not said/);
    const named = shown({ report: strike({ place: { name: 'Kafr Zita' } }) }, LEAST_VIEW).report;
    const verdict = judge(incident, 'sha256:x', agreement, rulebook);
    expect(verdictProse(verdict, named, rulebook, languages.english, { view: LEAST_VIEW })).toContain(
      'the place is known and withheld',
    );
    expect(told({ reports: true, exact: false })).not.toContain('incidents:read');
  });

  it('says of a violation on an alleged candidate that it is one only if it happened as reported (S16)', () => {
    expect(prose(strike())).toContain('The text read plainly: a violation, if it happened as reported.');
  });

  it('says of a confirmed one that it is a confirmed fact', () => {
    const candidates = [{ actor: 'russian-aerospace-forces', target: 'free-syrian-army', grade: 'confirmed' }];
    expect(prose(strike({ candidates }))).toContain('The text read plainly: a violation, as a confirmed fact.');
  });

  it('cites the clause, the chain of memberships, and the question that would settle what is open', () => {
    const text = prose(
      strike({
        coLocation: [
          { group: 'al-nusra', nature: 'none' },
          { group: 'islamic-state', nature: 'none' },
        ],
      }),
    );
    expect(text).toContain('(Terms for a Cessation of Hostilities in Syria, annexed to the statement, 2.2)');
    expect(text).toContain('the actor counts as government side (Russian Aerospace Forces, of Russia)');
    expect(text).toContain('undetermined. It may be a violation or exempt.');
    expect(text).toMatch(/- .*\? It could then be a violation or exempt\./);
  });

  it('keeps "cleared either way" apart from "may be a violation"', () => {
    const candidates = [
      { actor: 'syrian-arab-army', target: 'islamic-state' },
      { actor: 'islamic-state', target: 'syrian-arab-army' },
    ];
    expect(prose(strike({ kind: 'clash', candidates }))).toContain('Whichever it is, it is no violation.');
    expect(prose(strike({ kind: 'clash', candidates, struck: undefined }))).toContain('It may be a violation');
  });

  it('says what a reading presumes, and why', () => {
    const text = prose(strike());
    expect(text).toContain('It presumes that Jabhat al-Nusra shared the ground (same town).');
    expect(text).toContain('as this reading presumes');
  });

  it('leaves no template parameter unfilled, for every worked way in which the parties can stand', () => {
    for (const actor of [null, 'al-nusra', 'Nobody knows them', 'turkey', 'jaish-al-islam', 'russia'])
      for (const kind of ['airstrike', 'arrest', 'aid-denial', 'territorial-advance', ['clash', 'siege']])
        expect(prose(strike({ kind, candidates: [{ actor }] }))).not.toMatch(/\{\w+\}|undefined|\[object/);
  });

  it('has a reader for every fact that it has words for', () => {
    expect([...READABLE].sort()).toEqual([...FACTS.keys()].sort());
  });

  it('gives the time as it was reported, and the place with its accuracy', () => {
    expect(prose(strike())).toContain('airstrike, on 9 March 2016 at 11:15 (UTC+02:00), Kafr Zita (good to 2 km).');
    const occurred = { from: '2016-03-09T11:15:00+02:00', to: '2016-03-09T11:45:00+02:00' };
    expect(prose(strike({ occurred }))).toContain('on 9 March 2016, at some time between 11:15 and 11:45 (UTC+02:00)');
    expect(prose(strike({ kind: ['airstrike', 'shelling'] }))).toContain('airstrike or shelling, on 9 March');
  });
});

describe('Another language', () => {
  const named = (tag: string) => languages.all.get(tag) as Language;
  const latin = (text: string) => text.replace(/\u2068[^\u2068\u2069]*\u2069/g, '').match(/[A-Za-z]+/g);

  it('is one file more and no code: every sentence of a verdict is in it, names of groups and of the agreement too', () => {
    const text = prose(strike(), named('ar'));
    expect(text).toContain('وقف');
    expect(text).not.toContain('Jabhat al-Nusra');
    expect(text).not.toContain('if it happened as reported');
    expect(text).not.toMatch(/\{\w+\}|undefined|\[object/);
  });

  it('holds nothing in Latin letters but what is set apart: ids, places, and the words of the author', () => {
    for (const actor of [null, 'al-nusra', 'Nobody knows them', 'turkey', 'jaish-al-islam', 'russia'])
      for (const kind of ['airstrike', 'arrest', 'aid-denial', ['clash', 'siege']]) {
        const text = prose(strike({ kind, candidates: [{ actor }] }), named('ar'));
        expect(latin(text), text).toBeNull();
      }
  });

  it('that is incomplete says the rest in English, and says so in the end', () => {
    const text = prose(strike(), named('ru'));
    expect(text).toContain('нарушение, если это произошло так, как сообщено.');
    expect(text).toContain('Breached, on the facts as reported');
    expect(text.trimEnd().split('\n').at(-1)).toBe(
      'Часть текста дана по-английски: в этом языке ещё не все сообщения.',
    );
    expect(prose(strike())).not.toContain('stands in English');
  });

  it('never calls an alleged act a violation without the words of its standing (S16)', () => {
    for (const [tag, standing] of [
      ['en', 'if it happened as reported'],
      ['ru', 'если это произошло так, как сообщено'],
      ['ar', languages.all.get('ar')?.format('standing-alleged', {})],
    ] as const)
      expect(prose(strike(), named(tag))).toContain(`, ${standing}.`);
  });

  it('sets Arabic names apart within English text', () => {
    const place = { name: 'كفر زيتا', lon: 36.602, lat: 35.374, radiusKm: 2 };
    expect(prose(strike({ place }))).toContain(', \u2068كفر زيتا\u2069 (good to 2 km).');
  });
});
