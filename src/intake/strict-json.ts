import { parse } from '@humanwhocodes/momoa';
import { pointerTo } from '../domain/faults.js';
import { type Fault, Problem } from '../domain/problem.js';

/** The one reader of JSON from outside: what JSON.parse would silently bend is refused, with its place. */

const DEEPEST = 64;
const MOST_FAULTS = 100;
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** How a place in the text is told. Lines and columns count from 1, columns in UTF-16 units. */
export type TellPlace = (line: number, column: number) => string;
const byLineAndColumn: TellPlace = (line, column) => `at line ${line}, column ${column}`;

/**
 * @param bytes UTF-8, with or without a byte order mark
 * @param tell how faults say where they are
 * @throws Problem `not-json` for anything that is not JSON, and for keys that stand twice or meddle with prototypes,
 * nesting deeper than 64, numbers that JavaScript cannot hold, half characters and NUL
 */
export function parseStrictJson(bytes: Uint8Array, tell = byLineAndColumn): unknown {
  const text = decoded(bytes, tell);
  const value = parsed(text, tell);
  const faults = scan(text, tell);
  if (faults.length === 0) return value;
  throw notJson('The body is JSON, but it says something that cannot be told apart or held exactly.', faults);
}

const notJson = (detail: string, faults: readonly Fault[]) => new Problem('not-json', detail, { faults });

function decoded(bytes: Uint8Array, tell: TellPlace): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const start = new TextDecoder('utf-8').decode(bytes);
    const at = start.indexOf('\uFFFD');
    throw notJson('The body is not valid UTF-8.', [
      { pointer: '', detail: `bytes that are no UTF-8 stand ${placeIn(start, at < 0 ? start.length : at, tell)}` },
    ]);
  }
}

function parsed(text: string, tell: TellPlace): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const position = /at position (\d+)/.exec(message)?.[1];
    const empty = text.trim() === '';
    const at = position === undefined ? (whereMomoaStops(text) ?? text.length) : Number(position);
    const found = at >= text.length ? 'ends too early' : `has ${JSON.stringify(text.slice(at, at + 10))}`;
    const detail = empty ? 'is empty' : `${found} ${placeIn(text, at, tell)}`;
    throw notJson(empty ? 'The body is empty; it must be JSON.' : 'The body is not JSON.', [{ pointer: '', detail }]);
  }
}

/** Longer texts are not read a second time to say where they go wrong. */
const LONGEST_TO_LOCATE = 200_000;

/** JSON.parse does not always say where it stopped; a parser with positions does. Undefined where it does not either. */
function whereMomoaStops(text: string): number | undefined {
  if (text.length > LONGEST_TO_LOCATE) return undefined;
  try {
    parse(text);
  } catch (error) {
    if (error instanceof Error && 'offset' in error && typeof error.offset === 'number') return error.offset;
  }
  return undefined;
}

/** Where something is in a text, for people. */
const placeIn = (text: string, at: number, tell: TellPlace): string => placesIn(text, tell)(at);

/** As placeIn, for one place behind the other: the text is gone through once, however many there are. */
function placesIn(text: string, tell: TellPlace): (at: number) => string {
  let line = 1;
  let start = 0;
  return (at) => {
    for (let end = text.indexOf('\n', start); end !== -1 && end < at; end = text.indexOf('\n', start)) {
      line += 1;
      start = end + 1;
    }
    return tell(line, at - start + 1);
  };
}

type Level = { readonly keys: Set<string> | undefined; step: string | number };

/** Walks over a text that is known to be JSON, without recursion, and tells what JSON.parse does not. */
function scan(text: string, tell: TellPlace): Fault[] {
  const faults: Fault[] = [];
  const levels: Level[] = [];
  const place = placesIn(text, tell);
  let key = false;
  const fault = (detail: string, at: number, got?: string) => {
    const pointer = pointerTo(levels.map(({ step }) => step));
    faults.push({ pointer, detail: `${detail} (${place(at)})`, ...(got === undefined ? {} : { got }) });
  };
  let at = 0;
  while (at < text.length && faults.length < MOST_FAULTS) {
    const token = tokenAt(text, at);
    const level = levels.at(-1);
    const first = token[0] as string;
    if (first === '{' || first === '[') {
      if (levels.length >= DEEPEST) {
        fault(`is nested deeper than ${DEEPEST}`, at);
        break;
      }
      levels.push(first === '{' ? { keys: new Set(), step: '' } : { keys: undefined, step: 0 });
      key = first === '{';
    } else if (first === '}' || first === ']') {
      levels.pop();
    } else if (first === ',') {
      if (typeof level?.step === 'number') level.step += 1;
      else key = true;
    } else if (first === '"') {
      const said = JSON.parse(token) as string;
      if (key && level?.keys !== undefined) {
        level.step = said;
        if (level.keys.has(said)) fault('stands twice in the same object', at);
        if (FORBIDDEN_KEYS.has(said)) fault('is not a key that is taken', at);
        level.keys.add(said);
        key = false;
      }
      if (/\p{Surrogate}/u.test(said)) fault('has half a character (a lone surrogate)', at);
      if (said.includes('\u0000')) fault('has the character NUL, which cannot be stored', at);
    } else {
      const word = token.trim();
      const wrong = /^[-\d]/.test(word) ? wrongNumber(word) : undefined;
      if (wrong !== undefined)
        fault(wrong, at + token.indexOf(word), word.length > 40 ? `${word.slice(0, 40)}…` : word);
    }
    at += token.length;
  }
  return faults;
}

const plain = /[^"{}[\],:]+/y;

/** The token that begins at a place; white space belongs to no token and comes back by itself or behind a number. */
function tokenAt(text: string, at: number): string {
  if (text[at] === '"') {
    let end = at + 1;
    while (text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
    return text.slice(at, end + 1);
  }
  plain.lastIndex = at;
  return plain.exec(text)?.[0] ?? (text[at] as string);
}

function wrongNumber(token: string): string | undefined {
  const value = Number(token);
  if (!Number.isFinite(value)) return 'is a number too large to be held';
  if (value === 0 && /[1-9]/.test(token.split(/e/i)[0] ?? '')) return 'is a number too small to be held';
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return 'is a whole number too large to be held exactly';
  return undefined;
}
