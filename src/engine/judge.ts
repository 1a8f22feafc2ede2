import type { Incident } from '../domain/incident.js';
import { FALSE } from '../domain/truth.js';
import { type Judgement, type ReadingVerdict, SEMANTICS } from '../domain/verdict.js';
import { standingOf, votesOf } from './combine.js';
import type { CompiledAgreement } from './compiled-agreement.js';
import { dependsOn } from './depends.js';
import { Evaluator } from './evaluate.js';
import { outcomesOf } from './fold.js';
import { missingOf } from './missing.js';
import { partedBy } from './parted.js';
import { doubtedOf, presumedOf } from './presumed.js';
import { evaluateReading, type ReadingResult } from './reading.js';
import { candidateVerdict } from './reasons.js';
import type { Rulebook } from './rulebook.js';
import { type Situation, situationOf } from './situation.js';
import { View } from './view.js';

/**
 * Judges one incident against one agreement under all its readings.
 * A pure function of incident and rulebook (S19): no clock, no database, no order of files, no chance.
 * @param incident fits the contract (incidentSchema).
 * @param incidentHash as made by hashOf over the incident as sent.
 */
export function judge(
  incident: Incident,
  incidentHash: string,
  agreement: CompiledAgreement,
  rulebook: Rulebook,
): Judgement {
  return judgeSituation(situationOf(incident, rulebook.registry), incidentHash, agreement, rulebook);
}

function judgeSituation(
  situation: Situation,
  incidentHash: string,
  agreement: CompiledAgreement,
  rulebook: Rulebook,
): Judgement {
  const evaluator = new Evaluator(agreement, situation);
  const results = agreement.readings.map((reading) => ({
    id: reading.id,
    result: evaluateReading(evaluator, reading.plan),
  }));
  const [headline] = results;
  if (headline === undefined) throw new RangeError(`${agreement.definition.id} has no reading`);
  const firm = new Set(results.map(({ result }) => result.outcome).filter((outcome) => outcome !== 'undetermined'));
  return {
    incident: { reportId: situation.incident.reportId, hash: incidentHash },
    agreement: agreement.definition.id,
    rulebook: rulebook.hash,
    semantics: SEMANTICS,
    reading: headline.id,
    outcome: headline.result.outcome,
    contested: firm.size > 1,
    partedBy: partings(evaluator, results),
    readings: Object.fromEntries(results.map(({ id, result }) => [id, readingVerdict(evaluator, result)])),
  };
}

/** Every pair of readings that come to different outcomes, with what parts them (S11). */
function partings(
  evaluator: Evaluator,
  results: readonly { id: string; result: ReadingResult }[],
): Judgement['partedBy'] {
  return results.flatMap((earlier, index) =>
    results
      .slice(index + 1)
      .filter((later) => later.result.outcome !== earlier.result.outcome)
      .map((later) => ({
        readings: [earlier.id, later.id],
        differences: partedBy(evaluator, earlier.result, later.result),
      })),
  );
}

function readingVerdict(evaluator: Evaluator, result: ReadingResult): ReadingVerdict {
  const { incident } = evaluator.situation;
  const votes = votesOf(incident);
  return {
    outcome: result.outcome,
    possible: outcomesOf(result.possible),
    standing: standingOf(incident),
    candidates: result.candidates.map((each, index) => candidateVerdict(evaluator, each, votes[index] ?? false)),
    dependsOn: dependsOn(evaluator, result),
    missing: missingOf(evaluator, result),
    presumed: presumedOf(evaluator, result),
    doubted: doubtedOf(evaluator, result),
  };
}

export interface JudgedAll {
  readonly verdicts: Judgement[];
  readonly untouched: { agreement: string; why: string }[];
}

/**
 * Judges against every agreement asked for, or else every one that is not surely outside the incident's time or territory.
 * @param only ids of agreements of this rulebook; others are passed over (the caller has refused them).
 */
export function judgeAll(
  incident: Incident,
  incidentHash: string,
  rulebook: Rulebook,
  only?: readonly string[],
): JudgedAll {
  const judges = (id: string) => only === undefined || only.includes(id);
  return judgeThose(incident, incidentHash, rulebook, judges, only === undefined);
}

/**
 * Judges against those of the agreements that the incident is not surely outside of: what `judgeAll` answers of them.
 * @param agreements ids; those that the rulebook does not hold are passed over
 */
export const judgeTouched = (
  incident: Incident,
  incidentHash: string,
  rulebook: Rulebook,
  agreements: ReadonlySet<string>,
): Judgement[] => judgeThose(incident, incidentHash, rulebook, (id) => agreements.has(id), true).verdicts;

function judgeThose(
  incident: Incident,
  incidentHash: string,
  rulebook: Rulebook,
  judges: (agreement: string) => boolean,
  leaveOutside: boolean,
): JudgedAll {
  const situation = situationOf(incident, rulebook.registry);
  const verdicts: Judgement[] = [];
  const untouched: JudgedAll['untouched'] = [];
  for (const agreement of rulebook.agreements.values()) {
    const { id } = agreement.definition;
    if (!judges(id)) continue;
    const why = leaveOutside ? surelyOutside(situation, agreement) : undefined;
    if (why === undefined) verdicts.push(judgeSituation(situation, incidentHash, agreement, rulebook));
    else untouched.push({ agreement: id, why });
  }
  return { verdicts, untouched };
}

/** Why an incident is surely not the agreement's affair, so that no verdict is made; undefined where it may be. */
export function surelyOutside(situation: Situation, agreement: CompiledAgreement): string | undefined {
  const view = new View(situation, 0, agreement, { roles: new Map() });
  if (agreement.inForce.truth(view) === FALSE) return 'the agreement was not in force when it happened';
  if (agreement.territory.truth(view) === FALSE) return 'it happened outside the territory of the agreement';
  return undefined;
}
