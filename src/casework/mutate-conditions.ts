import type { Path } from '../authored/diagnostic.js';
import type { Condition, Leaf } from '../domain/agreement.js';
import { OPERATORS } from '../engine/operators.js';
import { FACTS, type ParamKind } from '../engine/vocabulary.js';
import { edited, next } from './edit-source.js';
import { inDefinition, type Mutant, type Mutation, type Original } from './mutant.js';

/** Mistakes in conditions: an operator, a value, a parameter, a leaf, a `not`, an `all` for an `any`. */

const OPPOSITE: Readonly<Record<string, string>> = {
  equal: 'notEqual',
  in: 'notIn',
  contains: 'doesNotContain',
  lessThan: 'greaterThanInclusive',
  lessThanInclusive: 'greaterThan',
};
for (const [one, other] of Object.entries(OPPOSITE)) (OPPOSITE as Record<string, string>)[other] = one;

/** With the bound itself in or out. */
const AT_THE_BOUND: Readonly<Record<string, string>> = {
  lessThan: 'lessThanInclusive',
  lessThanInclusive: 'lessThan',
  greaterThan: 'greaterThanInclusive',
  greaterThanInclusive: 'greaterThan',
};

type Make = (mutation: Mutation, path: Path, says: string, condition: Condition | undefined) => void;

/** Every mutant of the condition that stands at a path of the agreement. */
export function mutateCondition(
  original: Original,
  at: Path,
  condition: Condition,
  readings?: readonly string[],
): Mutant[] {
  const found: Mutant[] = [];
  const { definition } = original.source;
  const make: Make = (mutation, path, says, after) => {
    found.push(inDefinition(original, mutation, path, says, edited(definition, path, after), readings));
  };
  walk(original, condition, at, make);
  return found;
}

function walk(original: Original, condition: Condition, path: Path, make: Make): void {
  if ('condition' in condition) {
    make('not added', path, `\`not\` before \`${condition.condition}\``, { not: condition });
    return;
  }
  if ('not' in condition) {
    make('not removed', path, '`not` taken away', condition.not);
    if (!('condition' in condition.not)) walk(original, condition.not, [...path, 'not'], make);
    return;
  }
  if ('fact' in condition) {
    mutateLeaf(original, condition, path, make);
    return;
  }
  const word = 'all' in condition ? 'all' : 'any';
  const parts = 'all' in condition ? condition.all : condition.any;
  if (parts.length > 1) {
    const other = word === 'all' ? { any: parts } : { all: parts };
    make('all and any swapped', path, `\`${word}\` → \`${word === 'all' ? 'any' : 'all'}\``, other);
    parts.forEach((part, index) => {
      make('leaf dropped', [...path, word, index], `${shown(part)} taken away`, undefined);
    });
  }
  parts.forEach((part, index) => {
    walk(original, part, [...path, word, index], make);
  });
}

/** A condition in one line, as a message names it. */
export function shown(condition: Condition): string {
  if ('condition' in condition) return `\`${condition.condition}\``;
  if ('not' in condition) return `\`not\` ${shown(condition.not)}`;
  if ('all' in condition) return `\`all\` of ${condition.all.map(shown).join(', ')}`;
  if ('any' in condition) return `\`any\` of ${condition.any.map(shown).join(', ')}`;
  const { fact, params, operator, value } = condition;
  const of = params === undefined ? '' : `(${Object.values(params).join(', ')})`;
  return `\`${fact}${of} ${operator} ${Array.isArray(value) ? `[${value.join(', ')}]` : String(value)}\``;
}

function mutateLeaf(original: Original, leaf: Leaf, path: Path, make: Make): void {
  const flipped = OPPOSITE[leaf.operator];
  if (flipped !== undefined)
    make('operator flipped', path, `\`${leaf.operator}\` → \`${flipped}\` in ${shown(leaf)}`, {
      ...leaf,
      operator: flipped,
    });
  const atBound = AT_THE_BOUND[leaf.operator];
  if (atBound !== undefined)
    make('bound moved', path, `\`${leaf.operator}\` → \`${atBound}\` in ${shown(leaf)}`, {
      ...leaf,
      operator: atBound,
    });
  const value = (mutation: Mutation, after: Leaf['value'], says: string) =>
    make(mutation, [...path], says, { ...leaf, value: after });
  const others = siblings(original, leaf);
  if (Array.isArray(leaf.value)) {
    const list = leaf.value;
    const added = others.find((each) => !list.includes(each));
    if (added !== undefined) value('value added', [...list, added], `\`${added}\` added to ${shown(leaf)}`);
    if (list.length > 1)
      for (const each of list)
        value(
          'value dropped',
          list.filter((other) => other !== each),
          `\`${each}\` taken from ${shown(leaf)}`,
        );
  } else if (typeof leaf.value === 'number') {
    for (const after of moved(leaf.value))
      value('bound moved', after, `\`${leaf.value}\` → \`${after}\` in ${shown(leaf)}`);
  } else if (typeof leaf.value === 'string') {
    const other = next(others, leaf.value);
    if (other !== undefined) value('value swapped', other, `\`${leaf.value}\` → \`${other}\` in ${shown(leaf)}`);
  }
  mutateParams(original, leaf, path, make);
}

/** A tenth less and a tenth more. */
const moved = (value: number): number[] =>
  value === 0 ? [-1, 1] : [0.9, 1.1].map((factor) => Number((value * factor).toPrecision(6)));

function mutateParams(original: Original, leaf: Leaf, path: Path, make: Make): void {
  const { params } = leaf;
  for (const [name, value] of Object.entries(params ?? {})) {
    const asked = FACTS.get(leaf.fact)?.params?.[name];
    const after = typeof value === 'number' ? undefined : next(named(original, asked?.kind), value);
    if (after !== undefined)
      make('parameter swapped', path, `\`${name}: ${value}\` → \`${after}\` in ${shown(leaf)}`, {
        ...leaf,
        params: { ...params, [name]: after },
      });
    if (typeof value === 'number')
      for (const other of moved(value))
        make('bound moved', path, `\`${name}: ${value}\` → \`${other}\` in ${shown(leaf)}`, {
          ...leaf,
          params: { ...params, [name]: other },
        });
    if (asked?.required === false) {
      const { [name]: _dropped, ...rest } = params ?? {};
      make('parameter dropped', path, `\`${name}: ${value}\` taken from ${shown(leaf)}`, {
        ...leaf,
        params: Object.keys(rest).length === 0 ? undefined : rest,
      });
    }
  }
}

/** What else the value of a leaf could have been, in a fixed order. */
function siblings(original: Original, leaf: Leaf): readonly (string | number)[] {
  const known = FACTS.get(leaf.fact);
  if (OPERATORS.get(leaf.operator)?.wants === 'number') return [];
  if (known === undefined)
    return original.source.definition.vocabulary?.find((own) => own.name === leaf.fact)?.values ?? [];
  if (known.values !== undefined) return known.values;
  return named(original, known.names === 'zone' ? 'feature' : known.names);
}

function named(original: Original, kind: ParamKind | undefined): readonly string[] {
  const { definition } = original.source;
  if (kind === 'role') return Object.keys(definition.roles);
  if (kind === 'feature') return [...original.agreement.ground.zones.keys()];
  if (kind !== 'group') return [];
  const text = JSON.stringify(definition);
  return [...original.registry.groups.keys()].filter((id) => text.includes(`"${id}"`)).sort();
}
