import { setImmediate as otherRequestsFirst } from 'node:timers/promises';
import type { Incident } from '../domain/incident.js';
import type { Fault } from '../domain/problem.js';
import type { IntakeItem } from '../intake/item.js';
import { inChunks } from './in-chunks.js';
import type { Service } from './service.js';
import { type SubmitAnswer, type SubmitOptions, submitMany } from './submit-many.js';

/** What became of one record of the input. */
export type Taken =
  | { readonly line: number; readonly incident: Incident; readonly answer: SubmitAnswer }
  | { readonly line: number; readonly faults: readonly Fault[] }
  | { readonly line: number; readonly skipped: string };

/** Judged and stored in one transaction. A hundred is hardly faster, measured, and takes 50 MB more at the peak. */
const CHUNK = 10;

/**
 * Takes a flow of reports into the record, a few in each transaction. The next are read when whoever listens has dealt
 * with what became of the last; between two transactions other requests get their turn. Each few are judged by the rulebook that is live then.
 * @returns what became of every record, in order; empty while nothing comes
 * @throws what reading and the database throw; what was yielded before is stored, of what comes after nothing is half so
 */
export async function* submitStream(
  service: Pick<Service, 'database' | 'now' | 'rulebook' | 'follow' | 'meter'>,
  reporter: string,
  items: AsyncIterable<IntakeItem>,
  options: SubmitOptions = {},
): AsyncGenerator<readonly Taken[]> {
  for await (const chunk of inChunks(items, CHUNK)) {
    const incidents = chunk.flatMap((item) => ('incident' in item ? [item.incident] : []));
    const answers =
      incidents.length === 0 ? [] : await submitMany(service, service.rulebook(), reporter, incidents, options);
    yield chunk.map((item) => {
      if (!('incident' in item)) return item;
      const answer = answers.shift();
      if (answer === undefined) throw new Error(`the report of line ${item.line} was submitted and not answered`);
      return { ...item, answer };
    });
    await otherRequestsFirst();
  }
}
