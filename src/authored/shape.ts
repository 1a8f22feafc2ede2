import { z } from 'zod';
import { faultsFromZod } from '../domain/faults.js';
import { instantOf } from '../domain/group.js';
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
export function shapeFaults(schema: z.ZodType, file: SourceFile): ShapeFault[] {
  const parsed = schema.safeParse(file.value);
  if (parsed.success) return [];
  const issues = parsed.error.issues.slice(0, MAX_FAULTS + 1);
  return faultsFromZod(new z.ZodError(issues), file.value, schema)
    .slice(0, MAX_FAULTS + 1)
    .map((fault) => {
      const path = pathOf(fault.pointer, file.value);
      return { path, remark: remarkOf(fault, path, valueAt(file.value, path)) };
    });
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
    const help = fault.allowed.length > 1 ? `allowed: ${fault.allowed.join(', ')}` : undefined;
    const what =
      fault.allowed.length === 1 ? `${name} ${detail}, not ${quoted(value)}` : `${name} cannot be ${quoted(value)}`;
    return { code: 'unknown-value', message: what, nearest, help };
  }
  const isEmpty = value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  return { ...classified(detail, value, key), message: `${name} ${detail}${isEmpty ? '' : `, not ${said(value)}`}` };
}

const fromTheFuture = (format: number): Remark => ({
  code: 'future-format',
  message: `this file is of format ${quoted(format)}; this version of Truce reads format 1`,
  help: 'install a newer Truce',
});

const said = (value: unknown): string =>
  Array.isArray(value) ? 'a list' : typeof value === 'object' && value !== null ? 'a mapping' : quoted(value);

function classified(detail: string, value: unknown, key: string | number): { code: string; help?: string } {
  if (types.test(detail)) return { code: 'wrong-type' };
  if (detail.startsWith('must name a source')) return { code: 'no-source' };
  if (/^must be lower-case words|^must be a bare name/.test(detail)) return { code: 'bad-id' };
  if (/^must be (an RFC 3339|a date such)/.test(detail)) return dateFault(value);
  if (detail.startsWith('must not be empty')) return { code: Array.isArray(value) ? 'empty-list' : 'empty-text' };
  if (/^must be at least 1 (entries|characters)/.test(detail))
    return { code: Array.isArray(value) ? 'empty-list' : key === 'source' ? 'no-source' : 'empty-text' };
  return { code: 'wrong-value' };
}

function dateFault(value: unknown): { code: string; help?: string } {
  const text = String(value);
  if (/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(text))
    return {
      code: 'local-time',
      help: 'say the offset, such as +02:00: nobody can tell which instant a local time means',
    };
  if (/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text) && instantOf(text) === undefined)
    return { code: 'impossible-date', help: 'there is no such day or hour' };
  return { code: 'bad-date' };
}
