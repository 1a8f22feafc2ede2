import { type Options, stringify } from 'csv-stringify/sync';
import type { ExportedVerdict, ExportFrame } from './exported-verdict.js';
import { type Cell, tableColumns } from './verdict-columns.js';

export interface CsvOptions extends ExportFrame {
  /** Those that get columns of their own. */
  readonly readings: readonly string[];
  /** Whether a row of HXL tags stands between the names and the data. */
  readonly hxl: boolean;
  /** Whether a byte order mark says that the text is UTF-8, as some spreadsheets need. */
  readonly bom: boolean;
}

/**
 * Verdicts as CSV (RFC 4180), one row each. Texts that a spreadsheet would take for a formula get an apostrophe before
 * them; numbers stay numbers.
 * @returns whole lines, a piece for each page
 */
export async function* csvOf(pages: AsyncIterable<readonly ExportedVerdict[]>, options: CsvOptions) {
  const columns = tableColumns(options.readings);
  const names = columns.map(({ name }) => name);
  const tags = options.hxl ? [columns.map(({ tag }) => tag)] : [];
  yield (options.bom ? '\uFEFF' : '') + linesOf([names, ...tags]);
  for await (const page of pages)
    if (page.length > 0) yield linesOf(page.map((verdict) => columns.map(({ value }) => value(verdict, options))));
}

const settings: Options = {
  record_delimiter: 'windows',
  escape_formulas: true,
  // In some countries a spreadsheet parts cells at semicolons, and at tabs in others' files.
  quoted_match: [/[;\t]/],
  cast: { string: withoutFormulas, boolean: String },
};

const linesOf = (rows: readonly (readonly Cell[])[]): string => stringify([...rows], settings);

/**
 * Where a cell begins, or may begin for a reader that parts cells at semicolons, tabs or line ends, white space and
 * invisible characters do not hide a formula: https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /(?<=^|[;\t\r\n])(?=[\s\p{Cf}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/gu;

function withoutFormulas(text: string): string {
  return text.replace(FORMULA, "'");
}
