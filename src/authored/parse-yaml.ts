import { type Document, isAlias, isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import {
  type Diagnostic,
  diagnosticAt,
  diagnosticIn,
  MAX_FAULTS,
  type Path,
  type SourceFile,
  type Span,
} from './diagnostic.js';
import { likelyCauses, type TextHazard, textHazards } from './text-hazards.js';
import { spellingFaults } from './yaml-faults.js';
import { findHazards } from './yaml-hazards.js';

/** YAML 1.2 with positions, and without what makes YAML dangerous: bombs, cycles, tags, merge keys, prototype keys. */

/** @returns the file when it could be read at all, and every fault of its spelling. */
export function parseYaml(path: string, original: string): { file?: SourceFile; diagnostics: Diagnostic[] } {
  const text = original.replace(/^\uFEFF/, '');
  const lines = new LineCounter();
  const diagnostics: Diagnostic[] = [];
  const spanOf = (offset: number, end: number | undefined): Span => {
    const { line, col: column } = lines.linePos(offset);
    if (end === undefined || end <= offset) return { line, column };
    const { line: endLine, col: endColumn } = lines.linePos(end);
    return { line, column, endLine, endColumn };
  };
  const say = ({ offset, end, remark }: TextHazard, at: Path = []) => {
    const span = spanOf(offset, end);
    diagnostics.push(diagnosticIn(path, span, at, remark, lineText(span.line)));
  };
  const lineText = (line: number) => {
    const start = lines.lineStarts[line - 1] ?? 0;
    return text.slice(start, (lines.lineStarts[line] ?? text.length + 1) - 1).replace(/\r$/, '');
  };
  if (text.trim() === '') {
    return { diagnostics: [diagnosticAt(path, 1, 1, [], { code: 'empty-file', message: 'the file is empty' })] };
  }
  // Counted here: the parser passes over some lines of a file whose line ends are odd.
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
  const hazards = textHazards(text);
  if (hazards.length > 0) {
    for (const hazard of hazards) say(hazard);
    return { diagnostics };
  }
  let document: Document;
  try {
    document = parseDocument(text, {
      version: '1.2',
      schema: 'core',
      uniqueKeys: false,
      stringKeys: true,
      merge: false,
      resolveKnownTags: false,
      prettyErrors: false,
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return {
      diagnostics: [diagnosticAt(path, 1, 1, [], { code: 'too-deep', message: 'the file is nested too deeply' })],
    };
  }
  const faults = spellingFaults(document, text);
  if (faults.length > 0) {
    const causes = likelyCauses(text);
    for (const fault of (causes.length > 0 ? causes : faults).slice(0, MAX_FAULTS)) say(fault);
    return { diagnostics };
  }
  for (const hazard of findHazards(document.contents).slice(0, MAX_FAULTS)) say(hazard, hazard.path);
  if (document.contents === null)
    say({ offset: 0, end: 0, remark: { code: 'empty-file', message: 'the file holds nothing but comments' } });
  if (diagnostics.some((each) => each.code !== 'duplicate-key')) return { diagnostics };
  const value: unknown = document.toJS({ maxAliasCount: -1 });
  const position = (at: Path, which: 'key' | 'value') => spanOf(...offsetsOf(document, at, which));
  return { file: { path, value, position, lineText }, diagnostics };
}

/** Where a key or value begins and ends; for one that is not there, where its holder begins. */
function offsetsOf(document: Document, path: Path, which: 'key' | 'value'): [number, number | undefined] {
  let node: unknown = document.contents;
  let offset = (node as Node | null)?.range?.[0] ?? 0;
  for (const [index, step] of path.entries()) {
    const holder = isAlias(node) ? node.resolve(document) : node;
    let next: unknown;
    let key: Node | undefined;
    if (isMap(holder)) {
      const pair = holder.items.find(
        (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(step),
      );
      if (pair === undefined) return [offset, undefined];
      next = pair.value;
      key = pair.key as Node;
    } else if (isSeq(holder) && typeof step === 'number' && step < holder.items.length) {
      next = holder.items[step];
    } else return [offset, undefined];
    const last = index === path.length - 1;
    const range = (next as Node | null)?.range;
    if (last && which === 'key' && key?.range) return [key.range[0], key.range[1]];
    offset = range?.[0] ?? key?.range?.[0] ?? offset;
    if (last) return [offset, range?.[1] ?? key?.range?.[1]];
    node = next;
  }
  return [offset, undefined];
}
