import { isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import { type Path, quoted, type Remark } from './diagnostic.js';

/** What may not stand in a rule file although it is YAML: bombs, cycles, merge keys, prototype keys, keys given twice. */

const MAX_VALUES = 500_000;
const MAX_ALIASES = 200;
const MAX_DEPTH = 100;
const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export interface Hazard {
  /** Where in the text. */
  readonly offset: number;
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
  const say = (node: unknown, path: Path, code: string, message: string, help?: string) =>
    hazards.push({ offset: (node as Node | null)?.range?.[0] ?? 0, path, remark: { code, message, help } });

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
      size += visit(pair.value, at);
    }
    return size;
  };

  const sizeOf = (node: unknown, path: Path): number => {
    if (isMap(node)) return sizeOfMap(node, path);
    if (isSeq(node)) return node.items.reduce<number>((size, item, index) => size + visit(item, [...path, index]), 1);
    if (isScalar(node) && typeof node.value === 'number' && !Number.isFinite(node.value))
      say(node, path, 'wrong-type', `${quoted(String(node.source))} is not a number that can be compared`);
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
