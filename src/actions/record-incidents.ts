import { uuidv7 } from 'uuidv7';
import { type Added, withAdded } from '../domain/added.js';
import type { Incident } from '../domain/incident.js';
import type { Rulebook } from '../engine/rulebook.js';
import { insertChanges } from '../store/changes.js';
import type { Transaction } from '../store/connect.js';
import { renameEvent } from '../store/event-members.js';
import {
  type IncidentVersion,
  insertIncidents,
  insertVersion,
  keepReporters,
  type NewVersion,
} from '../store/incidents.js';
import type { LockedRevision } from '../store/revision.js';
import { keepRulebook } from '../store/rulebooks.js';
import type { NewVerdict } from '../store/verdict-rows.js';
import { currentVerdictIds, endVerdict, insertVerdicts } from '../store/verdicts.js';
import { eventKeyOf, withEvents } from './assign-events.js';
import { type FreshReport, lapseLinks, linkNearReports, relinkCorrected } from './link-near-reports.js';
import { newVerdicts, searchedBy } from './new-verdict.js';
import type { Prepared } from './prepare-incident.js';
import { endChange, inOrder, supersede, verdictChange } from './supersede.js';

export interface Recorded {
  readonly incident: NewVersion & { readonly eventId: string };
  readonly verdicts: readonly NewVerdict[];
  /** Whether it has links to other reports, and how many more reports are as near as those. */
  readonly linked: boolean;
  readonly unlinked: number;
}
interface Made {
  readonly incident: NewVersion;
  readonly verdicts: readonly NewVerdict[];
}

/** A judged report on its way into the record. */
export interface Entry extends Prepared {
  readonly incident: Incident;
}

/** The same with who sent it. */
export interface Reported extends Entry {
  readonly reporter: string;
}

