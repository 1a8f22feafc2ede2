import type { Quantity } from '../domain/incident.js';
import type { QuantityValue, Value } from './profile-value.js';
import type { Maps, Reader } from './reader.js';
import type { Row } from './row.js';
import { readerOf } from './value.js';

/** Numbers that a source gives as one, as bounds, or as several estimates. */

/** @returns a function of a row that gives a number, bounds, or undefined where nothing is known */
export function quantityReader(spec: QuantityValue, maps: Maps): (row: Row) => Quantity | undefined {
  const reader = (value: Value) => readerOf(value, maps);
  if (typeof spec === 'object' && spec !== null && !Array.isArray(spec)) {
    if ('boundsOf' in spec) {
      const estimates = spec.boundsOf.map(reader);
      return (row) => joined(numbersOf(estimates, row));
    }
    if ('partOf' in spec) {
      const { known, open, best } = spec.partOf;
      return partReader([known, open, best].map(reader), spec.partOf.boundsOf.map(reader));
    }
    if ('min' in spec || 'max' in spec) {
      const { min, max } = spec;
      return boundsReader(min === undefined ? undefined : reader(min), max === undefined ? undefined : reader(max));
    }
  }
  const only = reader(spec as Value);
  return (row) => quantityOf(only, row);
}

/**
 * `min` and `max` of two columns, or of the two ends of one such as "6-8"; where they are crossed in a row, the lesser is
 * the least.
 */
function boundsReader(min: Reader | undefined, max: Reader | undefined): (row: Row) => Quantity | undefined {
  return (row) => {
    const least = min === undefined ? undefined : endOf(quantityOf(min, row), 'min');
    const most = max === undefined ? undefined : endOf(quantityOf(max, row), 'max');
    if (least !== undefined && most !== undefined) return joined([least, most]);
    if (least !== undefined) return { min: least };
    return most === undefined ? undefined : { max: most };
  };
}

/**
 * A part of an estimate that has bounds, such as the civilians among the dead. The known part belongs to the best
 * estimate: in the lowest one that many fewer may be of it, in the highest that many more, and so may all that are open.
 */
function partReader(parts: readonly Reader[], bounds: readonly Reader[]): (row: Row) => Quantity | undefined {
  return (row) => {
    const [known, open, best] = numbersOf(parts, row);
    const estimates = numbersOf(bounds, row);
    if (known === undefined || open === undefined || best === undefined || estimates.length === 0) return undefined;
    const least = Math.min(...estimates);
    const most = Math.max(...estimates);
    return joined([Math.max(0, known - (best - least)), Math.min(most, known + open + (most - best))]);
  };
}

const endOf = (quantity: Quantity | undefined, end: 'min' | 'max'): number | undefined =>
  typeof quantity === 'object' ? (quantity[end] ?? undefined) : quantity;

const joined = (numbers: readonly number[]): Quantity | undefined => {
  if (numbers.length === 0) return undefined;
  const [min, max] = [Math.min(...numbers), Math.max(...numbers)];
  return min === max ? min : { min, max };
};

/** Every number, or none where one of them is missing: bounds of some of the estimates are no bounds. */
function numbersOf(readers: readonly Reader[], row: Row): number[] {
  const numbers = readers.flatMap((reader) => numberOf(reader, row) ?? []);
  return numbers.length === readers.length ? numbers : [];
}

function numberOf(reader: Reader, row: Row): number | undefined {
  const quantity = quantityOf(reader, row);
  if (quantity === undefined || typeof quantity === 'number') return quantity;
  row.fault(reader.columns[0], 'must be one number here', { got: reader(row) });
  return undefined;
}

const NUMBER = /^\d+(\.\d+)?$/;
const RANGE = /^(\d+(?:\.\d+)?)\s*(?:-|–|—|to)\s*(\d+(?:\.\d+)?)$/;
const LEAST = /^(?:at least|more than|over)\s+(\d+(?:\.\d+)?)$|^(\d+(?:\.\d+)?)\s*\+$/;
const MOST = /^(?:at most|up to)\s+(\d+(?:\.\d+)?)$/;

function quantityOf(reader: Reader, row: Row): Quantity | undefined {
  const read = reader(row);
  if (read === undefined || typeof read === 'number') return read;
  const text = String(read).trim().toLowerCase();
  const range = RANGE.exec(text);
  const least = LEAST.exec(text);
  const most = MOST.exec(text);
  if (NUMBER.test(text)) return Number(text);
  if (range !== null) return joined([Number(range[1]), Number(range[2])]);
  if (least !== null) return { min: Number(least[1] ?? least[2]) };
  if (most !== null) return { max: Number(most[1]) };
  row.fault(reader.columns[0], 'must be a number, or bounds such as "2-5", "at least 2" or "up to 5"', { got: read });
  return undefined;
}
