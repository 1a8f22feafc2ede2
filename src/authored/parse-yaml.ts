import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLParseError,
  type YAMLWarning,
} from 'yaml';
import { type Diagnostic, diagnosticAt, type Path, quoted, type Remark, type SourceFile } from './diagnostic.js';
import { findHazards } from './yaml-hazards.js';

/** YAML 1.2 with positions, and without what makes YAML dangerous: bombs, cycles, tags, merge keys, prototype keys. */

/** @returns the file when it could be read at all, and every fault of its spelling. */
export function parseYaml(path: string, text: string): { file?: SourceFile; diagnostics: Diagnostic[] } {
  const lines = new LineCounter();
  const diagnostics: Diagnostic[] = [];
  const say = (offset: number, at: Path, remark: Remark) => {
    const { line, col } = lines.linePos(offset);
    diagnostics.push(diagnosticAt(path, line, col, at, remark, lineText(line)));
  };
  const lineText = (line: number) => {
    const start = lines.lineStarts[line - 1] ?? 0;
    return text.slice(start, (lines.lineStarts[line] ?? text.length + 1) - 1).replace(/\r$/, '');
  };
  if (text.trim() === '') {
    return { diagnostics: [diagnosticAt(path, 1, 1, [], { code: 'empty-file', message: 'the file is empty' })] };
  }
  let document: Document;
  try {
    document = parseDocument(text, {
      lineCounter: lines,
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
  for (const error of spellingFaults(document)) say(error.pos[0], [], spelling(error));
  if (diagnostics.length > 0) return { diagnostics };
  const hazards = findHazards(document.contents);
  for (const { offset, path: at, remark } of hazards) say(offset, at, remark);
  if (document.contents === null) say(0, [], { code: 'empty-file', message: 'the file holds nothing but comments' });
  if (diagnostics.some((each) => each.code !== 'duplicate-key')) return { diagnostics };
  const value: unknown = document.toJS({ maxAliasCount: -1 });
  const position = (at: Path, which: 'key' | 'value') => {
    const { line, col } = lines.linePos(offsetOf(document, at, which));
    return { line, column: col };
  };
  return { file: { path, value, position, lineText }, diagnostics };
}

/** What the parser found; after a tab the rest of its findings follow from the tab. */
function spellingFaults({ errors, warnings }: Document): readonly (YAMLParseError | YAMLWarning)[] {
  const tabs = errors.filter((error) => error.code === 'TAB_AS_INDENT');
  return tabs.length > 0 ? tabs : [...errors, ...warnings];
}

/** A finding of the parser, in words of this project. */
function spelling(error: YAMLParseError | YAMLWarning): Remark {
  const line = error.message.split('\n')[0] ?? '';
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return { code: 'tab', message: 'a tab cannot indent', help: 'use two spaces' };
    case 'MULTIPLE_DOCS':
      return { code: 'several-documents', message: 'the file holds more than one document', help: 'remove the `---`' };
    case 'TAG_RESOLVE_FAILED':
      return { code: 'tag', message: `tags are not allowed: ${quoted(line.replace(/^.*: ?tag/, 'tag'))}` };
    case 'NON_STRING_KEY':
      return { code: 'bad-key', message: 'a key must be plain text' };
    default:
      return { code: 'yaml-syntax', message: (line.charAt(0).toLowerCase() + line.slice(1)).replace(/\.$/, '') };
  }
}

/** Where a key or value begins; for one that is not there, where its holder begins. */
function offsetOf(document: Document, path: Path, which: 'key' | 'value'): number {
  let node: unknown = document.contents;
  let offset = (node as Node | null)?.range?.[0] ?? 0;
  for (const [index, step] of path.entries()) {
    const holder = isAlias(node) ? node.resolve(document) : node;
    let next: unknown;
    let keyOffset: number | undefined;
    if (isMap(holder)) {
      const pair = holder.items.find(
        (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(step),
      );
      if (pair === undefined) return offset;
      next = pair.value;
      keyOffset = (pair.key as Node).range?.[0];
    } else if (isSeq(holder) && typeof step === 'number' && step < holder.items.length) {
      next = holder.items[step];
    } else return offset;
    const last = index === path.length - 1;
    const begin = (next as Node | null)?.range?.[0];
    if (last && which === 'key') return keyOffset ?? begin ?? offset;
    offset = begin ?? keyOffset ?? offset;
    node = next;
  }
  return offset;
}
