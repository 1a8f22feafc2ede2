import type { Quantity } from '../domain/incident.js';

/** What is known of a fact (S2): its value, bounds on it, or nothing. Numbers are always ranges, exact when min = max. */
export type FactValue =
  | { readonly is: 'unknown' }
  | { readonly is: 'value'; readonly value: string | number | boolean }
  | { readonly is: 'oneOf'; readonly values: readonly string[] }
  | { readonly is: 'range'; readonly min: number; readonly max: number }
  | {
      readonly is: 'set';
      readonly certain: ReadonlySet<string>;
      /** Every possible member, the certain ones among them; `anything` where the list is open. */
      readonly possible: ReadonlySet<string> | 'anything';
      /** With `anything`: what is known not to be a member. */
      readonly except?: ReadonlySet<string> | undefined;
    };

/** A fact with where it came from and, where it is not fully known, what a monitor would have to tell (S15). */
export interface Fact {
  readonly value: FactValue;
  readonly from: string;
  readonly open?: string | undefined;
}

const NOTHING: ReadonlySet<string> = new Set();
export const UNKNOWN_VALUE: FactValue = { is: 'unknown' };
export const ANY_SET: FactValue = { is: 'set', certain: NOTHING, possible: 'anything' };

export const scalarValue = (value: string | number | boolean | null | undefined): FactValue =>
  value == null
    ? UNKNOWN_VALUE
    : typeof value === 'number'
      ? { is: 'range', min: value, max: value }
      : { is: 'value', value };

/** A set whose members are all known. */
export const closedSet = (members: Iterable<string>): FactValue => {
  const set = new Set(members);
  return { is: 'set', certain: set, possible: set };
};

/** A number or bounds as a range; a bound left out is the least or greatest the fact can have. */
export function rangeOf(quantity: Quantity | null | undefined, least: number): FactValue {
  if (quantity == null) return UNKNOWN_VALUE;
  if (typeof quantity === 'number') return { is: 'range', min: quantity, max: quantity };
  if (quantity.min == null && quantity.max == null) return UNKNOWN_VALUE;
  return { is: 'range', min: quantity.min ?? least, max: quantity.max ?? Number.POSITIVE_INFINITY };
}

/** Whether nothing about the fact is left open. */
export function isKnown(value: FactValue): boolean {
  switch (value.is) {
    case 'unknown':
      return false;
    case 'value':
      return true;
    case 'oneOf':
      return value.values.length === 1;
    case 'range':
      return value.min === value.max;
    case 'set':
      return value.possible !== 'anything' && value.possible.size === value.certain.size;
  }
}

/** The value as it is shown in a reason: null when unknown, bounds when bounded. */
export function shown(value: FactValue): unknown {
  switch (value.is) {
    case 'unknown':
      return null;
    case 'value':
      return value.value;
    case 'oneOf':
      return value.values.length === 1 ? value.values[0] : { oneOf: value.values };
    case 'range':
      if (value.min === value.max) return value.min;
      return {
        ...(Number.isFinite(value.min) ? { min: value.min } : {}),
        ...(Number.isFinite(value.max) ? { max: value.max } : {}),
      };
    case 'set': {
      const certain = [...value.certain].sort();
      if (isKnown(value)) return certain;
      if (value.possible === 'anything') {
        const except = [...(value.except ?? [])].sort();
        if (certain.length === 0 && except.length === 0) return null;
        return { certain, possible: 'anything', ...(except.length > 0 ? { except } : {}) };
      }
      return { certain, possible: [...value.possible].sort() };
    }
  }
}
