import type { z } from 'zod';
import { faultsFromZod } from '../domain/faults.js';
import { Problem } from '../domain/problem.js';

/**
 * The options of a command line, held against the schema that requests are held against.
 * @param said those that were not said are undefined
 * @throws Problem `bad-request` with every fault
 */
export function parseAs<T extends z.ZodType>(schema: T, said: Readonly<Record<string, unknown>>): z.output<T> {
  const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw new Problem('bad-request', 'nothing was done', { faults: faultsFromZod(result.error, given, schema) });
}
