import type { Agreement } from '../domain/agreement.js';
import { displayName, type Registry } from '../domain/group.js';
import type { Incident } from '../domain/incident.js';
import type {
  CandidateVerdict,
  Judgement,
  LiftingReason,
  MissingEntry,
  ReadingVerdict,
  TermReason,
} from '../domain/verdict.js';
import type { Rulebook } from '../engine/rulebook.js';
import { english, type Language } from './prose-en.js';
import { clausesText, fill, wordOf } from './prose-reason.js';

/** What a page of prose is written from. */
interface Writing {
  readonly language: Language;
  readonly registry: Registry;
  readonly definition: Agreement;
}

/**
 * A judgement as plain prose, from the same reasons as its JSON. Never says more than the standing allows (S16).
 * @param rulebook the one that judged it; names and texts are taken from it.
 * @throws RangeError when the rulebook does not hold the agreement.
 */
export function verdictProse(judgement: Judgement, incident: Incident, rulebook: Rulebook): string {
  const definition = rulebook.agreements.get(judgement.agreement)?.definition;
  if (definition === undefined) throw new RangeError(`the rulebook holds no agreement ${judgement.agreement}`);
  const writing: Writing = { language: english, registry: rulebook.registry, definition };
  const paragraphs = [head(judgement, incident, writing)];
  // One reading alone says nothing of whether readings are at odds.
  if (Object.keys(judgement.readings).length > 1) paragraphs.push(partings(judgement, writing));
  for (const [id, reading] of Object.entries(judgement.readings))
    paragraphs.push(readingText(id, reading, incident, writing));
  return `${paragraphs.join('\n\n')}\n`;
}

function head(judgement: Judgement, incident: Incident, { language, registry, definition }: Writing): string {
  const { occurred, place } = incident;
  const to = occurred.to ?? occurred.from;
  const template =
    occurred.extent === 'throughout'
      ? language.throughout
      : to === occurred.from
        ? language.instant
        : language.interval;
  const accuracy = place?.radiusKm == null ? language.noRadius : fill(language.radius, { km: place.radiusKm });
  const name = place?.name ?? (place?.lon == null ? undefined : `${place.lon}, ${place.lat}`);
  const report = fill(language.report, {
    reportId: incident.reportId,
    kind: wordOf(incident.kind, registry),
    when: fill(template, { from: occurred.from, to }),
    where: name === undefined ? language.unknownPlace : `${name} (${accuracy})`,
  });
  const title = definition.title.en;
  return `${report}\n${fill(language.agreement, { title, rulebook: judgement.rulebook.slice(0, 19), semantics: judgement.semantics })}`;
}

function partings(judgement: Judgement, { language, definition }: Writing): string {
  const said = Object.entries(judgement.readings).map(
    ([id, reading]) => `${titleOf(id, definition)} says ${language.shortOutcome[reading.outcome]}`,
  );
  const lines = [judgement.contested ? fill(language.contested, { list: said.join('; ') }) : language.agreed];
  for (const { readings, differences } of judgement.partedBy) {
    const [a = '', b = ''] = readings;
    lines.push(
      fill(language.parted, {
        a: titleOf(a, definition),
        b: titleOf(b, definition),
        differences: differences.join(' with '),
      }),
    );
  }
  return lines.join('\n');
}

/** The title of a reading, written so that it can stand within a sentence. */
const titleOf = (reading: string, definition: Agreement) =>
  (definition.readings.find((each) => each.id === reading)?.title?.en ?? reading).replace(/^The /, 'the ');

