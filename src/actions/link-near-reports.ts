import { uuidv7 } from 'uuidv7';
import type { Added } from '../domain/added.js';
import type { Registry } from '../domain/group.js';
import type { Incident } from '../domain/incident.js';
import { nearness } from '../domain/near-duplicate.js';
import { NAMED_KM } from '../domain/near-place.js';
import { GAP_MS } from '../domain/near-time.js';
import type { Nearness, Sighting } from '../domain/sighting.js';
import { filedUnder, lookedUpUnder } from '../engine/near-keys.js';
import { relatedIn, sightingOf } from '../engine/sighting.js';
import type { Transaction } from '../store/connect.js';
import {
  insertLinkDecisions,
  insertLinks,
  type Link,
  linksOf,
  MACHINE,
  type NewLink,
  type NewLinkDecision,
} from '../store/links.js';
import { filedUnderAny, fileUnder, type NearbyReport, reportsByNumber } from '../store/near-reports.js';

/** The most links of one report; of more, the nearest are kept and the others counted. */
const MOST_LINKS = 20;
/** With how many others a report is compared at the most, the newest: thousands of one day and town cost no more. */
export const MOST_COMPARED = 300;
/** Kilometres in a degree of latitude, at the least. */
const KM_A_DEGREE = 110.5;

/** A version that has just been stored. */
export interface FreshReport {
  readonly id: string;
  readonly number: number;
  readonly reporter: string;
  readonly reportId: string;
  /** Its source codes each event once, so that no two of its reports are of one. */
  readonly distinct: boolean;
  readonly incident: Incident;
  readonly added?: unknown;
}

interface Compared extends Pick<FreshReport, 'id' | 'number' | 'reporter' | 'reportId' | 'distinct'> {
  readonly sighting: Sighting;
}
interface Near {
  readonly other: string;
  readonly because: readonly Nearness[];
}

/**
 * Files reports that have just been stored by time and place, and links each to those before it that may be of the same act.
 * Runs under the lock of the transaction that stores them, so two that arrive at once find each other.
 * @returns which incidents have links now, and how many more reports were as near, by incident, where there were any
 */
export async function linkNearReports(
  transaction: Transaction,
  registry: Registry,
  fresh: readonly FreshReport[],
): Promise<{ readonly linked: ReadonlySet<string>; readonly left: ReadonlyMap<string, number> }> {
  const { near, left } = await findNear(transaction, registry, fresh);
  const links = fresh.flatMap(({ id, number }) => (near.get(id) ?? []).map((each) => newLink(id, number, each)));
  await insertLinks(transaction, links);
  return { linked: new Set(links.flatMap(({ earlier, later }) => [earlier, later])), left };
}

const newLink = (later: string, number: number, { other, because }: Near): NewLink => ({
  id: `lnk_${uuidv7()}`,
  number,
  earlier: other,
  later,
  because,
});

/**
 * The same for a report that was corrected. What people decided of its links stays. Of the others, those that the corrected
 * report no longer bears out lapse, and those that it bears out again, or for other reasons, are suspected anew.
 */
export async function relinkCorrected(
  transaction: Transaction,
  registry: Registry,
  corrected: FreshReport,
  at: number,
): Promise<Map<string, number>> {
  const { id, number } = corrected;
  const existing = new Map((await linksOf(transaction, [id])).map((link) => [otherEnd(link, id), link]));
  const { near, left, compared } = await findNear(transaction, registry, [corrected], [...existing.keys()]);
  const found = new Map((near.get(id) ?? []).map((each) => [each.other, each]));
  const fresh = [...found.values()].filter(({ other }) => !existing.has(other));
  await insertLinks(
    transaction,
    fresh.map((each) => newLink(id, number, each)),
  );
  const decisions = [...existing].flatMap(([other, link]): NewLinkDecision[] => {
    if (link.decided) return [];
    const because = found.get(other)?.because ?? compared.get(other);
    const decision = { link: link.id, number, by: MACHINE, at };
    if (because === undefined)
      return link.state === 'lapsed' ? [] : [{ ...decision, state: 'lapsed', note: 'the report was corrected' }];
    if (link.state === 'suspected' && JSON.stringify(because) === JSON.stringify(link.because)) return [];
    return [{ ...decision, state: 'suspected', note: 'the report was corrected', because }];
  });
  await insertLinkDecisions(transaction, decisions);
  return left;
}

