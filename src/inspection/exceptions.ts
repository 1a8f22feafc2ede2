import type { ReadingVerdict } from '../domain/verdict.js';
import type { CompiledException, CompiledReading } from '../engine/compiled-agreement.js';
import { type FindingCode, listed } from './finding.js';
import { accepts, differing, holdingOf, type Presuming } from './goals.js';
import { mostOf } from './nearest-act.js';
import { allRefused, cameOut, type Scope, unlessLasting } from './scope.js';
import { every, expressed, type Formula, negated, type Sought, some } from './search.js';

/** Exceptions and limits that can never hold, and those that never matter. */
export function findIdleExceptions(scope: Scope): void {
  for (const exception of scope.agreement.exceptions) {
    const accepting = scope.agreement.readings.filter((reading) => accepts(reading, exception.index));
    if (accepting.length === 0) continue;
    const fates = accepting.map((reading) => ({ reading, ...fateOf(scope, exception, reading) }));
    for (const code of ['never-holds', 'never-matters'] as const) {
      const found = fates.filter(({ fate }) => fate === code);
      const readings = found.map(({ reading }) => reading);
      const but = unlessLasting(found.map(({ sought }) => sought));
      if (readings.length === accepting.length)
        say(scope, code, exception, readings, ['exceptions', exception.index], but);
      else
        for (const reading of readings)
          say(scope, code, exception, [reading], acceptancePath(scope, exception, reading), but);
    }
  }
}

interface Fate {
  readonly fate: FindingCode | undefined;
  readonly sought: Sought;
}

function fateOf(scope: Scope, exception: CompiledException, { id, plan }: CompiledReading): Fate {
  const { agreement } = scope;
  const path = ['exceptions', exception.index];
  const name = exception.definition.id;
  const holds = scope.can(plan, ({ fixed }) =>
    every([scope.inForce, holdingOf(agreement, plan, exception.index, { fixed })]),
  );
  if (holds.is === 'none') return { fate: 'never-holds', sought: holds };
  if (holds.is === 'undecided') scope.leave('never-holds', path, `whether \`${name}\` can hold in \`${id}\``);
  const matters = scope.canAny(plan, (way) => mattering(scope, exception, plan, way));
  if (matters.is === 'none') return { fate: 'never-matters', sought: matters };
  if (matters.is === 'undecided') scope.leave('never-matters', path, `whether \`${name}\` matters in \`${id}\``);
  return { fate: undefined, sought: matters };
}

/** Two firm outcomes that differ by whether the reading refuses the exception. */
function mattering(scope: Scope, exception: CompiledException, plan: CompiledReading['plan'], way: Presuming) {
  const control = { fixed: way.fixed };
  return differing(
    scope.model,
    { plan, control },
    { plan, control: { ...control, refused: exception.index } },
    way.must,
    hinges(scope, exception, plan, way),
  );
}

/**
 * What must be so for the refusal of an exception to change anything: it holds, and either some term is covered that nothing
 * else lifts, or something that it defeats would otherwise hold and lift such a term.
 */
function hinges(scope: Scope, exception: CompiledException, plan: CompiledReading['plan'], way: Presuming): Formula {
  const { agreement } = scope;
  const holds = every([scope.inForce, holdingOf(agreement, plan, exception.index, { fixed: way.fixed })]);
  const defeated = agreement.exceptions.filter(({ defeatedBy }) => defeatedBy.includes(exception.index));
  const freed = defeated.map((each) => {
    const fixed = new Map([...way.fixed, ...allRefused([exception.index])]);
    const would = holdingOf(agreement, plan, each.index, { fixed });
    const isLimit = agreement.exceptions.some(({ defeatedBy }) => defeatedBy.includes(each.index));
    return isLimit ? would : every([would, lifting(scope, each, plan, way.fixed)]);
  });
  return every([holds, some([lifting(scope, exception, plan, way.fixed), ...freed])]);
}

/** A term that the exception shields is covered, and no other exception lifts it, as things stand. */
function lifting(
  { agreement }: Scope,
  exception: CompiledException,
  plan: CompiledReading['plan'],
  fixed: Presuming['fixed'],
): Formula {
  return some(
    exception.shields
      .filter((term) => plan.terms.has(term))
      .flatMap((index) => {
        const term = agreement.terms[index];
        if (term === undefined) return [];
        const others = term.exceptions
          .filter((each) => each !== exception.index && plan.acceptance.has(each))
          .map((each) => negated(holdingOf(agreement, plan, each, { fixed })));
        return [every([expressed(term.bound), expressed(term.forbids), ...others])];
      }),
  );
}

/** Where a reading accepts an exception. */
export function acceptancePath(scope: Scope, exception: CompiledException, reading: CompiledReading) {
  const index = scope.agreement.readings.indexOf(reading);
  const accepted = scope.definition.readings[index]?.accepts ?? [];
  const at = accepted.findIndex(
    (entry) => (typeof entry === 'string' ? entry : entry.exception) === exception.definition.id,
  );
  return ['readings', index, 'accepts', at];
}

