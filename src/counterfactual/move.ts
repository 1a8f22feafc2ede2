import type { Incident } from '../domain/incident.js';
import type { WhyNotChange } from '../domain/why-not.js';
import type { Evaluator } from '../engine/evaluate.js';
import type { ReadingPlan } from '../engine/plan.js';

/** One change of one fact of a report, as an edit of the document. */
export type Edit = Pick<WhyNotChange, 'pointer' | 'from' | 'to'>;

export interface Move extends Omit<WhyNotChange, 'flips'> {
  /** Moves of one key are values of one fact: a set of changes holds at most one of them. */
  readonly key: string;
  /** The order of plausibility, from RANKS. */
  readonly rank: number;
}

/** How far a change is from what was reported (docs/why-not.md): the smaller, the more plausible. */
export const RANKS = {
  /** Something that the report leaves open is told. */
  learned: 1,
  /** Something that it says is otherwise. */
  changed: 2,
  /** It was another group, or another candidate. */
  party: 3,
  /** It was at another time or place. */
  elsewhere: 4,
  /** It did not happen, or what was disproved did. */
  happened: 5,
} as const;

/** What moves are made of: one agreement under one reading, on one report. */
export interface Searched {
  readonly evaluator: Evaluator;
  readonly plan: ReadingPlan;
}

type Path = readonly string[];
const pathOf = (pointer: string): Path =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

const removes = ({ to }: Edit) => to === null;
const indexOf = ({ pointer }: Edit) => Number(pathOf(pointer).at(-1));

/**
 * A report with some changes made to it; what is not changed is shared with it. Entries are taken out last, from the back,
 * so that every pointer speaks of the report as it was.
 * @param incident as reported; it is not touched
 */
export function applyChanges(incident: Incident, changes: readonly Edit[]): Incident {
  const removals = changes.filter(removes).sort((a, b) => (indexOf(b) || 0) - (indexOf(a) || 0));
  return [...changes.filter((each) => !removes(each)), ...removals].reduce<Incident>(
    (changed, { pointer, to }) => withValue(changed, pathOf(pointer), to) as Incident,
    incident,
  );
}

function withValue(holder: unknown, path: Path, to: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return to;
  if (Array.isArray(holder) || (holder == null && step === '-')) {
    const list: unknown[] = Array.isArray(holder) ? [...holder] : [];
    if (step === '-') return [...list, to];
    const at = Number(step);
    if (rest.length === 0 && to === null) return list.filter((_, index) => index !== at);
    list[at] = withValue(list[at], rest, to);
    return list;
  }
  const before = (holder ?? {}) as Record<string, unknown>;
  if (rest.length === 0 && to === null) {
    const { [step]: _, ...others } = before;
    return others;
  }
  return { ...before, [step]: withValue(before[step], rest, to) };
}
