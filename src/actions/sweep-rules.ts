import { numberAt } from '../comparison/rule-numbers.js';
import { type CurvePoint, Sweep } from '../comparison/sweep.js';
import { nearest } from '../domain/nearest.js';
import { Problem } from '../domain/problem.js';
import { formatInstant } from '../domain/time.js';
import type { CompiledAgreement } from '../engine/compiled-agreement.js';
import type { Rulebook } from '../engine/rulebook.js';
import type { Database } from '../store/connect.js';
import { currentRevision } from '../store/revision.js';
import { knownStates } from './known-states.js';
import { walkIncidents } from './walk-incidents.js';

/** Somebody asks what stored incidents come to as one number of the rules runs over a range. Nothing is written. */

/** More points than a curve needs. */
export const MOST_POINTS = 200;

export interface SweepAsked {
  readonly rulebook: Rulebook;
  /** Which number: see numberAt. */
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly step: number;
  /** May be left out where the rulebook holds one agreement, or where the path begins with its id. */
  readonly agreement?: string | undefined;
  readonly reading?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Swept {
  readonly rulebook: string;
  readonly agreement: string;
  readonly reading?: string;
  /** Where the number stands, its value in the rules, and its unit. */
  readonly number: { readonly path: string; readonly value: number; readonly unit?: string };
  readonly from?: string;
  readonly to?: string;
  readonly asOf: number;
  readonly complete: boolean;
  /** Incidents looked at, judged under the agreement, and hanging on the number. */
  readonly incidents: number;
  readonly judged: number;
  readonly depending: number;
  readonly points: readonly CurvePoint[];
}

export interface SweepProgress {
  readonly done: number;
  readonly of: number;
  readonly judged: number;
}

/**
 * @yields now and then how far it is
 * @throws Problem `unknown-parameter` for a path that leads to no number or to several, and for a range that cannot be
 */
export async function* sweepRules(database: Database, asked: SweepAsked): AsyncGenerator<SweepProgress, Swept> {
  const { rulebook, from, to, signal } = asked;
  const { agreement, path } = agreementOf(asked);
  const id = agreement.definition.id;
  const source = rulebook.source.agreements.find(({ definition }) => definition.id === id);
  if (source === undefined) throw new RangeError(`the rulebook holds no agreement ${id}`);
  refuseReading(agreement, asked.reading);
  const points = pointsOf(asked);
  const sweep = new Sweep(rulebook, agreement, numberAt(source, path), points);
  const asOf = await currentRevision(database);
  let incidents = 0;
  const walk = walkIncidents(
    database,
    { asOf, from, to },
    ({ stored, incident }) => {
      incidents += 1;
      sweep.add(incident, knownStates(stored, id, rulebook.hash));
    },
    signal,
  );
  let step = await walk.next();
  for (; step.done !== true; step = await walk.next()) yield { ...step.value, judged: sweep.judged };
  const { value, unit } = sweep.number;
  const { reading } = asked;
  const only = ({ at, readings }: CurvePoint): CurvePoint => ({
    at,
    readings:
      reading === undefined ? readings : Object.fromEntries(Object.entries(readings).filter(([id]) => id === reading)),
  });
  return {
    rulebook: rulebook.hash,
    agreement: id,
    ...(reading === undefined ? {} : { reading }),
    number: { path: sweep.number.path, value, ...(unit === undefined ? {} : { unit }) },
    ...(from === undefined ? {} : { from: formatInstant(from) }),
    ...(to === undefined ? {} : { to: formatInstant(to) }),
    asOf,
    complete: step.value,
    incidents,
    judged: sweep.judged,
    depending: sweep.depending,
    points: sweep.points().map(only),
  };
}

const refused = (pointer: string, detail: string, got: unknown, allowed: readonly string[] = []) =>
  new Problem('unknown-parameter', `The ${pointer} of the sweep ${detail}.`, {
    faults: [
      {
        pointer,
        detail,
        got,
        ...(allowed.length === 0 ? {} : { allowed: [...allowed], nearest: nearest(String(got), [...allowed]) }),
      },
    ],
  });

function agreementOf({ rulebook, path, agreement }: SweepAsked): { agreement: CompiledAgreement; path: string } {
  const ids = [...rulebook.agreements.keys()];
  const [first = ''] = path.split('.');
  const named = rulebook.agreements.get(first);
  if (named !== undefined && (agreement === undefined || agreement === first))
    return { agreement: named, path: path.slice(first.length + 1) };
  const wanted = agreement ?? (ids.length === 1 ? ids[0] : undefined);
  if (wanted === undefined)
    throw refused('agreement', `must be said, as the rulebook holds ${ids.join(', ')}`, path, ids);
  const found = rulebook.agreements.get(wanted);
  if (found === undefined) throw refused('agreement', 'is not in the rulebook', wanted, ids);
  return { agreement: found, path };
}

function refuseReading({ definition }: CompiledAgreement, reading: string | undefined): void {
  const ids = definition.readings.map(({ id }) => id);
  if (reading !== undefined && !ids.includes(reading))
    throw refused('reading', `is none of ${definition.id}`, reading, ids);
}

function pointsOf({ start, end, step }: SweepAsked): number[] {
  if (![start, end, step].every(Number.isFinite) || step <= 0 || end < start)
    throw refused(
      'range',
      'must run from a number up to another by a step above 0, such as 1..50:1',
      `${start}..${end}:${step}`,
    );
  const count = Math.floor((end - start) / step + 1e-9) + 1;
  if (count > MOST_POINTS)
    throw refused(
      'range',
      `has ${count} points; at most ${MOST_POINTS} are judged, so take a longer step`,
      `${start}..${end}:${step}`,
    );
  return Array.from({ length: count }, (_, index) => Number((start + index * step).toPrecision(12)));
}
