import { roleList } from '../domain/agreement.js';
import type { ReadingVerdict } from '../domain/verdict.js';
import type { CompiledReading, CompiledTerm } from '../engine/compiled-agreement.js';
import { listed } from './finding.js';
import { breachOf } from './goals.js';
import { mostOf } from './nearest-act.js';
import { allRefused, cameOut, type Scope, unlessLasting } from './scope.js';
import { every, expressed, type Formula } from './search.js';

/** Terms that can never be breached, and exceptions that lift every breach of a term. */
export function findBreaches(scope: Scope): void {
  for (const term of scope.agreement.terms) {
    const counting = scope.agreement.readings.filter(({ plan }) => plan.terms.has(term.index));
    const fates = counting.map((reading) => ({ reading, ...fateOf(scope, term, reading) }));
    const never = fates.filter(({ fate }) => fate === 'never');
    if (never.length > 0) {
      const but = unlessLasting(never.map(({ breached }) => breached));
      sayNever(
        scope,
        term,
        never.map(({ reading }) => reading),
        never.length === counting.length,
        but,
      );
    }
    for (const { reading, fate, breached } of fates)
      if (fate === 'swallowed') saySwallowed(scope, term, reading, unlessLasting([breached]));
  }
}

const pathOf = (term: CompiledTerm) => ['terms', term.index];

function fateOf(scope: Scope, term: CompiledTerm, { id, plan }: CompiledReading) {
  const { agreement } = scope;
  const breached = scope.can(plan, ({ fixed }) => breachOf(agreement, plan, term.index, { fixed }));
  if (breached.is === 'found') return { fate: 'breached', breached };
  if (breached.is === 'none') {
    const bare = scope.can(plan, () => bareBreach(scope, term, { plan }));
    if (bare.is === 'none') return { fate: 'never', breached };
    if (bare.is === 'found') return { fate: 'swallowed', breached };
  }
  scope.leave('never-breached', pathOf(term), `whether \`${term.definition.id}\` can be breached in \`${id}\``);
  return { fate: 'undecided', breached };
}

/** A breach of the term as if no exception were accepted. */
const bareBreach = (scope: Scope, term: CompiledTerm, { plan }: Pick<CompiledReading, 'plan'>, but?: number): Formula =>
  breachOf(scope.agreement, plan, term.index, { fixed: allRefused(term.exceptions, but) });

function sayNever(
  scope: Scope,
  term: CompiledTerm,
  readings: readonly CompiledReading[],
  everywhere: boolean,
  but: string,
): void {
  const { id } = term.definition;
  const [reading] = readings;
  if (reading === undefined) return;
  const where = everywhere ? 'in any reading' : `in ${listed(readings.map((each) => each.id))}`;
  scope.say({
    code: 'never-breached',
    path: pathOf(term),
    message: `\`${id}\` can never be breached ${where}: ${whyNever(scope, term, reading)}${but}`,
    help: 'let it bind, protect and forbid what one act can meet at once while the agreement is in force',
    example: nearestBreach(scope, term, reading),
    claim: { unbreached: id, readings: readings.map((each) => each.id), lasting: but !== '' },
  });
}

/** The parts of a term, with what it says where a part cannot be met. */
function partsOf(scope: Scope, term: CompiledTerm): { formula: Formula; cannot: string }[] {
  const { binds } = term.definition;
  return [
    { formula: expressed(term.bound), cannot: `nobody is bound by it (${listed(roleList(binds))})` },
    { formula: expressed(term.forbids), cannot: 'no act can be of the kind it forbids' },
    { formula: expressed(term.protects), cannot: 'no target can be one that it protects' },
    { formula: expressed(scope.agreement.territory), cannot: 'no place lies in the territory' },
  ];
}

function whyNever(scope: Scope, term: CompiledTerm, { plan }: CompiledReading): string {
  const parts = partsOf(scope, term);
  for (const { formula, cannot } of parts)
    if (scope.can(plan, () => every([scope.inForce, formula])).is === 'none')
      return `${cannot} while the agreement is in force`;
  return 'whoever it binds, what it forbids and whom it protects cannot come together in one act';
}

