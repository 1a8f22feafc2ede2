import { type Document, isAlias, isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { type Diagnostic, diagnosticAt, type Path, quoted, type Remark, type SourceFile } from './diagnostic.js';

/** YAML 1.2 with positions, and without what makes YAML dangerous: bombs, cycles, tags, merge keys, prototype keys. */

const MAX_NODES = 2_000_000;
const MAX_ALIASES = 200;
const MAX_DEPTH = 100;
const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

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
      uniqueKeys: true,
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
  for (const error of [...document.errors, ...document.warnings]) say(error.pos[0], [], spelling(error, text));
  const broken = document.errors.some((error) => error.code !== 'DUPLICATE_KEY');
  if (broken) return { diagnostics };
  const before = diagnostics.length;
  const size = walk(document.contents, say);
  if (size > MAX_NODES) {
    say(0, [], {
      code: 'alias-bomb',
      message: `aliases make the file grow to more than ${MAX_NODES} values`,
      help: 'write the values out, or use a named condition',
    });
  }
  if (document.contents === null) say(0, [], { code: 'empty-file', message: 'the file holds nothing but comments' });
  if (diagnostics.length > before || document.warnings.length > 0) return { diagnostics };
  const value: unknown = document.toJS({ maxAliasCount: -1 });
  const position = (at: Path, which: 'key' | 'value') => {
    const { line, col } = lines.linePos(offsetOf(document, at, which));
    return { line, column: col };
  };
  return { file: { path, value, position, lineText }, diagnostics };
}

/** What the parser found, in words of this project. */
function spelling(error: { code: string; message: string; pos: [number, number] }, text: string): Remark {
  const line = error.message.split('\n')[0] ?? '';
  switch (error.code) {
    case 'DUPLICATE_KEY': {
      const key = /^[^\s:]+/.exec(text.slice(error.pos[0], error.pos[0] + 80))?.[0] ?? '';
      return { code: 'duplicate-key', message: `the key ${quoted(key)} occurs twice` };
    }
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

/** Looks for what must not be, and counts the values with every alias written out; it does not write them out. */
function walk(root: unknown, say: (offset: number, path: Path, remark: Remark) => void): number {
  const anchors = new Map<string, { size: number | undefined }>();
  let aliases = 0;
  const startOf = (node: unknown) => (node as Node | null)?.range?.[0] ?? 0;
  const visit = (node: unknown, path: Path): number => {
    if (isAlias(node)) {
      aliases += 1;
      if (aliases === MAX_ALIASES + 1)
        say(startOf(node), path, { code: 'alias-bomb', message: `the file has more than ${MAX_ALIASES} aliases` });
      const anchor = anchors.get(node.source);
      if (anchor === undefined)
        say(startOf(node), path, { code: 'unknown-alias', message: `no anchor is called ${quoted(node.source)}` });
      else if (anchor.size === undefined)
        say(startOf(node), path, { code: 'alias-cycle', message: `the alias ${quoted(node.source)} contains itself` });
      return anchor?.size ?? 1;
    }
    if (path.length > MAX_DEPTH) {
      if (path.length === MAX_DEPTH + 1)
        say(startOf(node), path, { code: 'too-deep', message: 'the value is nested too deeply' });
      return 1;
    }
    const anchor: { size: number | undefined } = { size: undefined };
    const name = (node as Node | null)?.anchor;
    if (name !== undefined) anchors.set(name, anchor);
    let size = 1;
    if (isMap(node)) {
      for (const pair of node.items) {
        const key = isScalar(pair.key) ? String(pair.key.value) : '';
        if (RESERVED.has(key))
          say(startOf(pair.key), [...path, key], {
            code: 'reserved-key',
            message: `a key cannot be called ${quoted(key)}`,
          });
        if (key === '<<')
          say(startOf(pair.key), [...path, key], {
            code: 'merge-key',
            message: 'merge keys are not allowed',
            help: 'write the values out',
          });
        size += visit(pair.value, [...path, key]);
      }
    } else if (isSeq(node)) {
      for (const [index, item] of node.items.entries()) size += visit(item, [...path, index]);
    } else if (isScalar(node) && typeof node.value === 'number' && !Number.isFinite(node.value)) {
      say(startOf(node), path, {
        code: 'wrong-type',
        message: `${quoted(String(node.source))} is not a number that can be compared`,
      });
    }
    anchor.size = size;
    return Math.min(size, MAX_NODES + 1);
  };
  return visit(root, []);
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
