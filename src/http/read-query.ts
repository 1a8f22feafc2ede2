import type { z } from 'zod';
import { faultsFromZod } from '../domain/faults.js';
import { nearest } from '../domain/nearest.js';
import { type Fault, Problem } from '../domain/problem.js';

/**
 * Reads a query string. A typing error in a filter is a wrong dashboard, so nothing unknown is passed over.
 * @param text what follows the question mark
 * @param schema of the operation; without one no parameter is known
 * @throws Problem `bad-address` when an escape is malformed, `unknown-parameter` with every fault otherwise
 */
export function readQuery(text: string, schema: z.ZodObject | undefined): unknown {
  const known = Object.keys(schema?.shape ?? {});
  const faults: Fault[] = [];
  const values: Record<string, string> = Object.create(null);
  for (const part of text.split('&').filter((each) => each !== '')) {
    const cut = part.indexOf('=');
    const name = unescaped(cut < 0 ? part : part.slice(0, cut));
    const value = cut < 0 ? '' : unescaped(part.slice(cut + 1));
    const pointer = name.slice(0, 100);
    if (!known.includes(name)) faults.push(unknownParameter(pointer, known));
    else if (values[name] !== undefined) faults.push({ pointer, detail: 'is given more than once' });
    else if (value === '') faults.push({ pointer, detail: 'is empty; leave it out or give it a value' });
    else if (value.includes('\0')) faults.push({ pointer, detail: 'has the character NUL, which no stored text has' });
    values[name] = value;
  }
  const given = Object.fromEntries(
    Object.entries(values).filter(([name, value]) => known.includes(name) && value !== ''),
  );
  const result = schema?.safeParse(given);
  if (result?.success === false) {
    const found = faultsFromZod(result.error, given).map((fault) => ({ ...fault, pointer: fault.pointer.slice(1) }));
    faults.push(...found);
  }
  if (faults.length > 0) throw new Problem('unknown-parameter', 'The query was not answered.', { faults });
  return result?.data ?? {};
}

function unknownParameter(pointer: string, known: readonly string[]): Fault {
  const near = nearest(pointer, known);
  const hint = near.length > 0 ? `; did you mean ${near.join(' or ')}?` : '';
  return {
    pointer,
    detail: `is not a parameter here${hint}`,
    allowed: [...known],
    ...(near.length > 0 ? { nearest: near } : {}),
  };
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    throw new Problem('bad-address', 'The query holds a percent sign that does not begin an escape of UTF-8.');
  }
}
