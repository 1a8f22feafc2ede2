import type { Reading } from '../domain/agreement.js';
import type { ReadingVerdict } from '../domain/verdict.js';
import type { CompiledReading } from '../engine/compiled-agreement.js';
import type { Example } from './finding.js';
import { differing } from './goals.js';
import { cameOut, isNever, type Scope } from './scope.js';
import { every, expressed, type Formula, negated } from './search.js';

/** Readings that come to the same of every act, and presumptions and doubts that never count. */
export function findSameReadings(scope: Scope): void {
  const { readings } = scope.agreement;
  readings.forEach((later, index) => {
    for (const earlier of readings.slice(0, index)) {
      if (!presumeAlike(scope, earlier, later)) continue;
      const parted = partedIn(scope, earlier, later);
      const path = ['readings', index];
      if (parted.is === 'undecided')
        scope.leave('same-readings', path, `whether \`${earlier.id}\` and \`${later.id}\` are ever parted`);
      if (!isNever(parted)) continue;
      scope.say({
        code: 'same-readings',
        path,
        message: `\`${later.id}\` comes to the same as \`${earlier.id}\` of every act: nothing that it accepts, lists or counts ever parts them`,
        claim: { unparted: [earlier.id, later.id] },
        help: 'say in the rules what parts these readings, or keep one of them and name both holders under `heldBy`',
        example: expectedParting(scope, earlier, later),
      });
      break;
    }
  });
}

/** Only readings that presume and doubt alike can be compared act by act: what is presumed shows in reports that leave things open. */
function presumeAlike(scope: Scope, a: CompiledReading, b: CompiledReading): boolean {
  const said = ({ id }: CompiledReading): string => {
    const reading = scope.definition.readings.find((each) => each.id === id);
    const bare = (held: object) => JSON.stringify({ ...held, why: '' });
    return JSON.stringify([(reading?.presumes ?? []).map(bare).sort(), (reading?.doubts ?? []).map(bare).sort()]);
  };
  return said(a) === said(b);
}

function partedIn(scope: Scope, a: CompiledReading, b: CompiledReading) {
  return scope.canAny(a.plan, (way) => {
    const control = { fixed: way.fixed };
    return differing(scope.model, { plan: a.plan, control }, { plan: b.plan, control }, way.must);
  });
}

/** An act on which the two would be expected to part: one that meets an exception which only one of them accepts, or who is listed differently. */
function expectedParting(scope: Scope, a: CompiledReading, b: CompiledReading): Example | undefined {
  const { agreement, inForce } = scope;
  const only = agreement.exceptions.filter(
    ({ index }) => a.plan.acceptance.has(index) !== b.plan.acceptance.has(index),
  );
  const wishes = only.flatMap((exception): Formula[] => {
    const when = expressed(exception.when);
    return exception.shields.flatMap((index) => {
      const term = agreement.terms[index];
      return term === undefined ? [] : [every([inForce, when, expressed(term.bound), expressed(term.forbids)])];
    });
  });
  const alone = only.map((exception) => every([inForce, expressed(exception.when)]));
  const covered = agreement.terms.map((term) =>
    every([
      inForce,
      expressed(agreement.territory),
      expressed(term.bound),
      expressed(term.forbids),
      expressed(term.protects),
    ]),
  );
  const names = only.map(({ definition }) => `\`${definition.id}\``).join(', ');
  return scope.example(b, [...wishes, ...alone, ...covered], (verdict: ReadingVerdict, judgement) => {
    const other = judgement.readings[a.id];
    if (other === undefined || other.outcome !== verdict.outcome) return undefined;
    const why = names === '' ? 'an act that is covered' : `only one of them accepts ${names}`;
    return `${why}; ${cameOut(a.id, other)} and in \`${b.id}\` alike`;
  });
}

/** Presumptions and doubts whose conditions are never met. */
export function findIdlePresumptions(scope: Scope): void {
  scope.agreement.readings.forEach((reading, index) => {
    const { presumes = [], doubts = [] } = scope.definition.readings[index] as Reading;
    const { plan } = reading;
    const compiled = { exception: [...plan.exceptionPresumptions], fact: [...plan.factPresumptions] };
    presumes.forEach((held, at) => {
      const one = 'exception' in held ? compiled.exception.shift() : compiled.fact.shift();
      if (one !== undefined) inspectHeld(scope, reading, one, ['readings', index, 'presumes', at], 'presumption');
    });
    doubts.forEach((_, at) => {
      const one = plan.doubts[at];
      if (one !== undefined) inspectHeld(scope, reading, one, ['readings', index, 'doubts', at], 'doubt');
    });
  });
}

type Held = CompiledReading['plan']['doubts'][number] | CompiledReading['plan']['exceptionPresumptions'][number];

function inspectHeld(
  scope: Scope,
  reading: CompiledReading,
  { when, unless }: Pick<Held, 'when' | 'unless'>,
  path: readonly (string | number)[],
  what: 'presumption' | 'doubt',
): void {
  if (when === undefined && unless === undefined) return;
  const asked = [
    ...(when === undefined ? [] : [expressed(when)]),
    ...(unless === undefined ? [] : [negated(expressed(unless))]),
  ];
  const counts = scope.canInAnyReading(every([scope.inForce, ...asked]));
  if (!isNever(counts)) return;
  const why =
    unless === undefined
      ? 'its `when` is never so'
      : when === undefined
        ? 'its `unless` is always so'
        : 'its `when` is never so without its `unless`';
  scope.say({
    code: what === 'doubt' ? 'doubt-never-counts' : 'presumption-never-counts',
    path,
    message: `this ${what} of \`${reading.id}\` never counts: ${why}`,
    claim: { untrue: every(asked) },
    help: `correct its conditions, or take the ${what} out`,
    example: scope.example(
      reading,
      asked.map((each) => every([scope.inForce, each])),
      (verdict) => `an act as near to it as any; ${cameOut(reading.id, verdict)}`,
    ),
  });
}
