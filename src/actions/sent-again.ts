import type { Incident } from '../domain/incident.js';
import { segmentsOf, valueAt } from '../domain/json-pointer.js';
import { REDACTED } from '../domain/redacted.js';
import type { Warning } from '../domain/verdict.js';
import type { Transaction } from '../store/connect.js';
import { versionsOf } from '../store/incidents.js';
import type { Redaction } from '../store/redactions.js';

/** What a sender is told who sends again what was redacted. */

/** Whether a report is what some version said before something of it was redacted. */
export async function isRedacted(
  transaction: Transaction,
  incident: string,
  hash: string,
  redactions: readonly Redaction[],
): Promise<boolean> {
  const redacted = redactions.filter(({ part }) => part === 'report').map(({ version }) => version);
  if (redacted.length === 0) return false;
  const versions = await versionsOf(transaction, incident);
  return versions.some((version) => version.hash === hash && redacted.includes(version.version));
}

/** @param version what stands */
export const reportRedacted = (version: number): Warning => ({
  pointer: '',
  code: 'report-redacted',
  detail: `is a report of which something was redacted since; what stands is version ${version}, and nothing was stored`,
});

/** A correction may say again what was redacted: that is for its sender to decide, and so it is told. */
export function saidAgain(report: Incident, redactions: readonly Redaction[]): Warning[] {
  const pointers = new Set(redactions.filter(({ part }) => part === 'report').map(({ pointer }) => pointer));
  return [...pointers]
    .filter((pointer) => {
      const value = valueAt(report, segmentsOf(pointer) ?? []);
      return value != null && !JSON.stringify(value).includes(REDACTED);
    })
    .map((pointer) => ({
      pointer,
      code: 'redacted-before',
      detail:
        'was redacted in an earlier version, and what this one says there is stored; correct it again if it is what had to go',
    }));
}
