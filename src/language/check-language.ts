import {
  type Attribute,
  FluentParser,
  type Message,
  type Pattern,
  type Resource,
  type SyntaxNode,
} from '@fluent/syntax';
import { type Diagnostic, diagnosticAt, MAX_FAULTS, type Remark, sorted } from '../authored/diagnostic.js';
import { nearest } from '../domain/nearest.js';
import { DUTIES, type MessageId } from './messages.js';
import { FUNCTIONS, parametersUsed, plainText } from './pattern.js';
import { REQUIRED_MESSAGES } from './required-messages.js';

/** A language file held against what the code says: every fault at once, each with its line. */

export interface CheckedLanguage {
  readonly diagnostics: readonly Diagnostic[];
  /** Messages that complete files have and this one has not; English stands in for them. */
  readonly missing: readonly string[];
}

/**
 * @param file as it is shown in diagnostics, such as ru.ftl
 * @param text of the file, in the syntax of Project Fluent
 */
export function checkLanguage(file: string, text: string): CheckedLanguage {
  const resource = parsed(text);
  const diagnostics: Diagnostic[] = [];
  if (resource === undefined) {
    const remark = { code: 'too-deep', message: 'the file is nested too deeply' };
    return { diagnostics: [diagnosticAt(file, 1, 1, [], remark)], missing: [...REQUIRED_MESSAGES.keys()] };
  }
  const lines = text.split(/\r?\n/);
  const report = (node: SyntaxNode | undefined, path: readonly string[], remark: Remark) => {
    if (diagnostics.length >= MAX_FAULTS) return;
    const { line, column } = placeIn(text, node?.span?.start ?? 0);
    diagnostics.push(diagnosticAt(file, line, column, path, remark, lines[line - 1]));
  };
  const found = new Map<string, Pattern>();
  const terms = new Set(resource.body.flatMap((entry) => (entry.type === 'Term' ? [entry.id.name] : [])));
  const add = (id: string, node: Message | Attribute, pattern: Pattern) => {
    const twice = { code: 'message-twice', message: `\`${id}\` is said twice`, help: 'keep one of the two' };
    if (found.has(id)) report(node, [id], twice);
    found.set(id, pattern);
    checkMessage(id, node, pattern, terms, report);
  };
  for (const entry of resource.body) {
    if (entry.type === 'Junk')
      for (const { message, span } of entry.annotations)
        report({ span } as SyntaxNode, [], { code: 'not-fluent', message: `cannot be read: ${lowered(message)}` });
    if (entry.type !== 'Message') continue;
    if (entry.value !== null) add(entry.id.name, entry, entry.value);
    for (const attribute of entry.attributes) add(`${entry.id.name}.${attribute.id.name}`, attribute, attribute.value);
  }
  const missing = [...REQUIRED_MESSAGES.keys()].filter((id) => !found.has(id));
  checkHeader(found, resource, report);
  const state = found.get('language-state');
  checkMissing(missing, state !== undefined && plainText(state) === 'incomplete', report);
  checkStandings(found, report);
  return { diagnostics: sorted(diagnostics), missing };
}

