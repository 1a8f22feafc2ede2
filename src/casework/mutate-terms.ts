import type { Path } from '../authored/diagnostic.js';
import { type Agreement, type Exception, type Reading, roleList, type Term } from '../domain/agreement.js';
import { edited, next } from './edit-source.js';
import { inDefinition, type Mutant, type Mutation, type Original } from './mutant.js';
import { mutateCondition } from './mutate-conditions.js';

/** Mistakes in terms and exceptions. */

/** The readings that count a term. */
export function countingReadings(definition: Agreement, term: string): string[] {
  const added = definition.readings.some((reading) => reading.terms?.with?.includes(term));
  return definition.readings
    .filter(({ terms }) => !terms?.without?.includes(term) && (!added || terms?.with?.includes(term)))
    .map((reading) => reading.id);
}

const acceptedId = (entry: Reading['accepts'][number]) => (typeof entry === 'string' ? entry : entry.exception);

/** The readings that accept an exception, or leave it undecided. */
export const acceptingReadings = (definition: Agreement, exception: string): string[] =>
  definition.readings
    .filter(
      ({ accepts, undecided }) =>
        accepts.some((each) => acceptedId(each) === exception) || undecided?.includes(exception),
    )
    .map((reading) => reading.id);

/** @returns every mutant of the terms of an agreement. */
export function mutateTerms(original: Original): Mutant[] {
  const { definition } = original.source;
  return definition.terms.flatMap((term, index) => {
    const at: Path = ['terms', index];
    const readings = countingReadings(definition, term.id);
    const make = (mutation: Mutation, path: Path, says: string, after: unknown) =>
      inDefinition(original, mutation, path, says, edited(definition, path, after), readings);
    return [
      ...(definition.terms.length > 1
        ? [
            inDefinition(
              original,
              'term dropped',
              at,
              `the term \`${term.id}\` taken away`,
              withoutTerm(definition, term.id),
              readings,
            ),
          ]
        : []),
      ...mutateRoles(definition, term, 'binds', at, make),
      ...mutateRoles(definition, term, 'protects', at, make),
      ...mutateCondition(original, [...at, 'forbids'], term.forbids, readings),
    ];
  });
}

type Make = (mutation: Mutation, path: Path, says: string, after: unknown) => Mutant;

function mutateRoles(definition: Agreement, term: Term, key: 'binds' | 'protects', at: Path, make: Make): Mutant[] {
  const value = term[key];
  const path = [...at, key];
  const [swapped, dropped] =
    key === 'binds'
      ? (['role bound swapped', 'role bound dropped'] as const)
      : (['protection swapped', 'protection dropped'] as const);
  if (value === 'anyone') return [];
  if (typeof value === 'object' && 'condition' in value)
    return [make(dropped, path, `\`${value.condition}\` → \`anyone\``, 'anyone')];
  const roles = roleList(value);
  return [
    ...roles.flatMap((role, index) => {
      const other = next(Object.keys(definition.roles), role);
      if (other === undefined || roles.includes(other)) return [];
      const after = roles.map((each, place) => (place === index ? other : each));
      return [make(swapped, path, `\`${role}\` → \`${other}\``, after)];
    }),
    ...(roles.length > 1
      ? roles.map((role) =>
          make(
            dropped,
            path,
            `\`${role}\` taken away`,
            roles.filter((each) => each !== role),
          ),
        )
      : []),
    ...(key === 'protects' ? [make(dropped, path, `\`${roles.join(', ')}\` → \`anyone\``, 'anyone')] : []),
  ];
}

/** @returns every mutant of the exceptions and limits of an agreement. */
export function mutateExceptions(original: Original): Mutant[] {
  const { definition } = original.source;
  return (definition.exceptions ?? []).flatMap((exception, index) => {
    const at: Path = ['exceptions', index];
    const readings = acceptingReadings(definition, exception.id);
    const make: Make = (mutation, path, says, after) =>
      inDefinition(original, mutation, path, says, edited(definition, path, after), readings);
    const dropped = inDefinition(
      original,
      exception.kind === 'limit' ? 'limit dropped' : 'exception dropped',
      at,
      `\`${exception.id}\` taken away`,
      withoutException(definition, exception.id),
      readings,
    );
    return [
      dropped,
      ...mutateList(
        exception,
        'shields',
        at,
        make,
        definition.terms.map((term) => term.id),
      ),
      ...mutateList(exception, 'defeats', at, make, []),
      ...mutateCondition(original, [...at, 'when'], exception.when, readings),
    ];
  });
}

function mutateList(
  exception: Exception,
  key: 'shields' | 'defeats',
  at: Path,
  make: Make,
  addable: readonly string[],
): Mutant[] {
  const list = exception[key];
  if (list === undefined) return [];
  const path = [...at, key];
  const dropped = list.length < 2 ? [] : list.map((id, index) => [id, index] as const);
  return [
    ...dropped.map(([id, index]) =>
      make(
        key === 'shields' ? 'shield dropped' : 'limit dropped',
        [...path, index],
        `\`${id}\` taken from \`${key}\``,
        undefined,
      ),
    ),
    ...addable
      .filter((id) => !list.includes(id))
      .map((id) => make('shield added', path, `\`${id}\` added to \`${key}\``, [...list, id])),
  ];
}

/** The agreement without a term, and without every mention of it. */
function withoutTerm(definition: Agreement, id: string): Agreement {
  const others = (list: string[] | undefined) => list?.filter((each) => each !== id);
  return {
    ...definition,
    terms: definition.terms.filter((term) => term.id !== id),
    exceptions: definition.exceptions?.map((each) => ({ ...each, shields: others(each.shields) })),
    readings: definition.readings.map((reading) => ({
      ...reading,
      terms:
        reading.terms === undefined
          ? undefined
          : { with: others(reading.terms.with), without: others(reading.terms.without) },
    })),
  };
}

/** The agreement without an exception, and without every mention of it. */
function withoutException(definition: Agreement, id: string): Agreement {
  return {
    ...definition,
    exceptions: definition.exceptions
      ?.filter((each) => each.id !== id)
      .map((each) => ({ ...each, defeats: each.defeats?.filter((other) => other !== id) })),
    readings: definition.readings.map((reading) => ({
      ...reading,
      accepts: reading.accepts.filter((each) => acceptedId(each) !== id),
      undecided: reading.undecided?.filter((each) => each !== id),
      presumes: reading.presumes?.filter((each) => !('exception' in each) || each.exception !== id),
    })),
  };
}
