import { type Document, isScalar, type Node, visit, type YAMLParseError, type YAMLWarning } from 'yaml';
import { quoted, type Remark } from './diagnostic.js';
import type { TextHazard } from './text-hazards.js';

/** What the parser found, in words of this project: where it began rather than where it was noticed. */

type Finding = YAMLParseError | YAMLWarning;

/** @returns the findings that matter: a tab or something unclosed explains the rest, and so does the first of a line. */
export function spellingFaults(document: Document, text: string): TextHazard[] {
  const { errors, warnings } = document;
  const tabs = errors.filter((error) => error.code === 'TAB_AS_INDENT');
  if (tabs.length > 0) return tabs.map((error) => at(error, { code: 'tab', message: 'a tab cannot indent' }, ''));
  const found: Finding[] = [...errors, ...warnings].sort((a, b) => a.pos[0] - b.pos[0]);
  for (const error of found) {
    const open = unclosed(error, document, text);
    if (open !== undefined) return [open];
  }
  let until = -1;
  return found
    .filter((error) => {
      const follows = until !== -1 && !text.slice(until, error.pos[0]).includes('\n');
      until = Math.max(until, error.pos[0]);
      return !follows;
    })
    .map((error) => at(error, remarkOf(error, /^ *- /.test(text.slice(error.pos[0], error.pos[0] + 80))), text));
}

/** The parser points at the blanks before a word; the word is what an author looks for. */
function at(error: Finding, remark: Remark, text: string): TextHazard {
  const blanks = /^\s+(?=\S)/.exec(text.slice(error.pos[0], error.pos[0] + MOST_BLANKS))?.[0] ?? '';
  const offset = error.pos[0] + blanks.length;
  return { offset, end: Math.max(error.pos[1], offset + (blanks === '' ? 0 : 1)), remark };
}
const MOST_BLANKS = 1_000;

/** The parser notices the end of what was never closed; an author needs its beginning. */
function unclosed(error: Finding, document: Document, text: string): TextHazard | undefined {
  const isQuote = /^Missing closing .*quote/.test(error.message);
  const isFlow = /^Flow (map|sequence).* end with/.test(error.message);
  if (!isQuote && !isFlow) return undefined;
  const open: Node[] = [];
  visit(document, {
    Node(_, node) {
      const { range } = node;
      if (!range || range[0] > error.pos[0] || range[2] < error.pos[0] - 1) return;
      if (isQuote ? isScalar(node) && /^QUOTE/.test(String(node.type)) : (node as { flow?: boolean }).flow === true)
        open.push(node);
    },
  });
  const range = open.at(-1)?.range;
  if (!range) return undefined;
  const tab = text.slice(range[0], error.pos[1]).search(/(?<=\n *)\t/);
  if (tab !== -1)
    return { offset: range[0] + tab, end: range[0] + tab + 1, remark: { code: 'tab', message: 'a tab cannot indent' } };
  const what = isQuote ? 'quotation mark' : /^Flow map/.test(error.message) ? '`{`' : '`[`';
  return {
    offset: range[0],
    end: range[0] + 1,
    remark: { code: 'unclosed', message: `the ${what} that opens here is never closed` },
  };
}

const CROOKED = 'the line is indented less than its neighbours and more than the level above';
const ALIGN = 'indent what belongs together by the same number of spaces';
const QUOTE_IT = 'put the whole value in quotation marks';

/** Help that fits what the parser found; its own message is kept, in the style of the house. */
function remarkOf(error: Finding, isEntry: boolean): Remark {
  const line = error.message.split('\n')[0] ?? '';
  const message = (line.charAt(0).toLowerCase() + line.slice(1)).replace(/\.$/, '').replace(/: "(.*)"$/, ': `$1`');
  const syntax = (words: string, help: string): Remark => ({ code: 'yaml-syntax', message: words, help });
  if (/without - indicator/.test(line)) return syntax(CROOKED, ALIGN);
  switch (error.code) {
    case 'MULTIPLE_DOCS':
      return { code: 'several-documents', message: 'the file holds more than one document' };
    case 'TAG_RESOLVE_FAILED':
      return {
        code: 'tag',
        message: `tags are not allowed: ${quoted(line.replace(/^.*: ?tag/, 'tag'))}`,
        help: `a value that begins with \`!\` needs quotation marks`,
      };
    case 'NON_STRING_KEY':
      return { code: 'bad-key', message: 'a key must be plain text' };
    case 'BAD_ALIAS':
      return syntax('a value cannot begin with `*`, which stands for an alias', QUOTE_IT);
    case 'BLOCK_AS_IMPLICIT_KEY':
      if (isEntry)
        return syntax(
          'an entry of a list stands where its neighbours are keys',
          'a list stands below its own key, indented further',
        );
      return syntax(
        'there is a second colon in the line, or the next line is indented too far',
        `a value with a colon and a space in it needs quotation marks`,
      );
    case 'BLOCK_IN_FLOW':
      return syntax(
        'there is a second colon between two commas',
        `a value with a colon and a space in it needs quotation marks`,
      );
    case 'MULTILINE_IMPLICIT_KEY':
      return syntax(
        'a line between these has no colon with a space behind it',
        'write `key: value`; a longer text goes on with deeper indentation',
      );
    case 'BAD_INDENT':
      return syntax(CROOKED, ALIGN);
    case 'BAD_SCALAR_START':
      return syntax(message, QUOTE_IT);
    case 'BAD_DQ_ESCAPE':
      return syntax(message, 'use single quotation marks, or write the backslash twice');
    case 'MISSING_CHAR':
      return /map values/.test(line)
        ? syntax('the line has no colon', 'write `key: value`, or `- ` before an entry of a list')
        : { code: 'yaml-syntax', message };
    case 'UNEXPECTED_TOKEN':
      return /at node end/.test(line)
        ? syntax(
            'there is more behind the value',
            'a quotation mark within a text is written twice; entries are divided by commas',
          )
        : { code: 'yaml-syntax', message };
    default:
      return { code: 'yaml-syntax', message };
  }
}
