import type { Mark } from '../engine/marks.js';
import type { Database } from '../store/connect.js';
import { countAlone, countMarks } from '../store/count-marks.js';
import type { Scope } from '../store/counted-verdicts.js';
import { grouped } from './counts.js';
import { wordsOf } from './ledger.js';

/** How often two readings come to different outcomes, and which definitions part them (S11). */
export interface Parting {
  readonly readings: readonly [earlier: string, later: string];
  /** How many they part on. */
  readonly incidents: number;
  readonly differences: readonly {
    /** Such as `exception:co-located-with-nusra`; what each means is in the verdict's `partedBy`. */
    readonly difference: string;
    readonly incidents: number;
    /** Those that this difference parts by itself; in the others it takes several together. */
    readonly alone: number;
  }[];
}

const pairOf = ({ value }: Mark) => wordsOf(value).slice(0, 2).join(' ');
/** A difference may hold spaces, as a date range does not but a name may. */
const differenceOf = (value: string) => value.slice(pairOf({ value } as Mark).length + 1);

/** Sums `partedBy` over a scope, for every pair of readings that differ on something, the most parted first. */
export async function countPartings(database: Database, scope: Scope): Promise<Parting[]> {
  const counted = { kinds: ['parted'], readings: [''] } as const;
  const each = await countMarks(database, scope, { by: 'nothing' }, counted);
  const together = await countAlone(database, scope, counted, pairOf);
  return [...grouped(each, pairOf)]
    .map(([pair, marks]): Parting => {
      const [earlier = '', later = ''] = pair.split(' ');
      const { any, alone } = together.get(pair) ?? { any: 0, alone: new Map<string, number>() };
      const differences = marks.map(({ value, count }) => ({
        difference: differenceOf(value),
        incidents: count,
        alone: alone.get(value) ?? 0,
      }));
      return { readings: [earlier, later], incidents: any, differences: differences.sort(mostFirst) };
    })
    .sort((a, b) => b.incidents - a.incidents || (a.readings.join(' ') < b.readings.join(' ') ? -1 : 1));
}

const mostFirst = (a: Parting['differences'][number], b: Parting['differences'][number]) =>
  b.incidents - a.incidents || (a.difference < b.difference ? -1 : 1);
