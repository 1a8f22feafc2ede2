import { uuidv7 } from 'uuidv7';
import type { Incident } from '../domain/incident.js';
import type { Rulebook } from '../engine/rulebook.js';
import { insertChanges } from '../store/changes.js';
import type { Transaction } from '../store/connect.js';
import { insertIncidents, keepReporter, type NewIncident } from '../store/incidents.js';
import type { LockedRevision } from '../store/revision.js';
import { keepRulebook } from '../store/rulebooks.js';
import type { NewVerdict } from '../store/verdict-rows.js';
import { insertVerdicts } from '../store/verdicts.js';
import { newVerdicts, searchedBy } from './new-verdict.js';
import type { Prepared } from './prepare-incident.js';

export interface Recorded {
  readonly incident: NewIncident;
  readonly verdicts: readonly NewVerdict[];
}

/** Puts judged reports that nobody has sent before into the record: incident, version, verdicts, changes, journal. */
export async function recordIncidents(
  transaction: Transaction,
  revision: LockedRevision,
  from: { readonly reporter: string; readonly rulebook: Rulebook; readonly at: number },
  entries: readonly (Prepared & { readonly incident: Incident })[],
): Promise<Recorded[]> {
  const { reporter, rulebook, at } = from;
  await keepReporter(transaction, reporter, at);
  if (await keepRulebook(transaction, rulebook, at))
    revision.record({ at, who: 'truce', what: 'rulebook-kept', subject: rulebook.hash, after: rulebook.hash });
  const recorded = entries.map((entry) => recordOf(entry, reporter, rulebook, revision, at));
  await insertIncidents(
    transaction,
    recorded.map(({ incident }) => incident),
  );
  await insertVerdicts(
    transaction,
    recorded.flatMap(({ verdicts }) => verdicts),
  );
  const changes = recorded.flatMap(({ incident, verdicts }) =>
    verdicts.map(({ number, id }) => ({
      number,
      type: 'verdict' as const,
      verdictId: id,
      incidentId: incident.id,
      at,
    })),
  );
  await insertChanges(transaction, changes);
  for (const { incident } of recorded)
    revision.record({ at, who: reporter, what: 'incident-received', subject: incident.id, after: incident.hash });
  return recorded;
}

function recordOf(
  { incident: report, hash, warnings, verdicts }: Prepared & { readonly incident: Incident },
  reporter: string,
  rulebook: Rulebook,
  revision: LockedRevision,
  at: number,
): Recorded {
  const id = `inc_${uuidv7()}`;
  const { reportId } = report;
  const judgements = verdicts.map((judgement) => ({ ...judgement, incident: { id, version: 1, reportId, hash } }));
  // An incident that touches no agreement takes a number too: the lists have changed, and their ETag must.
  const numbers = revision.take(Math.max(1, judgements.length));
  const incident: NewIncident = {
    id,
    reporter,
    reportId,
    state: 'active',
    version: 1,
    number: revision.highest(),
    receivedAt: at,
    report,
    hash,
    warnings,
    event: report.event ?? null,
    ...searchedBy(report),
  };
  return { incident, verdicts: newVerdicts(report, judgements, numbers, rulebook, at) };
}
