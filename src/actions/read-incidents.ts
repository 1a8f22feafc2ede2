import { type Caller, seesOnly } from '../domain/access.js';
import { formatInstant } from '../domain/time.js';
import { type IncidentFilter, listIncidents, versionsOf } from '../store/incidents.js';
import { redactionDocument, redactionsOf } from '../store/redactions.js';
import { currentRevision } from '../store/revision.js';
import { currentVerdictsOf, verdictHistory } from '../store/verdicts.js';
import { incidentDocument } from './documents.js';
import { asOfOf, type Page, pageOf } from './page.js';
import { possibleDuplicates } from './possible-duplicates.js';
import { evidenceOf } from './read-events.js';
import type { Service } from './service.js';
import { visibleIncident } from './whose-report.js';

/** A dashboard reads incidents, the newest first. */
export async function readIncidents(
  service: Service,
  asked: Omit<IncidentFilter, 'asOf' | 'before'>,
  page: { asOf?: number | undefined; before?: string | undefined },
): Promise<Page<ReturnType<typeof incidentDocument>, string>> {
  const revision = await currentRevision(service.database);
  const asOf = asOfOf(page.asOf, revision);
  const found = await listIncidents(service.database, { ...asked, ...page, asOf, limit: asked.limit + 1 });
  const duplicates = await possibleDuplicates(
    service.database,
    found.map(({ id }) => id),
    asOf,
  );
  const documents = found.map((incident) => incidentDocument(incident, duplicates.get(incident.id)));
  return pageOf(documents, asked.limit, revision, asOf, (last) => last.id);
}

/**
 * Somebody reads one incident with every version and every verdict it ever had.
 * @param caller who may see it
 * @throws Problem `not-found`
 */
export async function readIncident(service: Service, caller: Caller, id: string) {
  const incident = await visibleIncident(service.database, caller, id);
  const versions = await versionsOf(service.database, id);
  const verdicts = await currentVerdictsOf(service.database, [id]);
  const redactions = await redactionsOf(service.database, [id]);
  const ofVersion = (wanted: number) => redactions.filter(({ version }) => version === wanted).map(redactionDocument);
  return {
    incident: incidentDocument(incident, (await possibleDuplicates(service.database, [id])).get(id)),
    versions: versions.map(({ version, state, receivedAt, hash, report, warnings, added, reason }) => ({
      version,
      state,
      receivedAt: formatInstant(receivedAt),
      hash,
      report,
      warnings,
      ...(added == null ? {} : { added }),
      ...(reason === null ? {} : { reason }),
      ...(ofVersion(version).length === 0 ? {} : { redactions: ofVersion(version) }),
    })),
    // What was redacted beside the reports: of records, and of notes to links.
    ...(ofVersion(0).length === 0 ? {} : { redactions: ofVersion(0) }),
    verdicts: verdicts.get(id) ?? [],
    evidence: await evidenceOf(service, id, seesOnly(caller)),
    history: await verdictHistory(service.database, id),
    revision: await currentRevision(service.database),
  };
}
