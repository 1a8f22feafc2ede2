import type { Reading } from '../../../src/domain/agreement.js';
import type { RandomRulebook } from '../../helpers/random-rulebook.js';
import { judgedBy, type Property, readingOf, same } from '../support/pair.js';

type Accepts = Reading['accepts'][number];
const exceptionOf = (entry: Accepts) => (typeof entry === 'string' ? entry : entry.exception);

const variants = new WeakMap<RandomRulebook, Map<string, RandomRulebook>>();

/** The rulebook with one reading changed; made once for each name. */
export function withReading(
  book: RandomRulebook,
  id: string,
  name: string,
  change: (reading: Reading) => Reading,
): RandomRulebook {
  const made = variants.get(book) ?? new Map<string, RandomRulebook>();
  variants.set(book, made);
  const key = `${id} ${name}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const readings = book.definition.readings.map((reading) => (reading.id === id ? change(reading) : reading));
  const changed = { ...book, definition: { ...book.definition, readings } };
  made.set(key, changed);
  return changed;
}

export const refusing = (book: RandomRulebook, id: string, exception: string): RandomRulebook =>
  withReading(book, id, `refuses ${exception}`, (reading) => ({
    ...reading,
    accepts: reading.accepts.filter((entry) => exceptionOf(entry) !== exception),
    undecided: (reading.undecided ?? []).filter((each) => each !== exception),
  }));

/** S14: what an outcome depends on is what removing each exception from the reading shows. */
export const dependence: Property = ({ book, incident, verdict }, count) => {
  for (const reading of book.definition.readings) {
    const found = readingOf(verdict, reading.id);
    const expected = (book.definition.exceptions ?? [])
      .filter(({ id }) => reading.undecided?.includes(id) || reading.accepts.some((entry) => exceptionOf(entry) === id))
      .map(({ id }) => ({
        exception: id,
        otherwise: readingOf(judgedBy(refusing(book, reading.id, id), incident), reading.id).outcome,
      }))
      .filter(({ otherwise }) => otherwise !== found.outcome);
    count('outcomes hanging on an exception', expected.length > 0 ? 1 : 0);
    if (!same(found.dependsOn, expected))
      return `${reading.id}: ${JSON.stringify(found.dependsOn)} instead of ${JSON.stringify(expected)}`;
  }
  return undefined;
};
