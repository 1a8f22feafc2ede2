import fc from 'fast-check';
import { INSTANT_FORM } from '../../../src/domain/time.js';
import type { Chance } from './chance.js';

/** Values that a JSON schema of the document describes. What a schema cannot say (from before to) is mended afterwards. */

// biome-ignore lint/suspicious/noExplicitAny: JSON as it comes
export type Json = any;
export type Schema = { readonly [key: string]: Json };

export interface Vocabulary {
  readonly components: Readonly<Record<string, Schema>>;
  /** A value for a text by the name it stands under; undefined where any will do. */
  word(name: string, chance: Chance): string | undefined;
}

/** @param name the key that the value stands under */
export function fromSchema(schema: Schema, vocabulary: Vocabulary, chance: Chance, name = '', depth = 0): Json {
  const again = (inner: Schema, innerName = name) => fromSchema(inner, vocabulary, chance, innerName, depth + 1);
  if (typeof schema.$ref === 'string') {
    const part = vocabulary.components[schema.$ref.replace('#/components/schemas/', '')];
    if (part === undefined) throw new Error(`there is no ${schema.$ref}`);
    return again(part);
  }
  if ('const' in schema) return schema.const;
  if (schema.enum !== undefined) return chance.oneOf(schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) {
    const real = choices.filter((each: Schema) => each.type !== 'null');
    return real.length < choices.length && chance.yes(0.15) ? null : again(chance.oneOf(real));
  }
  const type = Array.isArray(schema.type) ? chance.oneOf(schema.type as string[]) : schema.type;
  if (type === 'object') return object(schema, chance, depth, again);
  if (type === 'array') {
    const least = schema.minItems ?? 0;
    const most = Math.min(schema.maxItems ?? 3, depth > 3 ? 1 : 3);
    return Array.from({ length: chance.between(least, Math.max(least, most)) }, () => again(schema.items ?? {}));
  }
  if (type === 'string') return text(schema, vocabulary, chance, name);
  if (type === 'integer' || type === 'number') return number(schema, chance, type === 'integer');
  if (type === 'boolean') return chance.yes();
  return null;
}

function object(schema: Schema, chance: Chance, depth: number, again: (inner: Schema, name: string) => Json): Json {
  const required: readonly string[] = schema.required ?? [];
  const taken = depth === 0 ? chance.oneOf([0, 0.3, 0.6, 0.95]) : 0.55 / Math.sqrt(depth + 1);
  const made: Record<string, Json> = {};
  for (const [key, inner] of Object.entries((schema.properties ?? {}) as Record<string, Schema>))
    if (required.includes(key) || chance.yes(taken)) made[key] = again(inner, key);
  if (typeof schema.additionalProperties === 'object' && schema.propertyNames !== undefined)
    for (let count = chance.below(3); count > 0; count -= 1)
      made[String(again(schema.propertyNames, 'property'))] = again(schema.additionalProperties, 'value');
  return made;
}

function number({ minimum = -1_000, maximum = 1_000 }: Schema, chance: Chance, whole: boolean): number {
  const least = Math.max(minimum, -1e6);
  const most = Math.min(maximum, 1e6);
  if (chance.yes(0.1)) return minimum;
  if (chance.yes(0.1) && Number.isSafeInteger(maximum)) return maximum;
  if (chance.yes(0.4)) return Math.trunc(Math.max(least, Math.min(most, chance.below(20))));
  const value = least + chance.next() * (most - least);
  return whole ? Math.trunc(value) : Number(value.toFixed(4));
}

const matching = new Map<string, readonly string[]>();

function text(schema: Schema, vocabulary: Vocabulary, chance: Chance, name: string): string {
  const word = vocabulary.word(name, chance);
  if (word !== undefined && word.length <= (schema.maxLength ?? 1e9)) return word;
  if (schema.format === 'date-time' || schema.pattern === INSTANT_FORM.source) return someTime(chance);
  if (schema.format === 'uri') return `https://example.org/${chance.below(1_000)}?q=${chance.below(9)}#a`;
  if (schema.examples !== undefined && chance.yes(0.3)) return String(chance.oneOf(schema.examples as string[]));
  if (schema.pattern !== undefined) return chance.oneOf(textsMatching(schema.pattern));
  const words = ['a', 'Kafr Zita', 'كفر زيتا', 'Ḥalab', 'two words', 'x'.repeat(Math.min(schema.maxLength ?? 60, 60))];
  return chance.oneOf(words);
}

function textsMatching(pattern: string): readonly string[] {
  const known = matching.get(pattern);
  if (known !== undefined) return known;
  // Of character classes by property only plain letters are made; they are tried among the hostile texts.
  const made = fc.sample(fc.stringMatching(new RegExp(pattern.includes('\\p') ? '^[a-z]{1,12}$' : pattern)), {
    numRuns: 60,
    seed: 5,
  });
  const short = made.filter((each) => each.length < 70);
  matching.set(pattern, short);
  return short;
}

/** Mostly of the months that the shipped agreement is of. */
export function someTime(chance: Chance): string {
  const at = chance.yes(0.8)
    ? Date.UTC(2016, 1, 20) + chance.below(200 * 24 * 3600) * 1000
    : Date.UTC(1900 + chance.below(200), chance.below(12), 1 + chance.below(28), chance.below(24));
  const local = new Date(at).toISOString().slice(0, chance.yes() ? 19 : 23);
  return `${local}${chance.oneOf(['Z', '+00:00', '+02:00', '+14:00', '-09:30'])}`;
}

/** What the schemas cannot say: bounds the right way round, both coordinates or none, an end after its beginning. */
export function mended(value: Json): Json {
  if (Array.isArray(value)) return value.map(mended);
  if (typeof value !== 'object' || value === null) return value;
  const made = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mended(inner)]));
  if (typeof made.min === 'number' && typeof made.max === 'number' && made.min > made.max)
    [made.min, made.max] = [made.max, made.min];
  if ((made.lon ?? null) === null || (made.lat ?? null) === null) {
    delete made.lon;
    delete made.lat;
  }
  if (typeof made.from === 'string' && typeof made.to === 'string' && Date.parse(made.from) > Date.parse(made.to))
    [made.from, made.to] = [made.to, made.from];
  return made;
}