/** Undefined where the file is nested so deeply that the parser gives up. */
function parsed(text: string): Resource | undefined {
  try {
    return new FluentParser({ withSpans: true }).parse(text);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

type Report = (node: SyntaxNode | undefined, path: readonly string[], remark: Remark) => void;

function checkMessage(
  id: string,
  node: Message | Attribute,
  pattern: Pattern,
  terms: ReadonlySet<string>,
  report: Report,
): void {
  const known = REQUIRED_MESSAGES.get(id);
  if (known === undefined) {
    const near = nearest(id, REQUIRED_MESSAGES.keys());
    const help = near.length > 0 ? undefined : 'take it out, or see languages/en.ftl for what there is';
    report(node, [id], { code: 'unknown-message', message: `nothing says \`${id}\``, nearest: near, help });
    return;
  }
  const { always, ever, functions, references, termReferences } = parametersUsed(pattern);
  const allowed = [...known.required, ...known.optional];
  const given = allowed.length === 0 ? 'it has none' : `it has ${allowed.map((each) => `$${each}`).join(', ')}`;
  for (const [name, at] of ever)
    if (!allowed.includes(name)) {
      const near = nearest(name, allowed);
      const message = `\`${id}\` has no parameter \`$${name}\``;
      report(at, [id], { code: 'unknown-parameter', message, nearest: near.map((each) => `$${each}`), help: given });
    }
  for (const name of known.required.filter((each) => !always.has(each))) {
    const where = ever.has(name) ? 'in every one of its forms' : 'in its words';
    const message = `\`${id}\` must hold the parameter \`$${name}\` ${where}`;
    report(node, [id], { code: 'missing-parameter', message, help: `write { $${name} } where it belongs` });
  }
  for (const [name, at] of functions)
    if (!FUNCTIONS.includes(name)) {
      const message = `there is no function \`${name}\``;
      report(at, [id], { code: 'unknown-function', message, help: `there are ${FUNCTIONS.join(', ')}` });
    }
  for (const at of references)
    report(at, [id], {
      code: 'message-in-message',
      message: `\`${id}\` takes its words from another message`,
      help: 'write the words out, or make a term of them, such as -truce',
    });
  for (const [name, at] of termReferences)
    if (!terms.has(name)) {
      const message = `there is no term \`-${name}\` in this file`;
      report(at, [id], { code: 'unknown-term', message, nearest: nearest(name, terms).map((each) => `-${each}`) });
    }
}

const mayBeEmpty = new Set(['words-lowered-inside-a-sentence']);

function checkHeader(found: ReadonlyMap<string, Pattern>, resource: Resource, report: Report): void {
  const saidAs = (id: MessageId) => {
    const pattern = found.get(id);
    return pattern === undefined ? undefined : plainText(pattern);
  };
  const locale = saidAs('language-locale');
  if (locale !== undefined && !isTag(locale)) {
    const message = `\`${locale}\` is no language tag`;
    const help = 'a tag such as ar, ru or en-GB (BCP 47) that this system has lists and dates of';
    report(found.get('language-locale'), ['language-locale'], { code: 'bad-locale', message, help });
  }
  const state = saidAs('language-state');
  if (state !== undefined && state !== 'complete' && state !== 'incomplete') {
    const message = `\`${state}\` is no state of a language`;
    report(found.get('language-state'), ['language-state'], {
      code: 'bad-state',
      message,
      help: 'complete or incomplete',
    });
  }
  for (const [id, pattern] of found)
    if (!mayBeEmpty.has(id) && plainText(pattern) === '' && parametersUsed(pattern).ever.size === 0)
      report(pattern, [id], {
        code: 'no-words',
        message: `\`${id}\` has no words`,
        help: 'put them in, or leave it out',
      });
  if (found.size === 0 && resource.body.length === 0)
    report(undefined, [], { code: 'no-words', message: 'the file says nothing', help: 'copy languages/en.ftl' });
}

const isTag = (tag: string): boolean => {
  try {
    return Intl.ListFormat.supportedLocalesOf([tag]).length === 1 && Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
};

/** What S16 asks for must be there in any file; the rest only in one that calls itself complete. */
function checkMissing(missing: readonly string[], incomplete: boolean, report: Report): void {
  const header = ['language-name', 'language-locale', 'language-state'];
  for (const id of missing) {
    const duty = (DUTIES as readonly string[]).includes(id) || header.includes(id);
    if (incomplete && !duty) continue;
    const why = (DUTIES as readonly string[]).includes(id)
      ? 'prose may never say more than the report does (S16), in no language'
      : 'copy it from languages/en.ftl; a file that calls itself incomplete (language-state) may leave it out';
    report(undefined, [id], { code: 'missing-message', message: `there is no \`${id}\``, help: why });
  }
}

/** Two standings in the same words would say of a report what is only so of another (S16). */
function checkStandings(found: ReadonlyMap<string, Pattern>, report: Report): void {
  const bySaying = new Map<string, string>();
  for (const id of DUTIES.filter((each) => each.startsWith('standing-'))) {
    const pattern = found.get(id);
    if (pattern === undefined) continue;
    const saying = plainText(pattern).toLocaleLowerCase();
    const other = bySaying.get(saying);
    if (other !== undefined) {
      const message = `\`${id}\` says the same as \`${other}\``;
      const help = 'each standing in words of its own: an alleged act may not read as a confirmed one (S16)';
      report(pattern, [id], { code: 'same-standing', message, help });
    }
    bySaying.set(saying, id);
  }
}

const lowered = (text: string) => (text.charAt(0).toLowerCase() + text.slice(1)).replace(/\.$/, '');

function placeIn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