function say(
  scope: Scope,
  code: 'never-holds' | 'never-matters',
  exception: CompiledException,
  readings: readonly CompiledReading[],
  path: readonly (string | number)[],
  but: string,
): void {
  const [reading] = readings;
  if (reading === undefined) return;
  const { id } = exception.definition;
  const where = path[0] === 'exceptions' ? 'in any reading' : `in \`${reading.id}\``;
  const why =
    code === 'never-holds' ? whyNeverHolds(scope, exception, reading) : whyNeverMatters(scope, exception, reading);
  const what = code === 'never-holds' ? 'can never hold' : 'never decides an outcome';
  scope.say({
    code,
    path,
    message: `\`${id}\` ${what} ${where}: ${why.because}${but}`,
    help: why.help,
    claim: {
      ...(code === 'never-holds' ? { unheld: id } : { undecisive: id }),
      readings: readings.map((each) => each.id),
      lasting: but !== '',
    },
    example: scope.example(reading, wishesOf(scope, code, exception, reading), (verdict) =>
      shows(code, exception, reading, verdict, why.example),
    ),
  });
}

interface Why {
  readonly because: string;
  readonly help: string;
  readonly example: string;
}

function whyNeverHolds(scope: Scope, exception: CompiledException, { id, plan }: CompiledReading): Why {
  const { agreement, inForce } = scope;
  const when = scope.canInAnyReading(every([inForce, expressed(exception.when)]));
  if (when.is === 'none')
    return {
      because: 'its condition cannot be met while the agreement is in force',
      help: 'look for parts of `when` that shut each other out, and for its dates; or take the exception out',
      example: 'as near to its condition as a report can come',
    };
  const limits = exception.defeatedBy;
  const undefeated = scope.can(plan, ({ fixed }) =>
    every([
      inForce,
      holdingOf(agreement, plan, exception.index, { fixed: new Map([...fixed, ...allRefused(limits)]) }),
    ]),
  );
  if (undefeated.is === 'found') {
    const names = limits.map((each) => agreement.exceptions[each]?.definition.id ?? '');
    return {
      because: `whenever its condition is met, ${listed(names)} ${names.length > 1 ? 'defeat' : 'defeats'} it`,
      help: 'narrow the limit, or take out the exception that it leaves nothing of',
      example: 'its condition is met, and a limit defeats it',
    };
  }
  return {
    because: `\`${id}\` accepts it under a condition that shuts out its own, or presumes it away`,
    help: 'change the condition under which the reading accepts it, or leave it out of `accepts`',
    example: 'its own condition is met, and the reading still does not accept it',
  };
}

function whyNeverMatters(scope: Scope, exception: CompiledException, { plan }: CompiledReading): Why {
  const { agreement } = scope;
  const isLimit = exception.definition.defeats !== undefined;
  if (isLimit)
    return {
      because: 'what it defeats would never lift anything where this limit holds',
      help: 'widen the limit to where the exception it defeats holds, or take it out',
      example: 'the limit holds and changes nothing',
    };
  const siblings = [...new Set(exception.shields.flatMap((term) => agreement.terms[term]?.exceptions ?? []))].filter(
    (each) => each !== exception.index && plan.acceptance.has(each),
  );
  for (const sibling of siblings) {
    const without = scope.can(plan, ({ fixed }) =>
      every([
        scope.inForce,
        holdingOf(agreement, plan, exception.index, { fixed }),
        negated(holdingOf(agreement, plan, sibling, { fixed })),
      ]),
    );
    const name = agreement.exceptions[sibling]?.definition.id ?? '';
    if (without.is === 'none')
      return {
        because: `wherever it holds, \`${name}\` holds too and lifts the same`,
        help: `take it out, or change it so that it covers what \`${name}\` does not`,
        example: `it holds, and \`${name}\` with it`,
      };
  }
  return {
    because: 'wherever it holds, no term that it shields is in play, or something else lifts or breaks one as well',
    help: 'look at what it `shields` and at its `when`: they never meet; or take it out',
    example: 'it holds and changes nothing',
  };
}

/** What an example should fulfil, the most telling first. */
function wishesOf(
  scope: Scope,
  code: FindingCode,
  exception: CompiledException,
  { plan }: CompiledReading,
): (Formula | undefined)[] {
  const { agreement, inForce } = scope;
  const when = expressed(exception.when);
  const covered = some(
    exception.shields.flatMap((index) => {
      const term = agreement.terms[index];
      return term === undefined
        ? []
        : [every([expressed(term.bound), expressed(term.forbids), expressed(term.protects)])];
    }),
  );
  const holds = holdingOf(agreement, plan, exception.index, {});
  const first = code === 'never-matters' ? [every([inForce, holds, covered]), every([inForce, holds])] : [];
  const most = mostOf(scope, exception.definition.when);
  return [...first, every([inForce, when, covered]), every([inForce, when]), every([most, covered]), most, when];
}

function shows(
  code: FindingCode,
  { definition }: CompiledException,
  reading: CompiledReading,
  verdict: ReadingVerdict,
  example: string,
): string | undefined {
  const { id } = definition;
  const depends = verdict.dependsOn.some((each) => each.exception === id);
  const held = verdict.candidates.some(({ terms }) =>
    terms.some(({ lifting }) => lifting.some((each) => each.id === id && each.holds === 'true')),
  );
  if (code === 'never-holds' ? held : depends && verdict.outcome !== 'undetermined') return undefined;
  return `${example}; ${cameOut(reading.id, verdict)}${code === 'never-matters' ? `, with \`${id}\` or without it` : ''}`;
}
