import type { LeafReason, ReadingVerdict, Reason, TermReason } from '../../../src/domain/verdict.js';
import type { Property } from '../support/pair.js';

/** S18: what the reasons cite is so. Each leaf is asked again of the value it shows, each branch of its parts. */

type Word = LeafReason['truth'];
const word = (yes: boolean): Word => (yes ? 'true' : 'false');
const mirror = (truth: Word): Word => (truth === 'unknown' ? 'unknown' : word(truth === 'false'));

type Set = { certain?: string[]; possible?: string[] | 'anything'; except?: string[] };

/** The truth of a leaf from what it shows; undefined for the few that show no plain value. */
function again({ operator, value, is }: LeafReason): Word | undefined {
  if (operator === 'doesNotContain') return mirrored(again({ operator: 'contains', value, is } as LeafReason));
  if (operator === 'notEqual') return mirrored(again({ operator: 'equal', value, is } as LeafReason));
  if (operator === 'notIn') return mirrored(again({ operator: 'in', value, is } as LeafReason));
  if (operator === 'whichever') return undefined; // soundness holds that one
  if (is === null) return 'unknown';
  if (operator === 'contains') {
    if (Array.isArray(is)) return word(is.includes(value));
    const { certain = [], possible = [], except = [] } = is as Set;
    if (certain.includes(value as string)) return 'true';
    const open = possible === 'anything' ? !except.includes(value as string) : possible.includes(value as string);
    return open ? 'unknown' : 'false';
  }
  const test = tests[operator];
  if (test === undefined) return undefined;
  if (typeof is !== 'object') return word(test(is as number, value));
  const oneOf = (is as { oneOf?: string[] }).oneOf;
  if (oneOf !== undefined) return overAll(oneOf.map((each) => test(each as unknown as number, value)));
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = is as { min?: number; max?: number };
  const between = [value].flat().flatMap((each) => [(each as number) - 0.25, each as number, (each as number) + 0.25]);
  const tried = [min, max, ...between.filter((each) => min <= each && each <= max)];
  return overAll(tried.map((each) => test(each, value)));
}

const mirrored = (truth: Word | undefined) => (truth === undefined ? undefined : mirror(truth));
const overAll = (truths: readonly boolean[]): Word =>
  truths.every(Boolean) ? 'true' : truths.some(Boolean) ? 'unknown' : 'false';
const tests: Record<string, (is: number, value: unknown) => boolean> = {
  equal: (is, value) => is === value,
  in: (is, value) => (value as unknown[]).includes(is),
  lessThan: (is, value) => is < (value as number),
  lessThanInclusive: (is, value) => is <= (value as number),
  greaterThan: (is, value) => is > (value as number),
  greaterThanInclusive: (is, value) => is >= (value as number),
};

/** What is wrong with a reason, if anything. */
export function wrongIn(reason: Reason): string | undefined {
  if ('fact' in reason) {
    const found = again(reason);
    return found === undefined || found === reason.truth ? undefined : `${JSON.stringify(reason)} should be ${found}`;
  }
  const parts =
    'all' in reason ? reason.all : 'any' in reason ? reason.any : 'not' in reason ? [reason.not] : [reason.because];
  const inner = parts.map(wrongIn).find((wrong) => wrong !== undefined);
  if (inner !== undefined) return inner;
  const wanted = 'not' in reason ? mirror(reason.truth) : reason.truth;
  if (parts.some((part) => part.truth !== wanted))
    return `${JSON.stringify(reason)} rests on a branch that did not decide it`;
  const empty =
    parts.length === 0 &&
    !(('all' in reason && reason.truth === 'true') || ('any' in reason && reason.truth === 'false'));
  return empty ? `${JSON.stringify(reason)} rests on nothing` : undefined;
}

/** What a term's state promises of its parts. */
function wrongState(term: TermReason): string | undefined {
  const truths = term.because.map((reason) => reason.truth);
  const lifted = term.lifting.filter((each) => each.holds === 'true');
  if (
    term.state === 'breached' &&
    (truths.some((truth) => truth !== 'true') || term.lifting.some((each) => each.holds !== 'false'))
  )
    return `${term.id} is breached, but not all of it is so`;
  if (term.state === 'lifted' && lifted.length === 0) return `${term.id} is lifted by nothing`;
  if (term.state === 'near' && (term.lacks === undefined || truths.filter((truth) => truth === 'false').length !== 1))
    return `${term.id} is near, but does not lack one thing`;
  return undefined;
}

function reasonsOf(reading: ReadingVerdict): Reason[] {
  return reading.candidates.flatMap(({ because, terms }) => [
    ...because,
    ...terms.flatMap((term) => [
      ...term.because,
      ...term.lifting.flatMap((each) => [
        ...each.because,
        ...(each.defeatedBy ?? []).flatMap((limit) => limit.because),
      ]),
    ]),
  ]);
}

export const reasons: Property = ({ verdict }, count) => {
  for (const [id, reading] of Object.entries(verdict.readings)) {
    const cited = reasonsOf(reading);
    count('reasons read again', cited.length);
    const wrong =
      cited.map(wrongIn).find((each) => each !== undefined) ??
      reading.candidates.flatMap(({ terms }) => terms.map(wrongState)).find((each) => each !== undefined);
    if (wrong !== undefined) return `${id}: ${wrong}`;
    for (const candidate of reading.candidates) {
      const states = candidate.terms.map(({ state }) => state);
      if (
        candidate.outcome === 'violation' &&
        candidate.possible.length === 1 &&
        !states.some((state) => state === 'breached' || state === 'open')
      )
        return `${id}: a violation without a breached term`;
      if (candidate.outcome === 'exempt' && !states.some((state) => state === 'lifted' || state === 'open'))
        return `${id}: exempt without a lifted term`;
    }
  }
  return undefined;
};
