import { type Command, Option } from 'commander';
import type { Service } from '../actions/service.js';
import type { CountsAsked, CountsSaid } from '../analysis/asked.js';
import { readConfig } from '../config.js';
import { endOfSpan } from '../domain/calendar.js';
import { Problem } from '../domain/problem.js';
import { isTimeZone, nearestTimeZones } from '../domain/time-zone.js';
import { countsAsked } from '../http/count-filters.js';
import { connect } from '../store/connect.js';
import { UNITS } from '../store/counted-verdicts.js';
import { migrate } from '../store/migrate.js';
import { openRulebook } from './open-rulebook.js';

/** What the commands that count have in common: which verdicts, in which unit, from which database. */

export interface CountOptions {
  readonly agreement?: string;
  readonly reading?: string;
  readonly from?: string;
  readonly to?: string;
  readonly party?: string;
  readonly area?: string;
  readonly count?: CountsAsked['unit'];
  readonly zone: string;
  readonly json?: boolean;
  readonly database?: string;
  readonly rules?: string;
}

export const withCountOptions = (command: Command): Command =>
  command
    .option('--agreement <id>', 'only this agreement')
    .option('--reading <id>', 'only this reading')
    .option('--from <time>', 'only what surely happened from this day or time on')
    .option('--to <time>', 'only what surely happened up to and including this day or time')
    .option('--party <group>', 'only where this group, or one that was part of it, acted or was struck')
    .option('--area <code>', 'only in this first-level area, such as SY05; unknown for those not known')
    .addOption(new Option('--count <unit>', 'what is counted').choices(UNITS).default('incidents'))
    .option('--zone <name>', 'the time zone of days and months, such as Asia/Damascus', 'UTC')
    .option('--json', 'print JSON instead of tables')
    .option('--database <url>', 'sqlite:FILE or postgres://… (otherwise TRUCE_DATABASE_URL)')
    .option('--rules <folder>', 'the folder of rule files (otherwise TRUCE_RULES)');

/**
 * Asks the database that the options name.
 * @returns undefined where the rule files do not load; that has been told then
 * @throws Problem for a value that cannot be
 */
export async function counted<T>(
  options: CountOptions,
  read: (service: Service, asked: CountsAsked) => Promise<T>,
): Promise<T | undefined> {
  const { agreement, reading, from, to, party, area, count, zone } = options;
  checkTimes(options);
  const rulebook = await openRulebook(options.rules ?? readConfig().rules);
  if (rulebook === undefined) return undefined;
  const asked = countsAsked({ agreement, reading, from, to, party, area, count, zone }, rulebook);
  const database = connect(options.database ?? readConfig().databaseUrl);
  try {
    await migrate(database);
    return await read({ database, rulebook: () => rulebook, now: Date.now }, asked);
  } finally {
    await database.destroy();
  }
}

/** @throws Problem for a time zone or an end of a span that cannot be */
export function checkTimes({ from, to, zone }: Pick<CountOptions, 'from' | 'to' | 'zone'>): void {
  if (!isTimeZone(zone)) {
    const near = nearestTimeZones(zone);
    const hint = near.length > 0 ? `; did you mean ${near.join(' or ')}?` : ', such as Asia/Damascus';
    throw new Problem('bad-request', `--zone must be an IANA time zone, not ${zone}${hint}`);
  }
  for (const [option, text] of Object.entries({ from, to }))
    if (text !== undefined && endOfSpan(text, 'from', zone) === undefined)
      throw new Problem(
        'bad-request',
        `--${option} must be a day such as 2016-02-27 or a time with an offset, not ${text}`,
      );
}

/** What is counted, and what is not, in a sentence or two. */
export function countedText(
  { unit, unitMeans, from, to, party, area, zone }: CountsSaid,
  { counted: all, partlyInSpan }: { readonly counted: number; readonly partlyInSpan: number },
): string[] {
  const narrowed = [
    from === undefined ? '' : ` from ${from}`,
    to === undefined ? '' : ` to ${to}`,
    party === undefined ? '' : `, party ${party}`,
    area === undefined ? '' : `, area ${area}`,
  ];
  const partly =
    partlyInSpan === 0 ? [] : [`${partlyInSpan} more, dated only roughly, reach into that time and are not counted.`];
  return [`${all} ${unit} counted${narrowed.join('')}; days and months in ${zone}.`, ...partly, `Here ${unitMeans}.`];
}
