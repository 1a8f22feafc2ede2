import { z } from 'zod';
import { faultsFromZod } from '../domain/faults.js';
import { instantOf } from '../domain/group.js';
import { type KeyMeanings, meaningOf } from '../domain/key-meaning.js';
import type { Fault } from '../domain/problem.js';
import type { Path, Remark, SourceFile } from './diagnostic.js';
import { MAX_FAULTS, quoted } from './diagnostic.js';
import { isWithin, valueAt } from './raw.js';

/** The shape of a file: keys, types and closed lists, held against its zod schema. */

export interface ShapeFault {
  readonly path: Path;
  readonly remark: Remark;
}

/**
 * Every fault of a file's shape; unions answer for the branch that was meant. Of more than MAX_FAULTS there is one more
 * than these: then nothing may be taken for sound, and reporting them ends the check.
 */
export function shapeFaults(schema: z.ZodType, file: SourceFile, ...meanings: readonly KeyMeanings[]): ShapeFault[] {
  const parsed = schema.safeParse(file.value);
  if (parsed.success) return [];
  const issues = parsed.error.issues.slice(0, MAX_FAULTS + 1);
  return faultsFromZod(new z.ZodError(issues), file.value, schema)
    .slice(0, MAX_FAULTS + 1)
    .map((fault) => {
      const path = pathOf(fault.pointer, file.value);
      return { path, remark: withMeaning(remarkOf(fault, path, valueAt(file.value, path)), path, meanings) };
    });
}

/** What a missing key is for is the best help in filling it in. */
function withMeaning(remark: Remark, path: Path, meanings: readonly KeyMeanings[]): Remark {
  const meaning = remark.code === 'missing-key' ? meaningOf(path, ...meanings) : undefined;
  if (meaning === undefined) return remark;
  const said = /^[A-Z][a-z]/.test(meaning) ? `${meaning.charAt(0).toLowerCase()}${meaning.slice(1)}` : meaning;
  return { ...remark, help: remark.help === undefined ? said : `${remark.help}: ${said}` };
}

/** Whether nothing at or below a path is amiss in shape. */
export const isSound = (faults: readonly ShapeFault[], path: Path): boolean =>
  !faults.some((fault) => isWithin(fault.path, path));

/** A JSON pointer as a path; a step into a list becomes a number. */
export function pathOf(pointer: string, root: unknown): Path {
  const path: (string | number)[] = [];
  for (const raw of pointer.split('/').slice(1)) {
    const step = raw.replace(/~1/g, '/').replace(/~0/g, '~');
    path.push(Array.isArray(valueAt(root, path)) && /^\d+$/.test(step) ? Number(step) : step);
  }
  return path;
}

const types = /^must be (text|a number|a whole number|true or false|a list|a mapping|null)(,| or|$)/;

/** A fault of shape in the words of a rule file's diagnostics, with the code it is known by. */
export function remarkOf(fault: Fault, path: Path, value: unknown): Remark {
  const key = path.at(-1) ?? '';
  const detail = fault.detail.replace(/; did you mean .*$/s, '').replace('an object', 'a mapping');
  const name =
    path.length === 0
      ? 'the file'
      : typeof key === 'number'
        ? `entry ${key + 1} of \`${path.at(-2) ?? 'the list'}\``
        : `\`${key}\``;
  const { nearest } = fault;
  if (detail.startsWith('is missing')) {
    const must = detail.replace(/^is missing(; it )?/, '');
    const help = must === '' ? undefined : `it ${must}`;
    if (key === 'text' && path.at(-2) === 'clause')
      return {
        code: 'no-source',
        message: 'the clause does not say which text it is from',
        help: 'name one of the texts',
      };
    return { code: key === 'source' ? 'no-source' : 'missing-key', message: `${name} is missing`, help };
  }
  if (detail.startsWith('is not a known key')) {
    if (fault.allowed?.includes(String(key)) === true)
      return { code: 'unknown-key', message: `${name} cannot stand beside the other keys here`, at: 'key' };
    const help = fault.allowed === undefined ? undefined : `known here: ${fault.allowed.join(', ')}`;
    return { code: 'unknown-key', message: `${name} is not a known key`, at: 'key', nearest, help };
  }
  if (detail.startsWith('the key ')) return { code: 'bad-id', message: `${name} ${detail.slice(8)}`, at: 'key' };
  if (fault.allowed !== undefined) {
    if (key === 'format' && typeof value === 'number' && value > 1) return fromTheFuture(value);
    const help = fault.allowed.length > 1 ? allowedHelp(fault.allowed) : undefined;
    if (fault.allowed.length === 1 && String(value) === fault.allowed[0])
      return {
        code: 'wrong-type',
        message: `${name} must be a number, not a text`,
        help: 'remove the quotation marks',
      };
    const what =
      fault.allowed.length === 1 ? `${name} ${detail}, not ${quoted(value)}` : `${name} cannot be ${quoted(value)}`;
    return { code: 'unknown-value', message: what, nearest, help };
  }
  const isAbout = !/^(must|is)\b/.test(detail);
  const isEmpty = isAbout || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  return { ...classified(detail, value, key), message: `${name} ${detail}${isEmpty ? '' : `, not ${said(value)}`}` };
}