function readingText(id: string, reading: ReadingVerdict, incident: Incident, writing: Writing): string {
  const { language, definition } = writing;
  const name = capital(titleOf(id, definition));
  const lines: string[] = [];
  if (reading.outcome === 'undetermined') {
    lines.push(
      fill(language.readingOpen, {
        reading: name,
        possible: reading.possible.map((each) => language.shortOutcome[each]).join(language.or),
      }),
    );
    lines.push(reading.possible.includes('violation') ? language.mayBeViolation : language.clearedEitherWay);
  } else {
    const stands = reading.outcome === 'violation' || reading.outcome === 'exempt' || reading.standing === 'disproved';
    const template = stands ? language.readingHead : language.readingHeadPlain;
    lines.push(
      fill(template, {
        reading: name,
        outcome: language.outcome[reading.outcome],
        standing: language.standing[reading.standing],
      }),
    );
  }
  if (reading.candidates.filter((each) => each.votes).length > 1)
    lines.push(
      fill(incident.attribution === 'each' ? language.each : language.oneOf, {
        count: reading.candidates.filter((each) => each.votes).length,
      }),
    );
  for (const candidate of reading.candidates)
    lines.push(...candidateLines(candidate, writing).map((line) => `  ${line}`));
  for (const { exception, otherwise } of reading.dependsOn)
    lines.push(fill(language.dependsOn, { exception, otherwise: language.shortOutcome[otherwise] }));
  for (const entry of reading.presumed)
    lines.push(fill(language.presumed, { what: presumedWords(entry, writing), why: entry.why }));
  for (const entry of reading.doubted)
    lines.push(fill(language.doubted, { what: factWords(entry.fact, entry.params, writing), why: entry.why }));
  lines.push(...missingLines(reading.missing, writing));
  return lines.join('\n');
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function candidateLines(candidate: CandidateVerdict, writing: Writing): string[] {
  const { language, registry } = writing;
  const name = (id: string | null, unknown: string) => {
    const group = id === null ? undefined : registry.groups.get(id);
    return id === null ? unknown : group === undefined ? `“${id}”` : displayName(group);
  };
  const outcome =
    candidate.outcome === 'undetermined'
      ? candidate.possible.map((each) => language.shortOutcome[each]).join(language.or)
      : language.shortOutcome[candidate.outcome];
  const line = fill(language.candidate, {
    actor: name(candidate.actor, language.unknownActor),
    target: name(candidate.target, language.unknownTarget),
    grade: candidate.grade ?? language.noGrade,
    outcome,
  });
  const lines = [capital(line)];
  if (!candidate.votes) lines.push(`  ${language.doesNotVote}`);
  const besides = clausesText(candidate.because, language, registry);
  if (besides !== '') lines.push(`  ${capital(besides)}.`);
  const missed = candidate.outcome === 'out_of_scope' || candidate.outcome === 'no_violation';
  for (const term of candidate.terms.filter((each) => each.state !== 'near' || missed))
    lines.push(...termLines(term, writing).map((each) => `  ${each}`));
  return lines;
}

function termLines(term: TermReason, writing: Writing): string[] {
  const { language, registry, definition } = writing;
  const text = definition.texts.find((each) => each.id === term.clause.text)?.title ?? term.clause.text;
  const lines = [
    fill(language.termState[term.state], { term: term.id, says: term.clause.says, text, at: term.clause.at }),
    `  ${fill(language.because, { reasons: clausesText(term.because, language, registry) })}`,
  ];
  if (term.state === 'near' || term.state === 'unprotected') return lines;
  for (const lifting of term.lifting) {
    if (term.state === 'lifted' && lifting.holds === 'unknown') continue;
    const line = liftingLine(lifting, writing);
    if (line !== undefined) lines.push(`  ${line}`);
  }
  return lines;
}

/** An exception that lifts, may lift, or would lift but for the reading or a limit; nothing for one that is not met. */
function liftingLine(lifting: LiftingReason, { language, registry }: Writing): string | undefined {
  const values = {
    exception: lifting.id,
    kind: language.exceptionKind[lifting.kind],
    reasons: clausesText(lifting.because, language, registry),
  };
  if (lifting.accepted === false) return lifting.truth === 'true' ? fill(language.notAccepted, values) : undefined;
  const limit = lifting.defeatedBy?.find((each) => each.holds === 'true');
  if (lifting.holds === 'true') return fill(lifting.truth === 'true' ? language.liftedBy : language.presumedIn, values);
  if (lifting.holds === 'unknown') return fill(language.mayLift, values);
  if (lifting.truth === 'true' && limit !== undefined)
    return fill(language.blocked, {
      ...values,
      limit: limit.id,
      reasons: clausesText(limit.because, language, registry),
    });
  return lifting.truth === 'unknown' ? fill(language.presumedOut, values) : undefined;
}

function factWords(
  fact: string | undefined,
  params: Readonly<Record<string, string | number>> | undefined,
  { language, registry }: Writing,
): string {
  if (fact === undefined) return '';
  const named = Object.fromEntries(
    Object.entries(params ?? {}).map(([name, value]) => [name, wordOf(value, registry)]),
  );
  return fill(language.subject[fact] ?? `“${fact}”`, { group: language.others, ...named });
}

function presumedWords(entry: ReadingVerdict['presumed'][number], writing: Writing): string {
  const { language, registry } = writing;
  if (entry.exception !== undefined) {
    const form = entry.is === true ? language.presumedException.true : language.presumedException.false;
    return fill(form, { exception: entry.exception });
  }
  if (entry.contains !== undefined) {
    const form = language.member[entry.fact ?? '']?.[0] ?? language.memberOfOwn[0];
    const params = Object.fromEntries(
      Object.entries(entry.params ?? {}).map(([name, value]) => [name, wordOf(value, registry)]),
    );
    return fill(form, {
      group: language.others,
      fact: entry.fact ?? '',
      ...params,
      value: wordOf(entry.contains, registry),
    });
  }
  const fact = factWords(entry.fact, entry.params, writing);
  return fill(language.presumedIs, { fact, value: wordOf(entry.is, registry) });
}

function missingLines(missing: readonly MissingEntry[], writing: Writing): string[] {
  const { language } = writing;
  if (missing.length === 0) return [];
  const together = missing.some((entry) => entry.together === true);
  const lines = missing.map((entry) => {
    const fact = entry.ask ?? questionWords(entry, writing);
    const wouldBe = entry.wouldBe.map((each) => language.shortOutcome[each]).join(language.or);
    if (together) return `  - ${fact}`;
    return `  - ${fill(entry.ask === undefined ? language.missing : language.missingAsked, { fact, wouldBe })}`;
  });
  return [together ? language.missingTogether : language.missingHead, ...lines];
}

function questionWords(entry: MissingEntry, writing: Writing): string {
  const { question } = writing.language;
  if (entry.fact.startsWith('exception:'))
    return fill(question.exception, { exception: entry.fact.slice('exception:'.length) });
  const known = (question as Readonly<Record<string, string>>)[entry.fact];
  if (known !== undefined && entry.fact !== 'exception' && entry.fact !== 'other') return known;
  const statement = writing.language.statement[entry.fact]?.[2];
  if (statement !== undefined) return capital(statement.replace('it is not known whether', 'whether'));
  return fill(question.other, { fact: factWords(entry.fact, entry.params, writing) });
}
