import type { Path, Span } from '../authored/diagnostic.js';

/**
 * Places in a JSON text that `JSON.parse` has read without a fault. The text is walked once along the path; a syntax tree
 * of a zone file of 200,000 lines would take fifty times as long, and memory with it.
 */

/** @returns the span of the key or value at a path; for one that is not there, where its holder begins. */
export function placeInJson(text: string, path: Path, which: 'key' | 'value', spanOf: SpanOf): Span {
  let at = afterSpace(text, 0);
  for (const [index, step] of path.entries()) {
    const member = text[at] === '{' ? memberOf(text, at, String(step)) : elementOf(text, at, step);
    if (member === undefined) return spanOf(at);
    if (which === 'key' && index === path.length - 1 && member.key !== undefined)
      return spanOf(member.key, endOf(text, member.key));
    at = member.value;
  }
  return spanOf(at, endOf(text, at));
}

export type SpanOf = (offset: number, end?: number) => Span;

/** Turns offsets into lines and columns from 1; the starts of the lines are looked up when first asked for. */
export function spansIn(text: string): SpanOf {
  let starts: number[] | undefined;
  const pointOf = (offset: number): [number, number] => {
    starts ??= lineStarts(text);
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return [low + 1, offset - (starts[low] ?? 0) + 1];
  };
  return (offset, end) => {
    const [line, column] = pointOf(offset);
    if (end === undefined || end <= offset) return { line, column };
    const [endLine, endColumn] = pointOf(end);
    return { line, column, endLine, endColumn };
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

interface Member {
  readonly key?: number;
  readonly value: number;
}

/** The last member of that name, which is the one that `JSON.parse` keeps. */
function memberOf(text: string, open: number, name: string): Member | undefined {
  let found: Member | undefined;
  let at = afterSpace(text, open + 1);
  while (text[at] === '"') {
    const end = endOf(text, at);
    const value = afterSpace(text, afterSpace(text, end) + 1);
    if (JSON.parse(text.slice(at, end)) === name) found = { key: at, value };
    at = afterComma(text, endOf(text, value));
  }
  return found;
}

function elementOf(text: string, open: number, index: string | number): Member | undefined {
  if (text[open] !== '[') return undefined;
  let at = afterSpace(text, open + 1);
  for (let passed = 0; text[at] !== ']'; passed += 1) {
    if (passed === Number(index)) return { value: at };
    at = afterComma(text, endOf(text, at));
  }
  return undefined;
}

const afterComma = (text: string, at: number): number => {
  const next = afterSpace(text, at);
  return text[next] === ',' ? afterSpace(text, next + 1) : next;
};

function afterSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) <= 0x20) at += 1;
  return at;
}

const OPENS = new Set(['{', '[']);
const CLOSES = new Set(['}', ']']);

/** Where the value that begins here ends. */
function endOf(text: string, begin: number): number {
  let depth = 0;
  let at = begin;
  do {
    const character = text[at] ?? '';
    if (character === '"') at = endOfString(text, at);
    else if (OPENS.has(character) || CLOSES.has(character)) {
      depth += OPENS.has(character) ? 1 : -1;
      at += 1;
    } else if (depth === 0) {
      while (at < text.length && !/[\s,\]}]/.test(text[at] ?? '')) at += 1;
      return at;
    } else at += 1;
  } while (depth > 0 && at < text.length);
  return at;
}

function endOfString(text: string, begin: number): number {
  let at = begin + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}