/** A report that is withdrawn is nobody's duplicate: links that nobody has decided on lapse. */
export async function lapseLinks(transaction: Transaction, id: string, number: number, at: number): Promise<void> {
  const open = (await linksOf(transaction, [id])).filter(({ state }) => state === 'suspected');
  await insertLinkDecisions(
    transaction,
    open.map((link) => ({ link: link.id, number, state: 'lapsed', by: MACHINE, note: 'the report was withdrawn', at })),
  );
}

const otherEnd = (link: Link, id: string) =>
  link.earlier.incident === id ? link.later.incident : link.earlier.incident;

/** @param always incidents to compare with, however many others are nearer */
async function findNear(
  transaction: Transaction,
  registry: Registry,
  fresh: readonly FreshReport[],
  always: readonly string[] = [],
) {
  const sightings = fresh.map((report) => ({
    ...report,
    sighting: sightingOf(report.incident, report.added as Added | null | undefined, registry),
  }));
  await fileUnder(
    transaction,
    sightings.map(({ number, sighting }) => ({ number, keys: filedUnder(sighting) })),
  );
  const keys = [...new Set(sightings.flatMap(({ sighting }) => lookedUpUnder(sighting)))];
  const [first] = fresh;
  const codedBy = first?.distinct === true ? first.reporter : undefined;
  const around = await filedUnderAny(transaction, keys, codedBy, MOST_COMPARED * fresh.length);
  const known = await compareBy(transaction, registry, sightings, around);
  const related = relatedIn(registry);
  const near = new Map<string, Near[]>();
  const left = new Map<string, number>();
  const compared = new Map<string, readonly Nearness[]>();
  for (const report of sightings) {
    const found = metBy(report, around).flatMap(({ number }): Near[] => {
      const other = known.get(number);
      if (other === undefined) return [];
      const because = nearness(other.sighting, report.sighting, related);
      return because === undefined ? [] : [{ other: other.id, because }];
    });
    for (const { other, because } of found) if (always.includes(other)) compared.set(other, because);
    found.sort((a, b) => farness(a) - farness(b));
    near.set(report.id, found.slice(0, MOST_LINKS));
    if (found.length > MOST_LINKS) left.set(report.id, found.length - MOST_LINKS);
  }
  return { near, left, compared };
}

const farness = ({ because }: Near) =>
  because.reduce(
    (sum, { minutes = 0, km = 0 }) => sum + minutes / 60 + km,
    because.some(({ km }) => km != null) ? 0 : 1,
  );

/** Reads the reports that any of the fresh ones may meet; the fresh ones are at hand. */
async function compareBy(
  transaction: Transaction,
  registry: Registry,
  fresh: readonly (Compared & FreshReport)[],
  around: readonly NearbyReport[],
): Promise<Map<number, Compared>> {
  const known = new Map<number, Compared>(fresh.map((each) => [each.number, each]));
  const met = new Set(fresh.flatMap((report) => metBy(report, around)));
  const wanted = [...met].filter(({ number }) => !known.has(number));
  const reports = await reportsByNumber(
    transaction,
    wanted.map(({ number }) => number),
  );
  for (const { number, incident: id, reporter, reportId, distinct } of wanted) {
    const { report, added } = reports.get(number) as { report: Incident; added: Added | null };
    known.set(number, { id, number, reporter, reportId, distinct, sighting: sightingOf(report, added, registry) });
  }
  return known;
}

/** @param around the newest first */
const metBy = (report: Compared, around: readonly NearbyReport[]) =>
  around.filter((candidate) => mayMeet(report, candidate)).slice(0, MOST_COMPARED);

/** What can be told before the report is read: another report that came before, at a time and point not far off. */
function mayMeet(report: Compared, candidate: NearbyReport): boolean {
  if (candidate.number >= report.number || candidate.incident === report.id) return false;
  if (report.distinct && candidate.distinct && report.reporter === candidate.reporter) return false;
  const { occurred, point } = report.sighting;
  if (candidate.from > occurred.to + GAP_MS || candidate.to < occurred.from - GAP_MS) return false;
  if (point === undefined || candidate.lat === null) return true;
  return Math.abs(point[1] - candidate.lat) * KM_A_DEGREE <= NAMED_KM;
}
