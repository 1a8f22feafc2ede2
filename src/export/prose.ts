import type { Incident } from '../domain/incident.js';
import { type View, WHOLE_VIEW } from '../domain/shown-view.js';
import type { Judgement, MissingEntry, ReadingVerdict } from '../domain/verdict.js';
import type { Rulebook } from '../engine/rulebook.js';
import type { Language } from '../language/language.js';
import { factMessage } from '../language/required-messages.js';
import { Wording } from '../language/wording.js';
import { candidateLines } from './prose-candidate.js';
import {
  factName,
  localized,
  memberSentence,
  outcomeWord,
  outcomeWords,
  paramsOf,
  readingTitle,
  type Writing,
  wordOf,
} from './prose-words.js';

/**
 * A judgement as plain prose, from the same reasons as its JSON. Never says more than the standing allows (S16).
 * @param rulebook the one that judged it; names and texts are taken from it.
 * @param language its words; what it lacks is said in English, and the last line says so.
 * @param lacks what was taken from the judgement and the incident before; the last lines say so.
 * @throws RangeError when the rulebook does not hold the agreement.
 */
export function verdictProse(
  judgement: Judgement,
  incident: ToldIncident,
  rulebook: Rulebook,
  language: Language,
  lacks: Lacks = {},
): string {
  const writing = writingOf(judgement.agreement, rulebook, language);
  const paragraphs = [head(judgement, incident, writing)];
  // One reading alone says nothing of whether readings are at odds.
  if (Object.keys(judgement.readings).length > 1) paragraphs.push(partings(judgement, writing));
  for (const [id, reading] of Object.entries(judgement.readings))
    paragraphs.push(readingText(id, reading, incident, writing));
  const lacking = lackingText(lacks, writing);
  if (lacking !== '') paragraphs.push(lacking);
  return page(paragraphs, writing);
}

/** Why a verdict may tell less than was known. */
export interface Lacks {
  /** Whom it is told to; somebody who may see everything when not said. */
  readonly view?: View;
  /** What was redacted of the report since it was judged, as pointers. */
  readonly redacted?: readonly string[];
}

/** An incident as a view shows it: its report may have no id, and its place may be coarse. */
type ToldIncident = Omit<Incident, 'reportId' | 'place'> & {
  readonly reportId?: string;
  readonly place?: (NonNullable<Incident['place']> & { readonly coarse?: true }) | null | undefined;
};

function lackingText({ view: { reports, exact } = WHOLE_VIEW, redacted = [] }: Lacks, { wording }: Writing): string {
  return [
    ...(redacted.length === 0 ? [] : [wording.say('redacted-since', { parts: wording.list(redacted, 'and') })]),
    ...(reports ? [] : [wording.say('withheld-reports', {})]),
    ...(exact ? [] : [wording.say('withheld-places', {})]),
  ].join('\n');
}

/** @throws RangeError when the rulebook does not hold the agreement. */
export function writingOf(agreement: string, rulebook: Rulebook, language: Language): Writing {
  const definition = rulebook.agreements.get(agreement)?.definition;
  if (definition === undefined) throw new RangeError(`the rulebook holds no agreement ${agreement}`);
  return { wording: new Wording(language), registry: rulebook.registry, definition };
}

/** Paragraphs as one text, with a word where English stood in. */
export function page(paragraphs: readonly string[], { wording }: Writing): string {
  const all = wording.fellBack ? [...paragraphs, wording.say('language-incomplete', {})] : paragraphs;
  return `${all.join('\n\n')}\n`;
}

function head(judgement: Judgement, incident: ToldIncident, writing: Writing): string {
  const { wording, definition } = writing;
  const { place, kind } = incident;
  const report = wording.say('report', {
    report: incident.reportId ?? wording.say('report-id-withheld', {}),
    kind:
      typeof kind === 'string'
        ? wordOf(kind, writing)
        : wording.list(
            kind.map((each) => wordOf(each, writing)),
            'or',
          ),
    when: whenWords(incident, writing),
    where: whereWords(place, writing),
  });
  const judged = wording.say('judged-by', {
    agreement: localized(definition.title, writing),
    rulebook: judgement.rulebook.slice(0, 19),
    semantics: judgement.semantics,
  });
  return `${report}\n${judged}`;
}

function whereWords(place: ToldIncident['place'], { wording }: Writing): string {
  const point = place?.lon == null ? undefined : `${place.lon}, ${place.lat}`;
  const name = place?.name ?? point;
  if (name === undefined) return wording.say(place?.coarse === true ? 'place-withheld' : 'place-unknown', {});
  const accuracy =
    place?.radiusKm == null ? wording.say('accuracy-unknown', {}) : wording.say('accuracy-km', { km: place.radiusKm });
  return wording.say(place?.coarse === true ? 'place-coarse' : 'place-with-accuracy', { place: name, accuracy });
}

