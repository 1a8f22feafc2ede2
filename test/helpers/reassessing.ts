import { randomUUID } from 'node:crypto';
import { correctIncident } from '../../src/actions/correct-incident.js';
import { KeptRulebooks } from '../../src/actions/kept-rulebooks.js';
import { planReassessment } from '../../src/actions/plan-reassessment.js';
import { type Reassessor, reassess } from '../../src/actions/reassess.js';
import { submitMany } from '../../src/actions/submit-many.js';
import { withdrawIncident } from '../../src/actions/withdraw-incident.js';
import type { Incident } from '../../src/domain/incident.js';
import type { Rulebook } from '../../src/engine/rulebook.js';
import type { RuleFile } from '../../src/rulebook/read-files.js';
import type { Database } from '../../src/store/connect.js';
import type { Reassessment } from '../../src/store/reassessments.js';
import { write } from '../../src/store/revision.js';
import { keepRulebook } from '../../src/store/rulebooks.js';
import { storedVerdicts } from '../../src/store/stored-verdicts.js';
import { filesIn, GOOD_RULES } from '../rulebook/rule-folders.js';
import { wholeCaller } from './callers.js';
import { builtFrom, smallReport, smallService } from './small-record.js';

/** A small record under two agreements, rulebooks that change under it, and what stands at the end. */

type Edit = readonly [path: string, from: string, to: string];

const later = 'from: "2016-02-27T00:00:00+02:00", until: "2017-01-01T00:00:00+02:00"';

/** The small rules with a second agreement that begins later, and some of it edited. */
export function rulesWith(...edits: readonly Edit[]): Rulebook {
  const files = filesIn(GOOD_RULES).flatMap((file): RuleFile[] => {
    if (!file.path.startsWith('example/')) return [file];
    const path = file.path.replace('example/', 'second/');
    const text = file.text.replace('id: example', 'id: second').replace(later, 'from: "2016-06-01T00:00:00+02:00"');
    return [file, { path, text }];
  });
  for (const [path, from, to] of edits) {
    const at = files.findIndex((file) => file.path === path);
    const text = files[at]?.text;
    if (!text?.includes(from)) throw new Error(`${path} has no ${from}`);
    files[at] = { path, text: text.replace(from, to) };
  }
  return builtFrom(files);
}

export const without = (rulebook: Rulebook, agreement: string, files = filesIn(GOOD_RULES)): Rulebook =>
  agreement === 'second' && rulebook.agreements.has('example') ? builtFrom(files) : rulebook;

export const NORTH_ALWAYS: Edit = [
  'example/agreement.yaml',
  'when: { condition: by-north } }]',
  'when: { condition: attack } }]',
];
export const SECOND_EARLIER: Edit = ['second/agreement.yaml', 'from: "2016-06-01', 'from: "2016-03-01'];
export const EXAMPLE_LATER: Edit = ['example/agreement.yaml', 'from: "2016-02-27', 'from: "2016-05-01'];
export const REWORDED: Edit = ['example/agreement.yaml', 'en: Example truce', 'en: The truce of the example'];
export const GUNS_OF_80: Edit = ['example/agreement.yaml', 'greaterThan, value: 100', 'greaterThan, value: 80'];

export const BANDITS_OF_THE_SOUTH: Edit = [
  'groups.yaml',
  'aliases: [Jaysh al-Janub]',
  'aliases: [Jaysh al-Janub]\n    memberOf: [{ group: bandits, source: Rumour }]',
];
export const SOMEBODY_KNOWN: Edit = [
  'groups.yaml',
  '  - id: bandits',
  '  - id: somebody-else\n    kind: militia\n    names: { en: [Somebody Else] }\n' +
    '    memberOf: [{ group: north, source: Muster roll }]\n  - id: bandits',
];
/** Where every seventh report is. */
export const GROUND_ELSEWHERE: Edit = [
  'second/zones.geojson',
  '[[[36, 35], [37, 35], [37, 36], [36, 36], [36, 35]]]',
  '[[[9, 9], [11, 9], [11, 11], [9, 11], [9, 9]]]',
];
export const SECOND_BINDS_THE_SOUTH: Edit = ['second/agreement.yaml', 'binds: north-side', 'binds: south-side'];

