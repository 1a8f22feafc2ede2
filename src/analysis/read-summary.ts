import type { Service } from '../actions/service.js';
import { countMarks, countVerdicts, WHOLE } from '../store/count-marks.js';
import { countOutcomes, countWithOutcomes } from '../store/count-outcomes.js';
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

/** A dashboard asks how much there is of everything. */
export async function readSummary(service: Service, asked: CountsAsked): Promise<Summary> {
  const { database } = service;
  const settled = await settle(service, asked);
  const agreements: Summary['agreements'][number][] = [];
  for (const { definition, readings: wanted } of settled.agreements) {
    if (wanted.length === 0) continue;
    const scope = settled.scope(definition.id);
    const readings = wanted.map(({ id }) => id);
    const sides = { kinds: ['actor', 'target'], readings: [''] } as const;
    const { counted, partlyInSpan } = await countVerdicts(database, scope);
    const summary = summaryOf(definition, wanted, {
      outcomes: await countOutcomes(database, scope, WHOLE, readings),
      terms: await countMarks(database, scope, WHOLE, { kinds: ['breached', 'lifted'], readings }),
      days: await countOutcomes(database, scope, settled.days, readings),
      areas: await countOutcomes(database, scope, { by: 'area' }, readings),
      parties: await countMarks(database, scope, WHOLE, sides),
      partyOutcomes: await countWithOutcomes(database, scope, sides, readings),
    });
    const { agreement, ...rest } = summary;
    agreements.push({ agreement, counted, partlyInSpan, ...rest });
  }
  return { ...settled.said, agreements };
}