/** An act that meets as much of the term's own words as any can. */
function nearestBreach(scope: Scope, term: CompiledTerm, reading: CompiledReading) {
  const [bound, forbids, protects] = partsOf(scope, term).map(({ formula }) => formula) as [Formula, Formula, Formula];
  const { inForce } = scope;
  const most = mostOf(scope, term.definition.forbids);
  const wishes = [
    [inForce, bound, forbids, protects],
    [inForce, bound, forbids],
    [inForce, forbids, protects],
    [bound, forbids, protects],
    [bound, protects, most],
    [bound, most],
    [protects, most],
    [inForce, bound, protects],
    [most],
  ];
  return scope.example(
    reading,
    wishes.map((parts) => every(parts)),
    (verdict) => {
      if (isBreached(verdict, term.definition.id)) return undefined;
      return `as near to a breach of \`${term.definition.id}\` as an act can come; ${cameOut(reading.id, verdict)}`;
    },
  );
}

const stateIn = (verdict: ReadingVerdict, term: string) =>
  verdict.candidates[0]?.terms.find((each) => each.id === term)?.state;
const isBreached = (verdict: ReadingVerdict, term: string) => stateIn(verdict, term) === 'breached';

function saySwallowed(scope: Scope, term: CompiledTerm, reading: CompiledReading, but: string): void {
  const culprits = culpritsOf(scope, term, reading);
  const [only] = culprits;
  if (only === undefined) return;
  const names = culprits.map((each) => scope.agreement.exceptions[each]?.definition.id ?? '');
  const { id } = term.definition;
  const who = culprits.length === 1 ? `\`${names[0]}\` lifts` : `${listed(names)} between them lift`;
  const [headline] = scope.agreement.readings;
  scope.say({
    code: 'swallows-term',
    path: culprits.length === 1 ? ['exceptions', only] : pathOf(term),
    message: `${who} every breach of \`${id}\` in \`${reading.id}\`, so that nothing of the term is left there${but}`,
    claim: { unbreached: id, readings: [reading.id], lasting: but !== '' },
    help: 'narrow its `when`, or, if the reading means to drop the term, leave the term out under `terms: { without: … }`',
    example: scope.example(
      reading,
      [
        headline === undefined || headline === reading
          ? undefined
          : every([
              bareBreach(scope, term, reading),
              breachOf(scope.agreement, headline.plan, term.index, { fixed: new Map() }),
            ]),
        bareBreach(scope, term, reading),
      ],
      (verdict, judgement) => {
        if (stateIn(verdict, id) !== 'lifted') return undefined;
        const text = headline === undefined ? undefined : judgement.readings[headline.id];
        const elsewhere =
          text !== undefined && headline !== undefined && headline !== reading && isBreached(text, id)
            ? `a breach of \`${id}\` in \`${headline.id}\`; `
            : `meets every word of \`${id}\`; `;
        return `${elsewhere}${cameOut(reading.id, verdict)}, lifted by ${listed(liftingIn(verdict, id))}`;
      },
    ),
  });
}

const liftingIn = (verdict: ReadingVerdict, term: string): string[] =>
  (verdict.candidates[0]?.terms.find((each) => each.id === term)?.lifting ?? [])
    .filter(({ holds }) => holds === 'true')
    .map(({ id }) => id);

/** The exception that alone lifts every breach or else, of all that do so together, a set of which none can be left out. */
function culpritsOf(scope: Scope, term: CompiledTerm, reading: CompiledReading): readonly number[] {
  const accepted = term.exceptions.filter((each) => reading.plan.acceptance.has(each));
  const swallow = (some: readonly number[]) =>
    scope.can(reading.plan, ({ fixed }) =>
      breachOf(scope.agreement, reading.plan, term.index, {
        fixed: new Map([...fixed, ...allRefused(accepted.filter((each) => !some.includes(each)))]),
      }),
    ).is === 'none';
  const alone = accepted.filter((each) => swallow([each]));
  if (alone.length > 0) return alone.slice(0, 1);
  let together = accepted;
  for (const each of accepted) {
    const fewer = together.filter((other) => other !== each);
    if (swallow(fewer)) together = fewer;
  }
  return together;
}
