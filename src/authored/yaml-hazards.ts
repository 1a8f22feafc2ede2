import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml';
import { type Path, quoted, type Remark } from './diagnostic.js';
import { curlyQuotes, spaceWithin } from './text-hazards.js';

/** What may not stand in a rule file although it is YAML: bombs, cycles, merge keys, prototype keys, keys given twice. */

const MAX_VALUES = 500_000;
const MAX_ALIASES = 200;
const MAX_DEPTH = 100;
const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export interface Hazard {
  /** Where in the text. */
  readonly offset: number;
  readonly end: number;
  readonly path: Path;
  readonly remark: Remark;
}

/** A value that has an anchor: its size with all aliases written out, once it is known. */
interface Anchor {
  size: number | undefined;
}

/** Looks through the tree without writing aliases out, so that a bomb costs no more than its spelling. */
export function findHazards(root: unknown): Hazard[] {
  const hazards: Hazard[] = [];
  const anchors = new Map<string, Anchor>();
  let aliases = 0;
  const tell = (node: unknown, path: Path, remark: Remark) => {
    const [offset = 0, end = offset] = (node as Node | null)?.range ?? [];
    hazards.push({ offset, end, path, remark });
  };
  const say = (node: unknown, path: Path, code: string, message: string, help?: string) =>
    tell(node, path, { code, message, help });

  const sizeOfAlias = (node: Node & { source: string }, path: Path): number => {
    aliases += 1;
    if (aliases === MAX_ALIASES + 1) say(node, path, 'alias-bomb', `the file has more than ${MAX_ALIASES} aliases`);
    const anchor = anchors.get(node.source);
    if (anchor === undefined) say(node, path, 'unknown-alias', `no anchor is called ${quoted(node.source)}`);
    else if (anchor.size === undefined)
      say(node, path, 'alias-cycle', `the alias ${quoted(node.source)} contains itself`);
    return anchor?.size ?? 1;
  };

  const sizeOfMap = (node: YAMLMap, path: Path): number => {
    const seen = new Set<string>();
    let size = 1;
    for (const pair of node.items) {
      const key = isScalar(pair.key) ? String(pair.key.value) : '';
      const at = [...path, key];
      if (RESERVED.has(key)) say(pair.key, at, 'reserved-key', `a key cannot be called ${quoted(key)}`);
      if (key === '<<') say(pair.key, at, 'merge-key', 'merge keys are not allowed', 'write the values out');
      if (seen.has(key)) say(pair.key, at, 'duplicate-key', `the key ${quoted(key)} occurs twice`);
      seen.add(key);
      const odd = oddKey(pair);
      if (odd !== undefined) tell(pair.key, at, odd);
      size += visit(pair.value, at);
    }
    return size;
  };

  const sizeOf = (node: unknown, path: Path): number => {
    if (isMap(node)) return sizeOfMap(node, path);
    if (isSeq(node)) return node.items.reduce<number>((size, item, index) => size + visit(item, [...path, index]), 1);
    const odd = isScalar(node) && node.type === 'PLAIN' ? oddScalar(node) : undefined;
    if (odd !== undefined) tell(node, path, odd);
    return 1;
  };

  const visit = (node: unknown, path: Path): number => {
    if (isAlias(node)) return sizeOfAlias(node, path);
    if (path.length > MAX_DEPTH) {
      say(node, path, 'too-deep', 'the value is nested too deeply');
      return 1;
    }
    const name = (node as Node | null)?.anchor;
    const anchor: Anchor = { size: undefined };
    if (name !== undefined && anchors.has(name))
      say(node, path, 'duplicate-anchor', `the anchor ${quoted(name)} is set a second time`);
    if (name !== undefined) anchors.set(name, anchor);
    anchor.size = Math.min(sizeOf(node, path), MAX_VALUES + 1);
    return anchor.size;
  };

  if (visit(root, []) > MAX_VALUES) {
    const message = `with its aliases written out the file has more than ${MAX_VALUES} values`;
    say(root, [], 'alias-bomb', message, 'use a named condition instead of an alias');
  }
  return hazards;
}

/** A key that is not what it looks like. */
function oddKey({ key, value }: Pair): Remark | undefined {
  const text = isScalar(key) ? String(key.value) : '';
  if (value === null && /^[\w-]+:\S/.test(text))
    return { code: 'yaml-syntax', message: `${quoted(text)} is one word`, help: 'put a space behind the colon' };
  return /^[“”„‘’«]/.test(text) ? curlyQuotes(text) : spaceWithin(text);
}

/** A plain value that is not what it looks like. */
function oddScalar({ value, source = '' }: Scalar): Remark | undefined {
  if (typeof value === 'number' && !Number.isFinite(value))
    return {
      code: 'wrong-type',
      message: `${quoted(source)} is not a number that can be compared`,
      help: 'write a number',
    };
  if (typeof value === 'number' && /^[-+]?0\d/.test(source))
    return {
      code: 'odd-number',
      message: `${quoted(source)} is read as ${value}`,
      help: `write ${value}, or put it in quotation marks if it is a text`,
    };
  if (typeof value !== 'string') return undefined;
  if (/^[“”„‘’«]/.test(value)) return curlyQuotes(value);
  return value.trim() === value.replace(/^\u200B+|\u200B+$/g, '') ? undefined : spaceWithin(value);
}
