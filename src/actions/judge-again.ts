import { type Added, withAdded } from '../domain/added.js';
import type { Incident } from '../domain/incident.js';
import { type Judgement, SEMANTICS } from '../domain/verdict.js';
import { hashOf } from '../engine/hash.js';
import { judgeTouched } from '../engine/judge.js';
import type { Rulebook } from '../engine/rulebook.js';
import type { Cause } from '../store/causes.js';
import type { StandingIncident, StandingVerdict } from '../store/standing-incidents.js';
import { packedBody } from '../store/verdict-body.js';
import type { NewVerdict } from '../store/verdict-rows.js';
import type { Compared, Comparisons } from './comparisons.js';
import { newVerdicts } from './new-verdict.js';
import { stepByStep } from './step-by-step.js';

/** An incident that stands is judged again by the rulebook that is live, and only what came out otherwise is new. */

/** What a rulebook that went live asks of an incident. */
export interface Again {
  readonly incident: StandingIncident;
  /** The report with what was added to it. */
  readonly report: Incident;
  /** The agreements to judge it under. */
  readonly agreements: ReadonlySet<string>;
  /** The verdicts that may not hold any longer. */
  readonly doubted: readonly StandingVerdict[];
}

/** What came out otherwise. */
export interface Otherwise {
  readonly incident: StandingIncident;
  readonly judged: number;
  /** The new ones, packed; number and time are given when they are recorded. */
  readonly verdicts: readonly NewVerdict[];
  /** By agreement: the ids of the verdicts that they take the place of, or that end. */
  readonly before: ReadonlyMap<string, string>;
  /** Why, by agreement. */
  readonly because: ReadonlyMap<string, readonly Cause[]>;
  readonly flipped: number;
  readonly possibleFlipped: number;
}

export interface Task {
  readonly live: Rulebook;
  readonly comparisons: Comparisons;
  /** The rulebook that was live before; what was added to an agreement since may make it touch an incident. */
  readonly previous: string | undefined;
  /** Agreements that touch the same times and places as in every rulebook that what stands was judged by. */
  readonly steady: ReadonlySet<string>;
}

/** @returns undefined where nothing that changed can alter a judgement of this incident */
export async function toJudgeAgain(incident: StandingIncident, task: Task): Promise<Again | undefined> {
  const { live, comparisons, steady } = task;
  const report = withAdded(incident.report as Incident, incident.added as Added | null);
  const doubted: StandingVerdict[] = [];
  for (const verdict of incident.verdicts) {
    if (verdict.semantics === SEMANTICS) {
      if (verdict.rulebook === live.hash) continue;
      const compared = await comparisons.with(verdict.rulebook);
      if (compared?.comparison.mayTouch(report, verdict.agreement) === false) continue;
    }
    doubted.push(verdict);
  }
  const held = new Set(incident.verdicts.map(({ agreement }) => agreement));
  const open = [...live.agreements.keys()].filter((id) => !held.has(id) && !steady.has(id));
  if (doubted.length === 0 && open.length === 0) return undefined;
  return { incident, report, agreements: new Set([...doubted.map(({ agreement }) => agreement), ...open]), doubted };
}

/**
 * @param texts the JSON of the doubted judgements by the number of their verdict; one that cannot be read is superseded
 * @returns undefined where everything came out as it stands: a verdict that differs by the hash of its rulebook alone stays
 */
