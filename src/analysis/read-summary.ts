import type { Service } from '../actions/service.js';
import { countMarks, countPairs, countVerdicts } from '../store/count-marks.js';
import { type CountsAsked, type CountsSaid, settle } from './asked.js';
import { type AgreementSummary, summaryOf } from './summary.js';

/** Counts over the verdicts of every agreement asked for. */
export interface Summary extends CountsSaid {
  readonly agreements: readonly (AgreementSummary & {
    readonly counted: number;
    /** Dated only roughly: they reach into the time asked for, are not surely in it, and are not counted. */
    readonly partlyInSpan: number;
  })[];
}

const VIOLATIONS = { outcome: ['violation'], may: ['violation'] } as const;

/** A dashboard asks how much there is of everything. */
export async function readSummary(service: Service, asked: CountsAsked): Promise<Summary> {
  const { database } = service;
  const settled = await settle(service, asked);
  const agreements: Summary['agreements'][number][] = [];
  for (const { definition, readings: wanted } of settled.agreements) {
    if (wanted.length === 0) continue;
    const scope = settled.scope(definition.id);
    const readings = wanted.map(({ id }) => id);
    const outcomes = { kinds: ['outcome', 'may'], readings, values: { may: ['violation'] } } as const;
    const sides = { kinds: ['actor', 'target'], readings: [''] } as const;
    const whole = { ...outcomes, kinds: ['outcome', 'may', 'breached', 'lifted'] } as const;
    const { counted, partlyInSpan } = await countVerdicts(database, scope);
    const summary = summaryOf(definition, wanted, {
      whole: await countMarks(database, scope, { by: 'nothing' }, whole),
      days: await countMarks(database, scope, settled.days, outcomes),
      areas: await countMarks(database, scope, { by: 'area' }, outcomes),
      parties: await countMarks(database, scope, { by: 'nothing' }, sides),
      partyOutcomes: await countPairs(database, scope, sides, { ...outcomes, values: VIOLATIONS }),
    });
    const { agreement, ...rest } = summary;
    agreements.push({ agreement, counted, partlyInSpan, ...rest });
  }
  return { ...settled.said, agreements };
}
