import { Problem } from '../domain/problem.js';
import { marksLike } from '../store/marks.js';
import type { Service } from './service.js';

/**
 * The party that a filter names, as verdicts are found by it: a group of the registry by its id, also where one of its other
 * names was given (S6), or a name that the registry does not hold, as a report wrote it.
 * @returns undefined where the filter names none
 * @throws Problem `unknown-parameter` for a name that neither the registry nor the record holds: nothing found would look
 * like nothing done
 */
export async function knownParty(
  { database, rulebook }: Pick<Service, 'database' | 'rulebook'>,
  name: string | undefined,
): Promise<string | undefined> {
  if (name === undefined) return undefined;
  const { registry } = rulebook();
  const group = registry.find(name);
  if (group !== undefined) return group.id;
  // No name of a report holds a control character, and PostgreSQL cannot be asked for one.
  if (!/\p{Cc}/u.test(name) && (await marksLike(database, ['party'], name, '')).length > 0) return name;
  const nearest = registry.nearestNames(name);
  throw new Problem('unknown-parameter', 'A filter asks for something that cannot be.', {
    faults: [
      {
        pointer: 'party',
        detail: 'neither the registry nor any report holds a group of that name',
        got: name,
        nearest,
      },
    ],
  });
}