export async function judgeAgain(
  { incident, report, agreements, doubted }: Again,
  texts: ReadonlyMap<number, string>,
  task: Task,
): Promise<Otherwise | { readonly judged: number }> {
  const { live, comparisons } = task;
  const { id, version, reportId } = incident;
  const hash = incident.added === null ? incident.hash : hashOf(report);
  const judgements = judgeTouched(report, hash, live, agreements).map((judgement) => ({
    ...judgement,
    incident: { id, version, reportId, hash },
  }));
  const made = newVerdicts(report, judgements, [], live, 0, (incident.added as Added | null)?.area);
  const before = new Map<string, string>();
  const because = new Map<string, readonly Cause[]>();
  const verdicts: NewVerdict[] = [];
  const flips = { flipped: 0, possibleFlipped: 0 };
  for (const verdict of made) {
    const { agreement } = verdict.judgement;
    const old = doubted.find((each) => each.agreement === agreement);
    const compared = await comparisons.with(old?.rulebook ?? task.previous ?? '');
    const text = JSON.stringify(verdict.judgement);
    if (old !== undefined) {
      const stood = texts.get(old.number);
      const same = old.semantics === SEMANTICS && stood === underHash(text, live.hash, old.rulebook);
      if (same && stood !== undefined) {
        const then = compared === undefined ? undefined : asMade(stood, verdict, report, compared);
        if (then !== undefined && foundAlike(then, verdict)) continue;
      } else count(flips, readingsOf(stood), verdict.judgement);
      before.set(agreement, old.id);
    }
    because.set(agreement, await causes(report, agreement, old, compared));
    verdicts.push({ ...verdict, body: await packedBody(text) });
  }
  for (const old of doubted) {
    if (made.some(({ judgement }) => judgement.agreement === old.agreement)) continue;
    before.set(old.agreement, old.id);
    because.set(old.agreement, await causes(report, old.agreement, old, await comparisons.with(old.rulebook)));
  }
  const judged = made.length;
  if (verdicts.length === 0 && before.size === 0) return { judged };
  return { incident, judged, verdicts, before, because, ...flips };
}

/** The JSON of a judgement as it would be had a rulebook of another hash made it. */
const underHash = (text: string, hash: string, other: string): string =>
  // A quote within a text is escaped, so that this can only be the key itself.
  text.replace(`"rulebook":"${hash}"`, () => `"rulebook":"${other}"`);

/** A stored judgement as it was made ready to be stored: with its marks, by its own rulebook. */
function asMade(
  text: string,
  { judgement, area }: NewVerdict,
  report: Incident,
  { before }: Compared,
): NewVerdict | undefined {
  const stood = JSON.parse(text) as Judgement;
  return before.agreements.has(judgement.agreement) ? newVerdicts(report, [stood], [], before, 0, area)[0] : undefined;
}

/** Whether lists and counts find two verdicts by the same, and show the same of them in short. */
function foundAlike(one: NewVerdict, other: NewVerdict): boolean {
  const found = ({ summary, marks, area }: NewVerdict) => JSON.stringify([summary, marks, area]);
  return found(one) === found(other);
}

/** A flip is a change of outcome in some reading; where every outcome stays, one of what is possible. */
function count(
  flips: { flipped: number; possibleFlipped: number },
  stood: Judgement['readings'],
  { readings }: Judgement,
): void {
  const both = Object.entries(readings).flatMap(([id, reading]) => {
    const before = stood[id];
    return before === undefined ? [] : [{ before, reading }];
  });
  if (both.some(({ before, reading }) => before.outcome !== reading.outcome)) flips.flipped += 1;
  else if (both.some(({ before, reading }) => before.possible.join() !== reading.possible.join()))
    flips.possibleFlipped += 1;
}

/** What a stored judgement says of each reading; nothing where it is damaged, and then nothing is counted as flipped. */
function readingsOf(text: string | undefined): Judgement['readings'] {
  try {
    return (JSON.parse(text ?? '{}') as Partial<Judgement>).readings ?? {};
  } catch {
    return {};
  }
}

/**
 * The rule changes behind a verdict that takes the place of another: an irreducible set that turns what was possible into
 * what is. Where that is the same and only reasons differ, every change that a verdict under the agreement can show.
 */
async function causes(
  report: Incident,
  agreement: string,
  old: StandingVerdict | undefined,
  compared: Compared | undefined,
): Promise<Cause[]> {
  const turned = compared === undefined ? [] : await stepByStep(compared.comparison.because(report, agreement));
  const shown = (compared?.comparison.changes ?? []).filter(
    (change) => change.effect !== 'nothing' && (change.agreement ?? agreement) === agreement,
  );
  const told = (turned.length > 0 ? turned : shown).map(({ id, agreement: of, kind, text }) => ({
    id,
    ...(of === undefined ? {} : { agreement: of }),
    kind,
    text,
  }));
  if (old === undefined || old.semantics === SEMANTICS) return told;
  return [...told, { id: 'semantics', kind: 'changed', text: `semantics ${old.semantics} → ${SEMANTICS}` }];
}
