import { faultsFromZod } from '../domain/faults.js';
import { incidentSchema } from '../domain/incident.js';
import { type Fault, Problem } from '../domain/problem.js';
import type { IntakeItem } from './item.js';
import { LARGEST_RECORD, type RecordBytes } from './record-bytes.js';
import { parseStrictJson, type TellPlace } from './strict-json.js';

/** Faults of one record that are told; a record with more of them is told so. */
const MOST_FAULTS = 100;

/**
 * Reads one record as JSON and holds it to the contract.
 * @param tell how a fault of the JSON says where it is
 */
export function incidentItem({ line, bytes, size, misplaced }: RecordBytes, tell: TellPlace): IntakeItem {
  const whole = (detail: string): IntakeItem => ({ line, faults: [{ pointer: '', detail }] });
  if (misplaced !== undefined) return whole(misplaced);
  if (bytes === undefined) return whole(`has ${size} bytes; one report may have at most ${LARGEST_RECORD}`);
  try {
    const value = parseStrictJson(bytes, tell);
    const read = incidentSchema.safeParse(value);
    if (read.success) return { line, incident: read.data };
    return { line, faults: atMost(faultsFromZod(read.error, value, incidentSchema)) };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { line, faults: error.faults.map(notJson) };
  }
}

const notJson = (fault: Fault): Fault =>
  fault.pointer === '' ? { ...fault, detail: `is not JSON that can be read: ${fault.detail}` } : fault;

function atMost(faults: readonly Fault[]): readonly Fault[] {
  if (faults.length <= MOST_FAULTS) return faults;
  const more = { pointer: '', detail: `has ${faults.length - MOST_FAULTS} more faults, not listed` };
  return [...faults.slice(0, MOST_FAULTS), more];
}