/** The words of a closed list; of a long one the first. */
export const allowedHelp = (words: readonly string[]): string =>
  words.length <= MOST_WORDS
    ? `allowed: ${words.join(', ')}`
    : `allowed: ${words.slice(0, MOST_WORDS).join(', ')}, … (${words.length} in all, in \`rules/vocabulary.md\`)`;
const MOST_WORDS = 15;

const fromTheFuture = (format: number): Remark => ({
  code: 'future-format',
  message: `this file is of format ${quoted(format)}; this version of Truce reads format 1`,
  help: 'install a newer Truce',
});

const said = (value: unknown): string =>
  Array.isArray(value) ? 'a list' : typeof value === 'object' && value !== null ? 'a mapping' : quoted(value);

function classified(detail: string, value: unknown, key: string | number): { code: string; help?: string } {
  if (types.test(detail)) return { code: 'wrong-type', ...helpWith(mistypedHelp(detail, value)) };
  if (detail.startsWith('must name a source')) return { code: 'no-source' };
  if (/^must be lower-case words|^must be a bare name/.test(detail))
    return { code: 'bad-id', ...helpWith(asId(detail, value)) };
  if (/^must be (an RFC 3339|a date such)/.test(detail)) return dateFault(value, detail);
  if (detail.startsWith('must not be empty')) return { code: Array.isArray(value) ? 'empty-list' : 'empty-text' };
  if (/^must be at least 1 (entries|characters)/.test(detail))
    return { code: Array.isArray(value) ? 'empty-list' : key === 'source' ? 'no-source' : 'empty-text' };
  return { code: 'wrong-value' };
}

const helpWith = (help: string | undefined) => (help === undefined ? {} : { help });

/** What to write in place of a value of the wrong type, where what was meant can be told. */
function mistypedHelp(detail: string, value: unknown): string | undefined {
  const wants = (type: string) => detail.includes(type);
  if (value === null) return 'the value is empty; write it, or leave the key out';
  if (wants('text') && (typeof value === 'number' || typeof value === 'boolean'))
    return `put it in quotation marks: "${value}"`;
  if (wants('a list') && typeof value === 'string') return `put it in brackets: [${value}]`;
  if (wants('text') && Array.isArray(value) && value.length === 1) return 'remove the brackets';
  if (typeof value !== 'string') return undefined;
  if (wants('true or false')) return booleanHelp(value);
  return wants('number') ? numberHelp(value) : undefined;
}

/** YAML 1.2 has two words for what is true and false; older YAML had more, and they are texts now. */
export function booleanHelp(text: string): string | undefined {
  const meant = /^(true|yes|on|y)$/i.test(text) ? 'true' : /^(false|no|off|n)$/i.test(text) ? 'false' : undefined;
  if (meant === undefined) return undefined;
  return text === meant ? 'remove the quotation marks' : `write ${meant}: in YAML 1.2 \`${text}\` is a text`;
}

/** A number as people write it and YAML does not. */
export function numberHelp(text: string): string | undefined {
  if (/^\d+:\d\d(:\d\d)?$/.test(text))
    return 'write one number in the unit of the fact: hours and minutes are not added up';
  if (/^\d{1,3}([_' ]\d{3})+$/.test(text))
    return `write ${text.replace(/\D/g, '')}, without anything between the figures`;
  if (/^-?\d+,\d+$/.test(text)) return `write ${text.replace(',', '.')}, with a point`;
  return text.trim() !== '' && Number.isFinite(Number(text)) ? 'remove the quotation marks' : undefined;
}

/** The id that was probably meant. */
function asId(detail: string, value: unknown): string | undefined {
  if (detail.startsWith('must be a bare name') || typeof value !== 'string') return undefined;
  const id = value
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return /^\p{ASCII}*$/u.test(value) && id !== '' ? `write \`${id}\`` : undefined;
}

function dateFault(value: unknown, detail: string): { code: string; help?: string } {
  const text = String(value);
  if (/^\d{4}-\d\d-\d\d$/.test(text) && detail.startsWith('must be an RFC 3339'))
    return { code: 'bad-date', help: `say the hour and the offset: ${text}T00:00:00+02:00` };
  if (/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(text))
    return {
      code: 'local-time',
      help: 'say the offset, such as +02:00: nobody can tell which instant a local time means',
    };
  if (/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text) && instantOf(text) === undefined)
    return { code: 'impossible-date', help: 'there is no such day or hour' };
  const [, day, month, year] = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(text) ?? [];
  if (day !== undefined && month !== undefined && year !== undefined)
    return {
      code: 'bad-date',
      help: `write the year first, such as ${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`,
    };
  return { code: 'bad-date' };
}
