import { z } from 'zod';

/**
 * A whole record as one file, the same from either database: lines of JSON, packed with gzip. The first line says what the
 * file holds; then come the tables, a row a line, each ended by a line with its sum; the last line says that the file is whole.
 */

export const BACKUP_FILE = 'truce-backup';
/** Raised when the form of the file changes. */
export const BACKUP_FILE_VERSION = 1;

const hash = z.string().regex(/^sha256:[0-9a-f]{64}$/, 'must be sha256: and 64 lower-case hexadecimal digits');
const whole = z.number().int().min(0);

const tableSchema = z.strictObject({
  name: z.string(),
  columns: z
    .array(z.tuple([z.string(), z.enum(['integer', 'real', 'text', 'binary', 'boolean'])]))
    .describe('In the order of the values of a row; bytes are base64'),
  rows: whole,
});
export type BackupTable = z.output<typeof tableSchema>;

export const backupHeadSchema = z.strictObject({
  format: z.literal(BACKUP_FILE),
  version: z.literal(BACKUP_FILE_VERSION),
  program: z.string().describe('The version of Truce that wrote the file'),
  takenAt: z.string().meta({ format: 'date-time' }),
  database: z.enum(['SQLite', 'PostgreSQL']).describe('What it was taken of; it can be restored into either'),
  migrations: z.array(z.string()).describe('What made the tables, in order'),
  revision: whole.describe('The highest change number in it'),
  journal: z.strictObject({ number: whole, hash: z.string() }).describe('The last entry of the journal in it'),
  tables: z.array(tableSchema).describe('In the order in which they follow'),
});
export type BackupHead = z.output<typeof backupHeadSchema>;

export const tableEndSchema = z.strictObject({
  end: z.string().describe('The table whose rows are over'),
  rows: whole,
  sha256: hash.describe('Of its lines'),
});
export type TableEnd = z.output<typeof tableEndSchema>;

export const backupEndSchema = z.strictObject({
  complete: z.literal(true),
  rows: whole.describe('Of all tables'),
  sha256: hash.describe('Of all lines before this one'),
});
export type BackupEnd = z.output<typeof backupEndSchema>;