interface From {
  readonly rulebook: Rulebook;
  /** The source codes each event once, so that no two of its reports are of one. */
  readonly distinctEvents?: boolean | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Puts judged reports that nobody has sent before into the record: incident, version, verdicts, changes, journal. */
export async function recordIncidents(
  transaction: Transaction,
  revision: LockedRevision,
  from: From,
  entries: readonly Reported[],
): Promise<Recorded[]> {
  await keepReporters(
    transaction,
    entries.map(({ reporter }) => reporter),
    from.at,
  );
  await keepJudge(transaction, revision, from);
  const recorded = entries.map((entry) => {
    // An incident that touches no agreement takes a number too: the lists have changed, and their ETag must.
    const numbers = revision.take(Math.max(1, entry.verdicts.length));
    return versionOf(
      entry,
      { id: `inc_${uuidv7()}`, version: 1, reporter: entry.reporter, reason: null },
      from,
      numbers,
    );
  });
  const incidents = await withEvents(transaction, recorded, from.distinctEvents === true);
  await insertIncidents(transaction, incidents);
  await insertVerdicts(
    transaction,
    recorded.flatMap(({ verdicts }) => verdicts),
  );
  await insertChanges(
    transaction,
    recorded.flatMap(({ verdicts }) => verdicts.map(verdictChange)),
  );
  for (const { incident } of recorded)
    revision.record({
      at: from.at,
      who: incident.reporter,
      what: 'incident-received',
      subject: incident.id,
      after: incident.hash,
    });
  const fresh = recorded.map((each, index) => freshOf(each, entries[index] as Entry, from.distinctEvents === true));
  const { linked, left } = await linkNearReports(transaction, from.rulebook.registry, fresh);
  return incidents.map((incident, index) => ({
    incident,
    verdicts: recorded[index]?.verdicts ?? [],
    linked: linked.has(incident.id),
    unlinked: left.get(incident.id) ?? 0,
  }));
}

const freshOf = ({ incident }: Made, { incident: report, added }: Entry, distinct: boolean): FreshReport => ({
  id: incident.id,
  number: incident.number,
  reporter: incident.reporter,
  reportId: incident.reportId,
  distinct,
  incident: report,
  added,
});

/**
 * Puts a corrected report into the record: a version, its verdicts, and the end of those before. A verdict names the one it
 * supersedes and comes first in the feed, so that a reader can replace it in one step; its end follows.
 */
export async function recordCorrection(
  transaction: Transaction,
  revision: LockedRevision,
  from: From & { readonly who: string; readonly reason: string | null; readonly what?: 'incident-redacted' },
  previous: IncidentVersion,
  entry: Entry,
): Promise<Recorded> {
  await keepJudge(transaction, revision, from);
  const { id, reporter } = previous;
  const before = await currentVerdictIds(transaction, id);
  const agreements = entry.verdicts.map(({ agreement }) => agreement);
  const nextNumber = () => revision.take(1)[0] as number;
  const { numbers, ends, changes } = supersede(before, agreements, { incident: id, at: from.at }, nextNumber);
  if (numbers.length === 0 && changes.length === 0) nextNumber();
  const version = { id, version: previous.version + 1, reporter, reason: from.reason };
  const recorded = versionOf(entry, version, from, numbers, before, revision.highest());
  await insertVersion(transaction, recorded.incident);
  for (const { verdict, number } of ends) await endVerdict(transaction, verdict, number);
  await insertVerdicts(transaction, recorded.verdicts);
  await insertChanges(transaction, inOrder([...changes, ...recorded.verdicts.map(verdictChange)]));
  revision.record({
    at: from.at,
    who: from.who,
    what: from.what ?? 'incident-corrected',
    subject: id,
    before: previous.hash,
    after: recorded.incident.hash,
  });
  const key = eventKeyOf(entry.incident);
  const { distinct, eventId } = await renameEvent(transaction, id, key);
  const left = await relinkCorrected(transaction, from.rulebook.registry, freshOf(recorded, entry, distinct), from.at);
  return { ...recorded, incident: { ...recorded.incident, eventId }, linked: true, unlinked: left.get(id) ?? 0 };
}

/**
 * Puts the withdrawal of a report into the record: a version that says so, and the end of its verdicts.
 * @param previous what the version says; where something of it was redacted, `hashBefore` is the hash before that
 */
export async function recordWithdrawal(
  transaction: Transaction,
  revision: LockedRevision,
  from: { readonly who: string; readonly reason: string; readonly at: number; readonly what?: 'incident-redacted' },
  previous: IncidentVersion,
  hashBefore = previous.hash,
): Promise<Recorded['incident']> {
  const before = await currentVerdictIds(transaction, previous.id);
  const numbers = revision.take(Math.max(1, before.size));
  const changes = [...before.values()].map((verdict, index) =>
    endChange(numbers[index] as number, 'withdrawn', verdict, { incident: previous.id, at: from.at }),
  );
  const incident: Recorded['incident'] = {
    ...previous,
    ...searchedBy(withAdded(previous.report as Incident, previous.added as Added | null)),
    version: previous.version + 1,
    number: revision.highest(),
    receivedAt: from.at,
    state: 'withdrawn',
    reason: from.reason,
    event: (previous.report as Incident).event ?? null,
  };
  await insertVersion(transaction, incident);
  for (const { verdictId, number } of changes) await endVerdict(transaction, verdictId, number);
  await insertChanges(transaction, changes);
  await lapseLinks(transaction, previous.id, incident.number, from.at);
  const { who, at, what = 'incident-withdrawn' } = from;
  const after = what === 'incident-redacted' ? { after: previous.hash } : {};
  revision.record({ at, who, what, subject: previous.id, before: hashBefore, ...after });
  return incident;
}

/** Keeps the rulebook that judges, whole. */
async function keepJudge(transaction: Transaction, revision: LockedRevision, { rulebook, at }: From): Promise<void> {
  if (await keepRulebook(transaction, rulebook, at))
    revision.record({ at, who: 'truce', what: 'rulebook-kept', subject: rulebook.hash, after: rulebook.hash });
}

function versionOf(
  { incident: report, judged, hash, added, warnings, verdicts }: Entry,
  { id, version, reporter, reason }: Pick<IncidentVersion, 'id' | 'version' | 'reporter' | 'reason'>,
  { rulebook, at }: From,
  numbers: readonly number[],
  before: ReadonlyMap<string, string> = new Map(),
  highest = numbers.at(-1) ?? 0,
): Made {
  const { reportId } = report;
  const judgements = verdicts.map((judgement) => ({
    ...judgement,
    incident: { id, version, reportId, hash: judgement.incident.hash },
  }));
  const incident: NewVersion = {
    id,
    reporter,
    reportId,
    state: 'active',
    version,
    number: highest,
    receivedAt: at,
    report,
    hash,
    warnings,
    reason,
    added: added ?? null,
    event: report.event ?? null,
    ...searchedBy(judged),
  };
  const made = newVerdicts(judged, judgements, numbers, rulebook, at, added?.area);
  return {
    incident,
    verdicts: made.map((verdict) => {
      const supersedes = before.get(verdict.judgement.agreement);
      return supersedes === undefined ? verdict : { ...verdict, supersedes };
    }),
  };
}