/** Reports before, in and after the agreements, near the line and far, inside and outside the valley, by and against whom the rules know and do not. */
export function manyReports(count: number): Incident[] {
  const actors = ['north-army', 'north', 'south', undefined, 'Somebody Else'];
  const months = ['2016-01', '2016-03', '2016-04', '2016-07', '2016-12'];
  return Array.from({ length: count }, (_, index) => {
    const [actor, month] = [actors[index % 5], months[Math.floor(index / 5) % 5]];
    const shift = index % 7 === 6 ? { lon: 10, lat: 10 } : {};
    return smallReport({
      reportId: `m${index}`,
      event: `e${index}`,
      occurred: { from: `${month}-0${1 + (index % 9)}T10:00:00+02:00` },
      place: { name: `Ford ${index}`, lon: 36.5, lat: index % 2 === 0 ? 35.45 : 35.2, radiusKm: 1, ...shift },
      candidates: [{ ...(actor === undefined ? {} : { actor }), target: index % 3 === 0 ? 'north' : 'south' }],
      weapon: { class: 'mortar', calibreMm: 60 + ((index * 13) % 70) },
      facts: { gaveNotice: index % 2 === 0, mood: index % 4 === 0 ? 'tense' : 'calm' },
    } as Partial<Incident>);
  });
}

/** Takes them in by a rulebook; some are corrected, one withdrawn. */
export async function fillRecord(database: Database, rulebook: Rulebook, count: number): Promise<void> {
  const service = smallService(database, rulebook);
  const reports = manyReports(count);
  const ids: string[] = [];
  for (let start = 0; start < count; start += 10)
    for (const answer of await submitMany(service, rulebook, 'them', reports.slice(start, start + 10)))
      if ('incident' in answer) ids.push(answer.incident.id);
  const [corrected, withdrawn] = [ids[3], ids[4]] as [string, string];
  await correctIncident(service, wholeCaller('them'), {
    id: corrected,
    report: { ...(reports[3] as Incident), happened: 'confirmed' },
  });
  await withdrawIncident(service, wholeCaller('them'), { id: withdrawn, reason: 'a double' });
}

/** A rulebook goes live in the place of another. */
export async function goesLive(database: Database, from: Rulebook | undefined, to: Rulebook) {
  return write(database, async (transaction, revision) => {
    await keepRulebook(transaction, to, 0);
    revision.publish(to.hash);
    return planReassessment(transaction, revision, {
      from: from?.hash,
      to: to.hash,
      at: Date.parse('2026-11-23T08:00:00Z'),
      who: 'an-analyst',
    });
  });
}

export const reassessor = (database: Database): Reassessor => ({
  database,
  keptRulebooks: new KeptRulebooks(database),
  holder: randomUUID(),
  now: Date.now,
});

/** Works until nothing is left. @returns how far it was, the last being the end */
export async function reassessAll(
  database: Database,
  signal: AbortSignal = new AbortController().signal,
): Promise<Reassessment[]> {
  const told: Reassessment[] = [];
  for await (const each of reassess(reassessor(database), signal)) told.push(each);
  return told;
}

/** What stands, in words that do not depend on when and by which process it was stored, by report and agreement. */
export async function whatStands(database: Database): Promise<Record<string, unknown>> {
  const asOf = Number.MAX_SAFE_INTEGER;
  const all = await storedVerdicts(database, { after: 0, asOf }, 100_000);
  const current = all.filter(({ row }) => row.ended === null);
  const entries = current.map(({ row, text, marks }) => {
    const judgement = JSON.parse(text as string);
    const { reportId } = judgement.incident;
    const { summary: _, number: __, id: ___, incident: ____, rulebook: _____, supersedes, judged_at, ...columns } = row;
    return [
      `${reportId} ${row.agreement}`,
      {
        judgement: { ...judgement, rulebook: '', incident: { ...judgement.incident, id: '' } },
        marks: marks.map((mark) => JSON.stringify(mark)).sort(),
        columns,
      },
    ] as const;
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
