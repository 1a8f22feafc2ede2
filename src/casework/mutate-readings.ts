import type { Path } from '../authored/diagnostic.js';
import type { Presumption, Reading } from '../domain/agreement.js';
import { FACTS } from '../engine/vocabulary.js';
import { edited, next } from './edit-source.js';
import { inDefinition, type Mutant, type Mutation, type Original } from './mutant.js';
import { mutateCondition } from './mutate-conditions.js';

/** Mistakes in readings: what they accept, presume, doubt, count, and whom they put in which role. */

type Make = (mutation: Mutation, path: Path, says: string, after: unknown) => void;

/** @returns every mutant of the readings of an agreement. */
export function mutateReadings(original: Original): Mutant[] {
  const { definition } = original.source;
  return definition.readings.flatMap((reading, index) => {
    const found: Mutant[] = [];
    const make: Make = (mutation, path, says, after) => {
      const into = edited(definition, path, after);
      found.push(
        inDefinition(original, mutation, path, `${says} in the reading \`${reading.id}\``, into, [reading.id]),
      );
    };
    const at: Path = ['readings', index];
    const conditions = (path: Path, held: { when?: unknown; unless?: unknown }) => {
      for (const key of ['when', 'unless'] as const) {
        const condition = (held as Presumption)[key];
        if (condition === undefined) continue;
        make('condition dropped', [...path, key], `\`${key}\` taken away`, undefined);
        found.push(...mutateCondition(original, [...path, key], condition, [reading.id]));
      }
    };
    found.push(...mutateAcceptance(original, reading, at, make));
    for (const list of ['with', 'without'] as const) {
      reading.terms?.[list]?.forEach((id, place) => {
        make(
          'counted term dropped',
          [...at, 'terms', list, place],
          `\`${id}\` taken from \`terms.${list}\``,
          undefined,
        );
      });
      for (const [role, change] of Object.entries(reading.roles ?? {}))
        change[list]?.forEach((entry, place) => {
          const group = typeof entry === 'string' ? entry : entry.group;
          const says = `\`${group}\` taken from \`roles.${role}.${list}\``;
          make('role entry dropped', [...at, 'roles', role, list, place], says, undefined);
        });
    }
    reading.presumes?.forEach((held, place) => {
      const path = [...at, 'presumes', place];
      make('presumption dropped', path, `the presumption on \`${subjectOf(held)}\` taken away`, undefined);
      const inverted = invert(original, held);
      if (inverted !== undefined) make('presumption inverted', path, inverted.says, inverted.held);
      conditions(path, held);
    });
    reading.doubts?.forEach((doubt, place) => {
      const path = [...at, 'doubts', place];
      make('doubt dropped', path, `the doubt of \`${doubt.fact}\` taken away`, undefined);
      conditions(path, doubt);
    });
    return found;
  });
}

/** @returns the mutants of the conditions under which exceptions are accepted; the others are made. */
function mutateAcceptance(original: Original, reading: Reading, at: Path, make: Make): Mutant[] {
  const { definition } = original.source;
  const found: Mutant[] = [];
  const known = new Set(reading.undecided ?? []);
  reading.accepts.forEach((entry, place) => {
    const path = [...at, 'accepts', place];
    const id = typeof entry === 'string' ? entry : entry.exception;
    known.add(id);
    make('acceptance dropped', path, `\`${id}\` no longer accepted`, undefined);
    if (typeof entry === 'string') return;
    make('condition dropped', path, `\`${id}\` accepted without its condition`, id);
    found.push(...mutateCondition(original, [...path, 'when'], entry.when, [reading.id]));
  });
  reading.undecided?.forEach((id, place) => {
    make('decision made', [...at, 'undecided', place], `\`${id}\` refused instead of left undecided`, undefined);
    make('decision made', at, `\`${id}\` accepted instead of left undecided`, {
      ...reading,
      accepts: [...reading.accepts, id],
      undecided: reading.undecided?.filter((each) => each !== id),
    });
  });
  for (const { id } of definition.exceptions ?? [])
    if (!known.has(id)) make('acceptance added', [...at, 'accepts'], `\`${id}\` accepted`, [...reading.accepts, id]);
  return found;
}

const subjectOf = (held: Presumption) => ('exception' in held ? held.exception : held.fact);

/** The presumption with its content turned round, or swapped for a sibling. */
function invert(original: Original, held: Presumption): { says: string; held: Presumption } | undefined {
  if ('contains' in held) {
    const values = FACTS.get(held.fact)?.values ?? [];
    const other = values.includes('none') ? 'none' : next(values, held.contains);
    if (other === undefined) return undefined;
    return { says: `\`${held.contains}\` → \`${other}\` presumed`, held: { ...held, contains: other } };
  }
  if (typeof held.is === 'boolean')
    return { says: `\`${subjectOf(held)}\` presumed ${!held.is}`, held: { ...held, is: !held.is } as Presumption };
  if ('exception' in held) return undefined;
  const { definition } = original.source;
  const known = FACTS.get(held.fact);
  const lists = Object.values(definition.roles).map((entries) =>
    entries.flatMap((entry) => ('group' in entry ? [entry.group] : [])),
  );
  const elsewhere = lists.filter((groups) => !groups.includes(String(held.is))).flat();
  const values = known?.names === 'group' ? [String(held.is), ...new Set(elsewhere)] : (known?.values ?? []);
  const other = typeof held.is === 'string' ? next(values, held.is) : Number(held.is) + 1;
  return other === undefined
    ? undefined
    : { says: `\`${held.is}\` → \`${other}\` presumed`, held: { ...held, is: other } };
}
