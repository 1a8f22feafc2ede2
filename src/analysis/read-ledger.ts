import type { Service } from '../actions/service.js';
import type { Agreement, Reading } from '../domain/agreement.js';
import type { Database } from '../store/connect.js';
import { countMarks, countVerdicts, WHOLE } from '../store/count-marks.js';
import { countOutcomes, countWithOutcomes } from '../store/count-outcomes.js';
import type { Scope } from '../store/counted-verdicts.js';
import { type CountsAsked, type CountsSaid, type Settled, settle } from './asked.js';
import { type LedgerCounts, ledgerOf, type ReadingLedger } from './ledger.js';
import { countPartings, type Parting } from './parted.js';

/** The ledger of one reading, with what it counts. */
export interface Ledger extends ReadingLedger, CountsSaid {
  readonly counted: number;
  /** Dated only roughly: they reach into the time asked for, are not surely in it, and are not counted. */
  readonly partlyInSpan: number;
  /** Of this reading and each other. */
  readonly partedBy: readonly Parting[];
}

/**
 * Somebody asks what every exception lifted, whose acts, where and when, and what would follow if it were closed.
 * @returns one ledger for each agreement and reading asked for, in the rulebook's order, and the revision they are of
 */
export async function readLedgers(
  service: Service,
  asked: CountsAsked,
): Promise<{ readonly ledgers: Ledger[]; readonly asOf: number; readonly revision: number }> {
  const { database } = service;
  const settled = await settle(service, asked);
  const ledgers: Ledger[] = [];
  for (const { definition, readings } of settled.agreements) {
    if (readings.length === 0) continue;
    const scope = settled.scope(definition.id);
    const { counted, partlyInSpan } = await countVerdicts(database, scope);
    const partings = await countPartings(database, scope);
    for (const reading of readings)
      ledgers.push({
        ...(await countReading(database, definition, reading, scope, settled)),
        ...settled.said,
        counted,
        partlyInSpan,
        partedBy: partings.filter((each) => each.readings.includes(reading.id)),
      });
  }
  return { ledgers, asOf: settled.said.asOf, revision: settled.said.revision };
}

async function countReading(
  database: Database,
  agreement: Agreement,
  { id, ...reading }: Reading,
  scope: Scope,
  { months }: Settled,
): Promise<ReadingLedger> {
  const readings = [id];
  const shares = { kinds: ['basis', 'hangs'], readings } as const;
  const kinds = ['basis', 'hangs', 'opens', 'ends', 'whose', 'whom'] as const;
  const counts: LedgerCounts = {
    outcomes: await countOutcomes(database, scope, WHOLE, readings),
    whole: await countMarks(database, scope, WHOLE, { kinds, readings }),
    months: await countMarks(database, scope, months, shares),
    areas: await countMarks(database, scope, { by: 'area' }, shares),
    hanging:
      scope.unit === 'events'
        ? undefined
        : await countWithOutcomes(database, scope, { kinds: ['hangs'], readings }, readings),
  };
  return ledgerOf(agreement, { id, ...reading }, counts);
}
