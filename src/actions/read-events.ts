import { incidentOfEvent, ownEventOf } from '../domain/event.js';
import type { Evidence } from '../domain/evidence.js';
import type { Incident } from '../domain/incident.js';
import type { Determination, Reply } from '../domain/statement.js';
import { formatInstant } from '../domain/time.js';
import { type Together, type Told, together } from '../domain/together.js';
import type { Verdict } from '../domain/verdict.js';
import { eventAround } from '../store/event-members.js';
import { type IncidentVersion, incidentsById } from '../store/incidents.js';
import { type EventFilter, type EventRow, listEvents } from '../store/list-events.js';
import { recordsOf } from '../store/records.js';
import { currentRevision } from '../store/revision.js';
import { currentVerdictsOf } from '../store/verdicts.js';
import { asOfOf, type Page, pageOf } from './page.js';
import { possibleDuplicates } from './possible-duplicates.js';
import { evidenceDocument, statementDocument } from './record-documents.js';
import { noEvent } from './record-statement.js';
import type { Service } from './service.js';

/** An event with more reports than this shows the earliest; all of them count. */
const MOST_SHOWN = 500;
/** Whole verdicts are read for this many reports at a time. */
const AT_ONCE = 200;

const shortOf = ({ from, to, ...row }: EventRow) => ({
  ...row,
  occurred: { from: formatInstant(from), to: formatInstant(to) },
});

/** A dashboard reads events, the newest first: what happened, each once, however many reported it. */
export async function readEvents(
  service: Service,
  asked: Omit<EventFilter, 'asOf' | 'before'>,
  page: { asOf?: number | undefined; before?: string | undefined },
): Promise<Page<ReturnType<typeof shortOf>, string>> {
  const revision = await currentRevision(service.database);
  const asOf = asOfOf(page.asOf, revision);
  const found = await listEvents(service.database, { ...asked, ...page, asOf, limit: asked.limit + 1 });
  return pageOf(found.map(shortOf), asked.limit, revision, asOf, (last) => last.id);
}

/**
 * Somebody reads one event: its reports with the verdicts of each, what they come to together, and what people said of it.
 * @param id the event's, or one that a report had before it was joined to others
 * @throws Problem `not-found`
 */
export async function readEvent(service: Service, id: string) {
  const { database } = service;
  const around = id.startsWith('evt_') ? await eventAround(database, incidentOfEvent(id)) : undefined;
  if (around === undefined) throw noEvent(id);
  const { event, incidents: ids } = around;
  const revision = await currentRevision(database);
  const reports = await inParts(ids, (part) => incidentsById(database, part));
  const standing = reports.filter(({ state }) => state === 'active');
  const verdicts = new Map<string, readonly Short[]>();
  for (let start = 0; start < standing.length; start += AT_ONCE) {
    const part = standing.slice(start, start + AT_ONCE).map((each) => each.id);
    for (const [incident, whole] of await currentVerdictsOf(database, part))
      verdicts.set(incident, whole.map(shortVerdict));
  }
  const duplicates = await possibleDuplicates(database, ids.slice(0, MOST_SHOWN));
  const statements = await recordsOf(database, ids.map(ownEventOf), ['determination', 'reply']);
  const evidence = await recordsOf(database, ids, ['evidence']);
  const custody = await recordsOf(
    database,
    evidence.map((record) => record.id),
    ['custody'],
  );
  return {
    id: event,
    names: [...new Set(reports.flatMap(({ report }) => (report as Incident).event ?? []))],
    reportCount: reports.length,
    reports: reports.slice(0, MOST_SHOWN).map((each) => ({
      ...reportOf(each),
      ...(duplicates.get(each.id)?.length ? { possibleDuplicateOf: duplicates.get(each.id) } : {}),
      verdicts: (verdicts.get(each.id) ?? []).map(({ presumes: _, ...verdict }) => verdict),
    })),
    together: togetherOf(standing.map((each) => verdicts.get(each.id) ?? [])),
    determinations: statements
      .filter(({ type }) => type === 'determination')
      .map((record) => statementDocument<Determination>(record, statements)),
    replies: statements
      .filter(({ type }) => type === 'reply')
      .map((record) => statementDocument<Reply>(record, statements)),
    evidence: [
      ...reports.flatMap(({ id: incident, report }) =>
        ((report as Incident).evidence ?? []).map((each: Evidence) => ({ incident, ...each })),
      ),
      ...evidence.map((record) => evidenceDocument(record, custody)),
    ],
    revision,
  };
}

/**
 * The evidence that was sent for an incident beside its report.
 * @param sender whose alone is told; everybody's when undefined
 */
export async function evidenceOf({ database }: Service, incident: string, sender?: string) {
  const all = await recordsOf(database, [incident], ['evidence']);
  const evidence = all.filter(({ by }) => sender === undefined || by === sender);
  const ids = evidence.map(({ id }) => id);
  const custody = await recordsOf(database, ids, ['custody']);
  return evidence.map((record) => evidenceDocument(record, custody));
}

async function inParts<T>(ids: readonly string[], read: (part: readonly string[]) => Promise<T[]>): Promise<T[]> {
  const found: T[] = [];
  for (let start = 0; start < ids.length; start += AT_ONCE)
    found.push(...(await read(ids.slice(start, start + AT_ONCE))));
  return found;
}

const reportOf = ({ id, version, reporter, reportId, receivedAt, state, report }: IncidentVersion) => {
  const { occurred, place, kind } = report as Incident;
  return {
    incident: id,
    version,
    reporter,
    reportId,
    receivedAt: formatInstant(receivedAt),
    state,
    occurred,
    ...(place == null ? {} : { place }),
    kind,
  };
};

/** A verdict as an event shows it, and in which readings it rests on a presumption. */
type Short = ReturnType<typeof shortVerdict>;
function shortVerdict({ id, agreement, rulebook, reading, outcome, contested, readings }: Verdict) {
  const each = Object.entries(readings);
  return {
    id,
    agreement,
    rulebook,
    reading,
    outcome,
    contested,
    readings: Object.fromEntries(each.map(([name, said]) => [name, pick(said)])),
    presumes: new Set(each.filter(([, { presumed }]) => presumed.length > 0).map(([name]) => name)),
  };
}
const pick = ({ outcome, possible, standing }: Verdict['readings'][string]) => ({ outcome, possible, standing });

/** What all reports that stand come to, by agreement and reading. A report without a verdict is outside of the agreement. */
function togetherOf(reports: readonly (readonly Short[])[]): Record<string, Record<string, Together>> {
  const agreements = [...new Set(reports.flatMap((verdicts) => verdicts.map(({ agreement }) => agreement)))].sort();
  const found = agreements.map((agreement) => {
    const verdicts = reports.map((each) => each.find((verdict) => verdict.agreement === agreement));
    const readings = [...new Set(verdicts.flatMap((verdict) => Object.keys(verdict?.readings ?? {})))];
    const all = readings.map((reading) => {
      const told = verdicts.flatMap((verdict): Told[] => {
        if (verdict === undefined) return ['outside'];
        // A rulebook of another day may not have had this reading: such a report says nothing of it.
        const said = verdict.readings[reading];
        return said === undefined ? [] : [{ ...said, presumes: verdict.presumes.has(reading) }];
      });
      return [reading, together(told)] as const;
    });
    return [agreement, Object.fromEntries(all)] as const;
  });
  return Object.fromEntries(found);
}
