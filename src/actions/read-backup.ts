import { createHash } from 'node:crypto';
import type { z } from 'zod';
import {
  BACKUP_FILE,
  BACKUP_FILE_VERSION,
  type BackupEnd,
  type BackupHead,
  type BackupTable,
  backupEndSchema,
  backupHeadSchema,
  tableEndSchema,
} from '../domain/backup-file.js';
import { Problem } from '../domain/problem.js';

/** A backup is read from its first line to its last, and every sum in it is made again. */

export type BackupPart =
  | { readonly is: 'head'; readonly head: BackupHead }
  | { readonly is: 'rows'; readonly table: BackupTable; readonly lines: Buffer; readonly rows: number }
  | { readonly is: 'end'; readonly head: BackupHead; readonly end: BackupEnd };

/** Bytes that are gathered before they are looked at, and the longest line there can be. */
const AT_ONCE = 1024 * 1024;
const LONGEST = 256 * 1024 * 1024;
const NEWLINE = 10;
const BRACKET = '['.charCodeAt(0);

/**
 * @param chunks the file, unpacked
 * @param file what it is called, for the messages
 * @throws Problem `bad-request` where it is no backup, was cut off or changed, or is of a form that this Truce does not know
 */
export async function* readBackup(chunks: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<BackupPart> {
  const backup = new BackupLines(file);
  for await (const bytes of gathered(chunks)) yield* backup.take(bytes);
  yield* backup.end();
}

async function* gathered(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    size += chunk.length;
    if (size < AT_ONCE) continue;
    yield Buffer.concat(held);
    held = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(held);
}

class BackupLines {
  readonly #file: string;
  readonly #whole = createHash('sha256');
  #rest = Buffer.alloc(0);
  #head: BackupHead | undefined;
  /** The table whose rows are being read, and what was read of it. */
  #at = 0;
  #sum = createHash('sha256');
  #rows = 0;
  #all = 0;
  #end: BackupEnd | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  *take(bytes: Buffer): Generator<BackupPart> {
    const data = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    let start = 0;
    let rows = 0;
    let line = 0;
    for (let stop = data.indexOf(NEWLINE); stop >= 0; stop = data.indexOf(NEWLINE, line)) {
      if (data[line] === BRACKET) rows += 1;
      else {
        if (rows > 0) yield this.#rowsOf(data.subarray(start, line), rows);
        yield* this.#control(data.subarray(line, stop + 1));
        [start, rows] = [stop + 1, 0];
      }
      line = stop + 1;
    }
    if (rows > 0) yield this.#rowsOf(data.subarray(start, line), rows);
    this.#rest = Buffer.from(data.subarray(line));
    if (this.#rest.length > LONGEST) throw this.#bad('has a line that is longer than any row can be');
  }

  *end(): Generator<BackupPart> {
    if (this.#end === undefined || this.#head === undefined)
      throw this.#bad(
        this.#head === undefined
          ? 'is no backup of Truce'
          : `is cut off: it ends in ${this.#table()?.name ?? 'its last line'}, after ${this.#all} rows`,
      );
    if (this.#rest.length > 0) throw this.#bad('goes on after its end');
    yield { is: 'end', head: this.#head, end: this.#end };
  }

  #table = () => this.#head?.tables[this.#at];

  #rowsOf(lines: Buffer, rows: number): BackupPart {
    const table = this.#table();
    if (table === undefined || this.#end !== undefined) throw this.#bad('holds rows where there should be none');
    this.#sum.update(lines);
    this.#whole.update(lines);
    this.#rows += rows;
    this.#all += rows;
    return { is: 'rows', table, lines, rows };
  }

  *#control(line: Buffer): Generator<BackupPart> {
    if (this.#end !== undefined) throw this.#bad('goes on after its end');
    const value = this.#parse(line);
    if (this.#head === undefined) {
      this.#head = this.#headOf(value);
      this.#whole.update(line);
      yield { is: 'head', head: this.#head };
      return;
    }
    const table = this.#table();
    if (table === undefined) {
      this.#end = this.#checked(backupEndSchema, value);
      const { rows, sha256 } = this.#end;
      if (rows !== this.#all) throw this.#bad(`should hold ${rows} rows and holds ${this.#all}`);
      if (sha256 !== `sha256:${this.#whole.digest('hex')}`) throw this.#bad('was changed: its sum is another');
      return;
    }
    this.#whole.update(line);
    const { end, rows, sha256 } = this.#checked(tableEndSchema, value);
    if (end !== table.name) throw this.#bad(`ends ${end} where it should end ${table.name}`);
    if (rows !== this.#rows || rows !== table.rows)
      throw this.#bad(`should hold ${table.rows} rows of ${end} and holds ${this.#rows}`);
    if (sha256 !== `sha256:${this.#sum.digest('hex')}`) throw this.#bad(`was changed: the sum of ${end} is another`);
    [this.#sum, this.#rows, this.#at] = [createHash('sha256'), 0, this.#at + 1];
  }

  #parse(line: Buffer): unknown {
    try {
      return JSON.parse(line.toString('utf8'));
    } catch {
      throw this.#bad(
        this.#head === undefined ? 'is no backup of Truce' : `holds a line that is no JSON, in ${this.#table()?.name}`,
      );
    }
  }

  #headOf(value: unknown): BackupHead {
    const { format, version } = (value ?? {}) as Record<string, unknown>;
    if (format !== BACKUP_FILE) throw this.#bad('is no backup of Truce');
    if (version !== BACKUP_FILE_VERSION)
      throw this.#bad(
        `is a backup of the form ${version}, and this Truce reads ${BACKUP_FILE_VERSION}: install a newer Truce`,
      );
    return this.#checked(backupHeadSchema, value);
  }

  #checked<T>(schema: z.ZodType<T>, value: unknown): T {
    const read = schema.safeParse(value);
    if (read.success) return read.data;
    const where = read.error.issues.map(({ path, message }) => `/${path.join('/')} ${message}`).join('; ');
    throw this.#bad(`holds a line that does not belong there: ${where}`);
  }

  #bad = (what: string) => new Problem('bad-request', `${this.#file} ${what}; nothing was restored`);
}
