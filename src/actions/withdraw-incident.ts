import type { Caller } from '../domain/access.js';
import type { IncidentVersion } from '../store/incidents.js';
import { incidentById } from '../store/incidents.js';
import { write } from '../store/revision.js';
import { refuseOther, unchanged } from './correct-incident.js';
import { incidentDocument } from './documents.js';
import { recordWithdrawal } from './record-incidents.js';
import type { Service } from './service.js';
import type { Submitted } from './submit-many.js';
import { changeableIncident } from './whose-report.js';

export interface Withdrawal {
  readonly id: string;
  readonly reason: string;
  readonly ifVersion?: number | undefined;
}

/**
 * A monitor withdraws a report: nothing is deleted; its verdicts end, and the feed says so. Withdrawing it again changes nothing.
 * @throws Problem `not-found`, `not-yours`, `version-differs`
 */
export async function withdrawIncident(
  service: Service,
  caller: Caller,
  { id, reason, ifVersion }: Withdrawal,
): Promise<Submitted> {
  await changeableIncident(service.database, caller, id);
  const withdrawn = await write(service.database, async (transaction, revision) => {
    const previous = (await incidentById(transaction, id)) as IncidentVersion;
    if (previous.state === 'withdrawn') return undefined;
    refuseOther(previous, ifVersion);
    return recordWithdrawal(transaction, revision, { who: caller.reporter, reason, at: service.now() }, previous);
  });
  if (withdrawn === undefined) return unchanged(service, id);
  return {
    status: 201,
    incident: incidentDocument(withdrawn),
    verdicts: [],
    warnings: [],
    revision: withdrawn.number,
  };
}
