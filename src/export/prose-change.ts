import type { WhyNotChange } from '../domain/why-not.js';
import { factMessage } from '../language/required-messages.js';
import { factName, memberSentence, paramsOf, partyName, type Writing, wordOf } from './prose-words.js';

/** A change of fact as a sentence: what would be so, and what the report says instead. */
export function changeText(change: WhyNotChange, writing: Writing): string {
  const { wording } = writing;
  const sentence = sentenceOf(change, writing);
  if (change.kind === 'learned') return wording.say('change-learned', { sentence });
  const reported = reportedWords(change, writing);
  return reported === undefined
    ? wording.say('change-otherwise', { sentence })
    : wording.say('change-otherwise-than', { sentence, reported });
}

function sentenceOf(change: WhyNotChange, writing: Writing): string {
  const { wording } = writing;
  const { fact, to, from, params } = change;
  if (fact === 'happened')
    return to === 'disproved' ? wording.say('report-disproved', {}) : wording.say('change-not-disproved', {});
  if (fact === 'attribution') return attributionSentence(change, writing);
  if (fact.startsWith('coLocation.') && fact !== 'coLocation.distanceKm') return groundSentence(change, writing);
  if (fact.startsWith('claims.')) {
    const claim = (to ?? from) as { kind: string; target?: string };
    const value = fact === 'claims.targets' ? claim.target : claim.kind;
    return memberSentence(fact, to === null ? 'false' : 'true', [value], params, writing);
  }
  if (typeof to === 'boolean')
    return (
      wording.find(`${factMessage(fact)}.${to}`, paramsOf(params, writing)) ?? wording.say(`own-fact.${to}`, { fact })
    );
  if (Array.isArray(to) && (to.length > 0 || Array.isArray(from))) {
    const before: unknown[] = Array.isArray(from) ? from : [];
    const added = to.filter((each) => !before.includes(each));
    const gone = before.filter((each) => !to.includes(each));
    return added.length > 0
      ? memberSentence(fact, 'true', added, params, writing)
      : memberSentence(fact, 'false', gone, params, writing);
  }
  return isSentence(change, writing);
}

/** That a fact is a value. */
function isSentence({ fact, to, params }: WhyNotChange, writing: Writing): string {
  const { wording } = writing;
  const name =
    fact === 'occurred' || fact === 'place' ? wording.say(`open-${fact}`, {}) : factName(fact, params, writing);
  return wording.find('operator-equal.true', { fact: name, value: valueWords(fact, to, writing) }) ?? '';
}

function attributionSentence({ from, to, candidate }: WhyNotChange, writing: Writing): string {
  const { wording } = writing;
  if (candidate === undefined) return wording.say(to === 'each' ? 'change-all-took-part' : 'change-one-of-them', {});
  const { actor, target } = from as { actor?: string | null; target?: string | null };
  const known = (name: string | null | undefined) => (name == null ? null : (writing.registry.find(name)?.id ?? name));
  return wording.say('change-not-that-candidate', {
    actor: partyName(known(actor), 'actor-unknown', writing),
    target: partyName(known(target), 'target-unknown', writing),
  });
}

/** An entry told, otherwise, or taken out: who shared the ground, and in what way. */
function groundSentence({ fact, to, params }: WhyNotChange, writing: Writing): string {
  const { wording } = writing;
  const group = params?.group;
  if (to === null) return wording.find(`${factMessage('coLocation.reported')}.false`, paramsOf(params, writing)) ?? '';
  const entry = typeof to === 'object' && !Array.isArray(to) ? (to as Record<string, unknown>) : undefined;
  if (fact === 'coLocation.denied') {
    const by = (entry?.deniedBy ?? to) as readonly string[];
    return wording.find(`${factMessage(fact)}.${by.length > 0}`, paramsOf(params, writing)) ?? '';
  }
  const nature = entry?.nature ?? to;
  return nature === 'none'
    ? memberSentence('coLocation.groups', 'false', [group], params, writing)
    : memberSentence('coLocation.natures', 'true', [nature], params, writing);
}

/** What the report says, where it is a value that can be named beside the other. */
function reportedWords({ fact, from, to }: WhyNotChange, writing: Writing): string | undefined {
  if (from === null || to === null || typeof from === 'boolean' || Array.isArray(to)) return undefined;
  if (fact === 'happened' || fact === 'attribution') return undefined;
  return valueWords(fact, from, writing);
}

function valueWords(fact: string, value: unknown, writing: Writing): string {
  const { wording, registry } = writing;
  if (fact === 'occurred') {
    const { from, to } = value as { from: string; to?: string | null };
    const [first, last] = [wording.moment(from), wording.moment(to ?? from)];
    return first === last ? first : wording.say('when-between', { from: first, to: last });
  }
  if (fact === 'place') {
    const { name, lon, lat, radiusKm } = value as Record<string, string | number | null | undefined>;
    const place = name ?? (lon == null ? undefined : `${lon}, ${lat}`);
    if (place === undefined) return wording.say('place-unknown', {});
    const accuracy =
      radiusKm == null ? wording.say('accuracy-unknown', {}) : wording.say('accuracy-km', { km: Number(radiusKm) });
    return wording.say('place-with-accuracy', { place: String(place), accuracy });
  }
  if (Array.isArray(value)) {
    const words = value.map((each) => wordOf(each, writing));
    return words.length === 0 ? wordOf('none', writing) : wording.list(words, 'or');
  }
  if (typeof value === 'object' && value !== null) {
    const { min, max, distanceKm } = value as Record<string, unknown>;
    if (distanceKm !== undefined) return valueWords(fact, distanceKm, writing);
    return `${min ?? ''}–${max ?? ''}`;
  }
  if (/^(actor\.id|target\.id|struck\.holder|access\.controlledBy)$/.test(fact)) {
    const known = registry.find(String(value))?.id ?? String(value);
    return partyName(known, 'actor-unknown', writing);
  }
  return wordOf(value, writing);
}
