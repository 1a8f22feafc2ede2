import { type Caller, seesOnly } from '../domain/access.js';
import type { Incident } from '../domain/incident.js';
import { Problem } from '../domain/problem.js';
import type { Warning } from '../domain/verdict.js';
import type { Rulebook } from '../engine/rulebook.js';
import type { Transaction } from '../store/connect.js';
import { type IncidentVersion, incidentById } from '../store/incidents.js';
import { redactionsOf } from '../store/redactions.js';
import { currentRevision, type LockedRevision, write } from '../store/revision.js';
import { currentVerdictsOf } from '../store/verdicts.js';
import { incidentDocument, verdictOfNew } from './documents.js';
import { lookUpPlaces } from './look-up-places.js';
import { timed } from './meter.js';
import { duplicateWarnings, type PossibleDuplicate, possibleDuplicates } from './possible-duplicates.js';
import { badIncident, incidentFaults, judged } from './prepare-incident.js';
import { recordCorrection } from './record-incidents.js';
import { isRedacted, reportRedacted, saidAgain } from './sent-again.js';
import type { Service } from './service.js';
import type { Submitted } from './submit-many.js';
import { underLiveRulebook } from './under-live-rulebook.js';
import { changeableIncident } from './whose-report.js';

export interface Correction {
  readonly id: string;
  /** The whole report as it should have been; its reportId is that of the incident. */
  readonly report: Incident;
  readonly reason?: string | undefined;
  /** The version that is corrected; where another came in between, nothing is changed. */
  readonly ifVersion?: number | undefined;
}

/**
 * A monitor corrects a report: a new version, judged again. Earlier versions and their verdicts stay, the verdicts superseded.
 * A report that was withdrawn stands again by it. The same content again changes nothing, nor does content of which
 * something was redacted since.
 * @throws Problem `not-found`, `not-yours`, `version-differs`, `bad-incident`
 */
export async function correctIncident(service: Service, caller: Caller, correction: Correction): Promise<Submitted> {
  return underLiveRulebook(service, service.rulebook(), (live) => correctUnder(service, live, caller, correction));
}

async function correctUnder(
  service: Service,
  rulebook: Rulebook,
  caller: Caller,
  { id, report, reason, ifVersion }: Correction,
): Promise<Submitted> {
  const known = await changeableIncident(service.database, caller, id);
  if (report.reportId !== known.reportId)
    throw badIncident([
      {
        pointer: '/reportId',
        detail: `must be that of the report it corrects${wordsFor(caller, known)}`,
        got: report.reportId,
      },
    ]);
  const faults = incidentFaults(report, rulebook);
  if (faults.length > 0) throw badIncident(faults);
  const [place] = await lookUpPlaces(service.database, rulebook, [report]);
  const prepared = timed(service.meter, () => judged(report, rulebook, undefined, place));
  const recording = async (transaction: Transaction, revision: LockedRevision) => {
    const previous = (await incidentById(transaction, id)) as IncidentVersion;
    if (!seesWhole(caller, previous)) refuseOther(previous, ifVersion);
    // First, so that one whose answer was lost may send the correction again with the version it named.
    if (previous.hash === prepared.hash && previous.state === 'active') return undefined;
    const redactions = await redactionsOf(transaction, [id]);
    // What was taken out must not come back because a phone sends again what it sent before.
    if (await isRedacted(transaction, id, prepared.hash, redactions)) return 'redacted';
    refuseOther(previous, ifVersion);
    const from = {
      who: caller.reporter,
      rulebook,
      at: service.now(),
      reason: reason ?? null,
    };
    const recorded = await recordCorrection(transaction, revision, from, previous, { incident: report, ...prepared });
    return { ...recorded, saidAgain: saidAgain(report, redactions) };
  };
  const recorded = await write(service.database, recording, rulebook.hash);
  if (recorded === undefined) return unchanged(service, id);
  if (recorded === 'redacted') {
    const answer = await unchanged(service, id);
    return { ...answer, warnings: [...answer.warnings, reportRedacted(answer.incident.version)] };
  }
  service.meter?.stored(recorded.verdicts);
  const possibleDuplicateOf = await duplicatesOf(service, id);
  return {
    status: 201,
    incident: incidentDocument(recorded.incident, possibleDuplicateOf),
    verdicts: recorded.verdicts.map(verdictOfNew),
    warnings: [
      ...prepared.warnings,
      ...recorded.saidAgain,
      ...duplicateWarnings(possibleDuplicateOf, recorded.unlinked),
    ],
    revision: recorded.incident.number,
  };
}

/**
 * Whether a caller may see all of a report. To others it is not told whether what they send is what it says, unless it would
 * be stored: whoever knows all but the coordinates could find them by sending guesses for a version that there is not.
 */
const seesWhole = ({ reporter, scopes }: Caller, report: IncidentVersion): boolean =>
  reporter === report.reporter || (scopes.has('incidents:read') && scopes.has('locations:exact'));

/** The id of a report, for those who may see it. */
const wordsFor = (caller: Caller, { reporter, reportId }: IncidentVersion): string =>
  [undefined, reporter].includes(seesOnly(caller)) ? `, ${JSON.stringify(reportId)}` : '';

/** @throws Problem `version-differs` where somebody else was quicker */
export function refuseOther({ id, version }: IncidentVersion, wanted: number | undefined): void {
  if (wanted === undefined || wanted === version) return;
  throw new Problem(
    'version-differs',
    `The incident ${id} is at version ${version}, not ${wanted}, and nothing was changed. Read it again, and send what still holds.`,
    {
      faults: [{ pointer: 'ifVersion', detail: `the current version is ${version}`, got: wanted }],
      see: `/v1/incidents/${id}`,
    },
  );
}

/** The incident as it stands, for those who ask for what is already so. */
export async function unchanged({ database }: Pick<Service, 'database'>, id: string): Promise<Submitted> {
  const incident = (await incidentById(database, id)) as IncidentVersion;
  const verdicts = await currentVerdictsOf(database, [id]);
  const possibleDuplicateOf = await duplicatesOf({ database }, id);
  return {
    status: 200,
    incident: incidentDocument(incident, possibleDuplicateOf),
    verdicts: verdicts.get(id) ?? [],
    warnings: [...(incident.warnings as Warning[]), ...duplicateWarnings(possibleDuplicateOf)],
    revision: await currentRevision(database),
  };
}

async function duplicatesOf({ database }: Pick<Service, 'database'>, id: string): Promise<PossibleDuplicate[]> {
  return (await possibleDuplicates(database, [id])).get(id) ?? [];
}
