import type { Incident } from '../domain/incident.js';
import { nearest } from '../domain/nearest.js';
import { type Fault, Problem } from '../domain/problem.js';
import { csvRecords } from './csv-records.js';
import { incidentFromUcdp } from './ucdp.js';
import { UCDP_COLUMNS, UCDP_NEEDED } from './ucdp-row.js';

/** A UCDP GED file as a stream of incidents. */

export type UcdpItem =
  | { readonly line: number; readonly incident: Incident }
  | { readonly line: number; readonly faults: readonly Fault[] };

/**
 * Reads a file row by row; the next row is read only when it is asked for.
 * @param chunks the file's bytes in order
 * @param onUnknownColumns told once of columns that no release has; they are left alone
 * @throws Problem when a column that is needed is missing, naming each and the column nearest to it
 */
export async function* readUcdp(
  chunks: AsyncIterable<Uint8Array | string>,
  onUnknownColumns: (faults: readonly Fault[]) => void = () => undefined,
): AsyncGenerator<UcdpItem> {
  let columns: readonly string[] | undefined;
  for await (const record of csvRecords(chunks)) {
    if (columns === undefined) {
      columns = columnsOf(record, onUnknownColumns);
    } else if ('fault' in record) {
      yield { line: record.line, faults: [{ pointer: '', detail: `is not a CSV row: ${record.fault}` }] };
    } else if (record.fields.length !== columns.length) {
      const detail = `has ${record.fields.length} fields where the header has ${columns.length}`;
      yield { line: record.line, faults: [{ pointer: '', detail }] };
    } else {
      const row = Object.fromEntries(columns.map((column, index) => [column, record.fields[index] ?? '']));
      yield { line: record.line, ...incidentFromUcdp(row) };
    }
  }
  if (columns === undefined)
    throw new Problem('bad-request', 'the file is empty; a UCDP GED file begins with its columns');
}

type Header = { readonly fields: readonly string[] } | { readonly fault: string };

function columnsOf(header: Header, onUnknownColumns: (faults: readonly Fault[]) => void): readonly string[] {
  if ('fault' in header)
    throw new Problem('bad-request', `the first line is not a row of column names: ${header.fault}`);
  const columns = header.fields.map((name) => name.trim());
  const unknown = columns.filter((name) => !UCDP_COLUMNS.has(name));
  const missing = UCDP_NEEDED.filter((name) => !columns.includes(name));
  const twice = columns.filter((name, index) => UCDP_NEEDED.includes(name) && columns.indexOf(name) !== index);
  const faults = [
    ...missing.map((name) => columnFault(name, 'is missing from the header', nearest(name, unknown))),
    ...twice.map((name) => columnFault(name, 'stands twice in the header', [])),
  ];
  if (faults.length > 0) {
    const list = faults.map((fault) => `${fault.pointer.slice(1)} ${fault.detail}`).join('; ');
    throw new Problem('bad-request', `this is not a UCDP GED file: ${list}`, { faults });
  }
  if (unknown.length > 0) {
    onUnknownColumns(
      unknown.map((name) => columnFault(name, 'is not a column of UCDP GED', nearest(name, UCDP_COLUMNS))),
    );
  }
  return columns;
}

function columnFault(name: string, what: string, near: readonly string[]): Fault {
  const hint = near.length > 0 ? `; did you mean ${near.join(' or ')}?` : '';
  return { pointer: `/${name}`, detail: `${what}${hint}`, ...(near.length > 0 ? { nearest: [...near] } : {}) };
}
