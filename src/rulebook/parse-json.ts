import { type AnyNode, parse, type ValueNode } from '@humanwhocodes/momoa';
import {
  type Diagnostic,
  diagnosticIn,
  MAX_FAULTS,
  type Path,
  quoted,
  type SourceFile,
  type Span,
} from '../authored/diagnostic.js';
import { textHazards } from '../authored/text-hazards.js';
import { placeInJson, spansIn } from './json-place.js';

/** JSON (GeoJSON) with positions. Keys given twice are only looked for in files that are not large. */

const LARGE = 1_000_000;
const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** @returns the file when it could be read, and every fault of its spelling. */
export function parseJson(path: string, original: string): { file?: SourceFile; diagnostics: Diagnostic[] } {
  const text = original.replace(/^\uFEFF/, '');
  const diagnostics: Diagnostic[] = [];
  const spanAt = spansIn(text);
  const lineText = (line: number) => lineOf(text, line);
  const fault = (span: Span, at: Path, code: string, message: string) =>
    diagnostics.length < MAX_FAULTS &&
    diagnostics.push(diagnosticIn(path, span, at, { code, message }, lineText(span.line)));
  if (text.trim() === '') {
    fault({ line: 1, column: 1 }, [], 'empty-file', 'the file is empty');
    return { diagnostics };
  }
  let value: unknown;
  let tree: ValueNode | undefined;
  try {
    value = JSON.parse(text);
    if (text.length <= LARGE) tree = parse(text, { mode: 'json' }).body;
  } catch (error) {
    for (const { offset, end, remark } of textHazards(text))
      fault(spanAt(offset, end), [], remark.code, remark.message);
    if (diagnostics.length === 0) notJson(error);
    return { diagnostics };
  }
  function notJson(error: unknown): void {
    const span = spanAt(placeOf(text, error));
    const last = text.trimEnd().split('\n').length;
    const isCut = span.line >= last && !/[\]}]$/.test(text.trimEnd());
    if (error instanceof RangeError) fault(span, [], 'too-deep', 'the file is nested too deeply');
    else if (isCut) fault(span, [], 'half-saved', 'the file ends in the middle');
    else fault(span, [], 'json-syntax', jsonFault(error));
  }
  if (tree !== undefined)
    checkKeys(tree, [], (node, at, code, message) =>
      fault(spanAt(node.loc.start.offset, node.loc.end.offset), at, code, message),
    );
  if (diagnostics.length > 0) return { diagnostics };
  const position = (at: Path, which: 'key' | 'value') => placeInJson(text, at, which, spanAt);
  return { file: { path, value, position, lineText }, diagnostics };
}

function jsonFault(error: unknown): string {
  const message = (error as Error).message.split('\n')[0] ?? '';
  return `not JSON: ${(message.charAt(0).toLowerCase() + message.slice(1)).replace(/ in JSON at position.*$|, ".*$/, '').replace(/\.$/, '')}`;
}

/** The other parser knows where it stopped. */
function placeOf(text: string, error: unknown): number {
  if (error instanceof RangeError) return 0;
  try {
    parse(text, { mode: 'json' });
  } catch (placed) {
    const { offset } = placed as { offset?: number };
    if (offset !== undefined) return Math.min(offset, text.length);
  }
  return 0;
}

type Tell = (node: AnyNode, path: Path, code: string, message: string) => void;

function checkKeys(node: ValueNode, path: Path, tell: Tell): void {
  if (node.type === 'Array') {
    if (path.at(-1) === 'coordinates') return;
    for (const [index, element] of node.elements.entries()) checkKeys(element.value, [...path, index], tell);
  } else if (node.type === 'Object') {
    const seen = new Set<string>();
    for (const member of node.members) {
      const key = member.name.type === 'String' ? member.name.value : member.name.name;
      if (seen.has(key)) tell(member.name, [...path, key], 'duplicate-key', `the key ${quoted(key)} occurs twice`);
      if (RESERVED.has(key)) tell(member.name, [...path, key], 'reserved-key', `a key cannot be called ${quoted(key)}`);
      seen.add(key);
      checkKeys(member.value, [...path, key], tell);
    }
  }
}

/** A line of the text; walked to, since a file with a fault asks for few of its lines. */
function lineOf(text: string, line: number): string {
  let start = 0;
  for (let passed = 1; passed < line; passed += 1) start = text.indexOf('\n', start) + 1;
  const end = text.indexOf('\n', start);
  return text.slice(start, end === -1 ? undefined : end).replace(/\r$/, '');
}
