import type { Incident } from '../domain/incident.js';
import type { Judgement } from '../domain/verdict.js';
import type { Rulebook } from '../engine/rulebook.js';
import { type SecondOpinion, secondOpinion } from '../engine/second-opinion.js';

/** What json-rules-engine makes of an incident, beside the verdicts, for `truce judge --engine json-rules-engine`. */

export interface AgreementOpinion {
  readonly json: {
    readonly agreement: string;
    readonly engine: 'json-rules-engine';
    readonly readings: readonly SecondOpinion[];
  };
  readonly text: string;
  readonly agrees: boolean;
}

/** @param only one reading, or all when absent */
export async function secondOpinions(
  incident: Incident,
  verdicts: readonly Judgement[],
  rulebook: Rulebook,
  only?: string,
): Promise<AgreementOpinion[]> {
  const opinions: AgreementOpinion[] = [];
  for (const { agreement } of verdicts) {
    const compiled = rulebook.agreements.get(agreement);
    if (compiled === undefined) continue;
    const all = await secondOpinion(incident, compiled, rulebook);
    const readings = all.filter(({ reading }) => only === undefined || reading === only);
    opinions.push({
      json: { agreement, engine: 'json-rules-engine', readings },
      text: [`Second opinion on ${agreement}, by json-rules-engine:`, ...readings.flatMap(lines)].join('\n'),
      agrees: readings.every(({ agrees }) => agrees),
    });
  }
  return opinions;
}

/** How many ways of filling in what is unknown were tried, what they came to, and whether the verdict allows it. */
function lines(opinion: SecondOpinion): string[] {
  const { reading, outcome, possible, checked, exhaustive, seen, agrees, disagreements } = opinion;
  const tried = exhaustive ? `every completion (${checked})` : `a sample of ${checked} completions`;
  const verdict = outcome === 'undetermined' ? `undetermined (${possible.join(' or ')})` : outcome;
  const head = `  ${reading}: ${seen.join(' or ')} on ${tried}; the verdict is ${verdict}: ${agrees ? 'they agree' : 'THEY DISAGREE'}`;
  const where = disagreements.map(
    ({ candidate, completion, outcome: got, possible: allowed }) =>
      `    candidate ${candidate}, completion ${completion}: ${got}, where the verdict allows ${allowed.join(' or ')}`,
  );
  return [head, ...where];
}