function whenWords({ occurred }: ToldIncident, { wording }: Writing): string {
  const to = occurred.to ?? occurred.from;
  const [from, until] = [wording.moment(occurred.from), wording.moment(to)];
  if (occurred.extent === 'throughout') return wording.say('when-throughout', { from, to: until });
  if (to === occurred.from) return wording.say('when-at', { moment: from });
  const [a, b] = [wording.timeParts(occurred.from), wording.timeParts(to)];
  return a !== undefined && b !== undefined && a.date === b.date && a.offset === b.offset
    ? wording.say('when-between-on-one-day', { date: a.date, from: a.time, to: b.time, offset: a.offset })
    : wording.say('when-between', { from, to: until });
}

function partings(judgement: Judgement, writing: Writing): string {
  const { wording } = writing;
  const said = Object.entries(judgement.readings).map(([id, reading]) =>
    wording.say('reading-says', { reading: readingTitle(id, writing), outcome: outcomeWord(reading.outcome, writing) }),
  );
  const lines = [
    judgement.contested
      ? wording.say('readings-at-odds', { list: wording.clauses(said) })
      : wording.say('readings-agree', {}),
  ];
  for (const { readings, differences } of judgement.partedBy) {
    const [a = '', b = ''] = readings.map((each) => readingTitle(each, writing));
    const words = differences.map((each) => differenceWords(each, writing));
    lines.push(wording.say('readings-parted', { a, b, differences: wording.list(words, 'and') }));
  }
  return lines.join('\n');
}

/** What parts two readings, as S11 names it: exception:x, term:x, role:x … */
function differenceWords(difference: string, { wording }: Writing): string {
  const [kind = '', ...name] = difference.split(':');
  return wording.find(`difference-${kind}`, { name: name.join(':') }) ?? difference;
}

function readingText(id: string, verdict: ReadingVerdict, incident: ToldIncident, writing: Writing): string {
  const { wording } = writing;
  const lines = outcomeLines(id, verdict, writing);
  const count = verdict.candidates.filter((each) => each.votes).length;
  if (count > 1)
    lines.push(wording.say(incident.attribution === 'each' ? 'candidates-all-of' : 'candidates-one-of', { count }));
  for (const candidate of verdict.candidates)
    lines.push(...candidateLines(candidate, writing).map((line) => `  ${line}`));
  for (const { exception, otherwise } of verdict.dependsOn)
    lines.push(wording.say('depends-on', { exception, otherwise: outcomeWord(otherwise, writing) }));
  for (const entry of verdict.presumed)
    lines.push(wording.say('presumes', { what: presumedWords(entry, writing), why: entry.why }));
  for (const entry of verdict.doubted)
    lines.push(wording.say('doubts', { what: factName(entry.fact, entry.params, writing), why: entry.why }));
  lines.push(...missingLines(verdict.missing, writing));
  return lines.join('\n');
}

function outcomeLines(id: string, { outcome, possible, standing }: ReadingVerdict, writing: Writing): string[] {
  const { wording } = writing;
  const reading = readingTitle(id, writing);
  if (outcome === 'undetermined')
    return [
      wording.say('reading-open', { reading, possible: outcomeWords(possible, writing) }),
      wording.say(possible.includes('violation') ? 'may-be-violation' : 'cleared-either-way', {}),
    ];
  const stands = outcome === 'violation' || outcome === 'exempt' || standing === 'disproved';
  const stated = outcome === 'exempt' ? wording.say('outcome-exempt.stated', {}) : outcomeWord(outcome, writing);
  if (!stands) return [wording.say('reading-plain', { reading, outcome: stated })];
  return [wording.say('reading-firm', { reading, outcome: stated, standing: wording.say(`standing-${standing}`, {}) })];
}

function presumedWords(entry: ReadingVerdict['presumed'][number], writing: Writing): string {
  const { wording } = writing;
  const { exception, fact = '', params } = entry;
  if (exception !== undefined)
    return wording.say(entry.is === true ? 'presumes-exception' : 'presumes-no-exception', { exception });
  if (entry.contains !== undefined) return memberSentence(fact, 'true', [entry.contains], params, writing);
  return wording.say('presumes-value', { fact: factName(fact, params, writing), value: wordOf(entry.is, writing) });
}

function missingLines(missing: readonly MissingEntry[], writing: Writing): string[] {
  const { wording } = writing;
  if (missing.length === 0) return [];
  const together = missing.some((entry) => entry.together === true);
  const lines = missing.map((entry) => {
    const question = entry.ask ?? questionWords(entry.fact, entry.params, writing);
    if (together) return `  - ${question}`;
    const outcomes = outcomeWords(entry.wouldBe, writing);
    const id = entry.ask === undefined ? 'missing-question' : 'missing-asked';
    return `  - ${wording.say(id, { question, outcomes })}`;
  });
  return [wording.say(together ? 'missing-together' : 'missing-head', {}), ...lines];
}

/** What would have to be asked of a monitor, by the name that S15 gives it. */
export function questionWords(fact: string, params: MissingEntry['params'], writing: Writing): string {
  const { wording } = writing;
  if (fact.startsWith('exception:'))
    return wording.say('ask-exception', { exception: fact.slice('exception:'.length) });
  if (fact === 'attribution' || fact === 'occurred' || fact === 'place') return wording.say(`ask-${fact}`, {});
  return (
    wording.find(`${factMessage(fact)}.question`, paramsOf(params, writing)) ??
    wording.say('own-fact.question', { fact })
  );
}
