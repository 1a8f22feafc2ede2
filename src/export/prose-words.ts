import type { Agreement } from '../domain/agreement.js';
import { displayName, type Registry } from '../domain/group.js';
import type { OutcomeOrOpen } from '../domain/words.js';
import { factMessage, wordMessage } from '../language/required-messages.js';
import type { Wording } from '../language/wording.js';

/** What a page of prose is written with. */
export interface Writing {
  readonly wording: Wording;
  readonly registry: Registry;
  readonly definition: Agreement;
}

export type Params = Readonly<Record<string, string | number>> | undefined;

/** The tag of a language without script and region, by which groups and titles have names. */
const bare = ({ wording }: Writing): string => wording.language.tag.split('-')[0] ?? 'en';

/** A text of the author's in several languages: in the page's where there is one, else in English. */
export function localized(
  text: { readonly en: string } & Readonly<Record<string, string | undefined>>,
  writing: Writing,
) {
  return text[bare(writing)] ?? text.en;
}

/** A party by its name; a name that no rule file knows as it was written. */
export function partyName(id: string | null, unknown: 'actor-unknown' | 'target-unknown', writing: Writing): string {
  if (id === null) return writing.wording.say(unknown, {});
  const group = writing.registry.groups.get(id);
  return group === undefined
    ? writing.wording.say('group-unregistered', { name: id })
    : displayName(group, bare(writing));
}

/** A value as a reader sees it: groups by name, words of the closed lists in the page's language, ids without hyphens. */
export function wordOf(value: unknown, writing: Writing): string {
  if (Array.isArray(value))
    return writing.wording.list(
      value.map((each) => wordOf(each, writing)),
      'row',
    );
  if (typeof value === 'object' && value !== null) return JSON.stringify(value);
  const text = String(value);
  const group = writing.registry.groups.get(text);
  if (group !== undefined) return displayName(group, bare(writing));
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(text)) return text;
  return writing.wording.find(wordMessage(text), {}) ?? text.replaceAll('-', ' ');
}

/** The parameters of a fact as words; a group that is not said is another one. */
export function paramsOf(params: Params, writing: Writing): Record<string, string> {
  const said = Object.entries(params ?? {}).map(([name, value]) => [name, wordOf(value, writing)]);
  return { group: writing.wording.say('group-another', {}), ...Object.fromEntries(said) };
}

/** The name of a fact: of the vocabulary, or one that the agreement declares. */
export function factName(fact: string, params: Params, writing: Writing): string {
  const { wording } = writing;
  return wording.find(factMessage(fact), paramsOf(params, writing)) ?? wording.say('own-fact', { fact });
}

/** That a set holds a member, that it does not, or that it is not known. */
export function memberSentence(
  fact: string,
  truth: 'true' | 'false' | 'unknown',
  values: readonly unknown[],
  params: Params,
  writing: Writing,
): string {
  const { wording } = writing;
  const words = values.map((each) => wordOf(each, writing));
  const value = wording.list(words, truth === 'true' ? 'and' : 'or');
  return (
    wording.find(`${factMessage(fact)}.${truth}`, { ...paramsOf(params, writing), value }) ??
    wording.say(`own-set.${truth}`, { fact, value })
  );
}

export const outcomeWord = (outcome: OutcomeOrOpen, { wording }: Writing): string =>
  wording.say(`outcome-${outcome}`, {});

export const outcomeWords = (outcomes: readonly OutcomeOrOpen[], writing: Writing): string =>
  writing.wording.list(
    outcomes.map((each) => outcomeWord(each, writing)),
    'or',
  );

/** The title of a reading, written so that it can stand within a sentence. */
export function readingTitle(reading: string, writing: Writing): string {
  const { definition, wording } = writing;
  const title = definition.readings.find((each) => each.id === reading)?.title;
  if (title === undefined) return reading;
  const [first = '', ...rest] = localized(title, writing).split(' ');
  const lowered = wording.say('words-lowered-inside-a-sentence', {}).split(' ').includes(first) && rest.length > 0;
  return [lowered ? first.toLocaleLowerCase(wording.language.locale) : first, ...rest].join(' ');
}
