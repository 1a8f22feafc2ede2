import { type AnyNode, parse, type ValueNode } from '@humanwhocodes/momoa';
import {
  type Diagnostic,
  diagnosticIn,
  type Path,
  quoted,
  type SourceFile,
  type Span,
} from '../authored/diagnostic.js';
import { textHazards } from '../authored/text-hazards.js';

/** JSON (GeoJSON) with positions. For large files the syntax tree is only built when something has to be pointed at. */

const LARGE = 1_000_000;
const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** @returns the file when it could be read, and every fault of its spelling. */
export function parseJson(path: string, original: string): { file?: SourceFile; diagnostics: Diagnostic[] } {
  const text = original.replace(/^\uFEFF/, '');
  const diagnostics: Diagnostic[] = [];
  const lines = text.split('\n');
  const lineText = (line: number) => (lines[line - 1] ?? '').replace(/\r$/, '');
  const fault = (span: Span, at: Path, code: string, message: string) =>
    diagnostics.push(diagnosticIn(path, span, at, { code, message }, lineText(span.line)));
  if (text.trim() === '') {
    fault({ line: 1, column: 1 }, [], 'empty-file', 'the file is empty');
    return { diagnostics };
  }
  let value: unknown;
  let built: ValueNode | undefined;
  const tree = () => {
    built ??= parse(text, { mode: 'json' }).body;
    return built;
  };
  try {
    value = JSON.parse(text);
    if (text.length <= LARGE) tree();
  } catch (error) {
    for (const { offset, remark } of textHazards(text)) {
      const before = text.slice(0, offset).split('\n');
      fault({ line: before.length, column: (before.at(-1) ?? '').length + 1 }, [], remark.code, remark.message);
    }
    if (diagnostics.length === 0) notJson(error);
    return { diagnostics };
  }
  function notJson(error: unknown): void {
    const span = placeOf(text, error);
    const last = text.trimEnd().split('\n').length;
    const isCut = span.line >= last && !/[\]}]$/.test(text.trimEnd());
    if (error instanceof RangeError) fault(span, [], 'too-deep', 'the file is nested too deeply');
    else if (isCut) fault(span, [], 'half-saved', 'the file ends in the middle');
    else fault(span, [], 'json-syntax', jsonFault(error));
  }
  if (built !== undefined) checkKeys(built, [], (node, at, code, message) => fault(spanOf(node), at, code, message));
  if (diagnostics.length > 0) return { diagnostics };
  const position = (at: Path, which: 'key' | 'value') => nodeAt(tree(), at, which);
  return { file: { path, value, position, lineText }, diagnostics };
}

const spanOf = ({ loc: { start, end } }: AnyNode): Span => ({
  line: start.line,
  column: start.column,
  endLine: end.line,
  endColumn: end.column,
});

function jsonFault(error: unknown): string {
  const message = (error as Error).message.split('\n')[0] ?? '';
  return `not JSON: ${(message.charAt(0).toLowerCase() + message.slice(1)).replace(/ in JSON at position.*$|, ".*$/, '').replace(/\.$/, '')}`;
}

/** The other parser knows line and column. */
function placeOf(text: string, error: unknown): Span {
  if (error instanceof RangeError) return { line: 1, column: 1 };
  try {
    parse(text, { mode: 'json' });
  } catch (placed) {
    const { line, column } = placed as { line?: number; column?: number };
    if (line !== undefined && column !== undefined) return { line, column };
  }
  return { line: 1, column: 1 };
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

/** Where a key or value stands; for one that is not there, where its holder begins. */
function nodeAt(tree: ValueNode, path: Path, which: 'key' | 'value'): Span {
  let node: ValueNode = tree;
  for (const [index, step] of path.entries()) {
    if (node.type === 'Object') {
      const member = node.members.find(
        (each) => (each.name.type === 'String' ? each.name.value : each.name.name) === step,
      );
      if (member === undefined) return beginOf(node);
      if (which === 'key' && index === path.length - 1) return spanOf(member.name);
      node = member.value;
    } else if (node.type === 'Array') {
      const element = node.elements[Number(step)];
      if (element === undefined) return beginOf(node);
      node = element.value;
    } else return beginOf(node);
  }
  return spanOf(node);
}

const beginOf = ({ loc: { start } }: AnyNode): Span => ({ line: start.line, column: start.column });
