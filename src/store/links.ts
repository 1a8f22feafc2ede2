import type { Knex } from 'knex';
import type { Nearness } from '../domain/sighting.js';
import type { LinkState } from '../domain/statement.js';
import { formatInstant } from '../domain/time.js';
import type { Database, Transaction } from './connect.js';
import { insertRows } from './insert-rows.js';

/** Links between reports that may be of one act, and what was decided of them. Both are only added to. */

export interface NewLink {
  readonly id: string;
  readonly number: number;
  readonly earlier: string;
  readonly later: string;
  readonly because: readonly Nearness[];
}

export interface NewLinkDecision {
  readonly link: string;
  readonly number: number;
  readonly state: LinkState;
  readonly by: string;
  readonly note?: string | undefined;
  readonly because?: readonly Nearness[] | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface LinkEnd {
  readonly incident: string;
  readonly reporter: string;
  readonly reportId: string;
  readonly event: string;
}

export interface Link {
  readonly id: string;
  /** The revision it came with. */
  readonly number: number;
  readonly state: LinkState;
  /** Whether a person decided that state. */
  readonly decided: boolean;
  readonly earlier: LinkEnd;
  readonly later: LinkEnd;
  readonly because: readonly Nearness[];
}

export interface LinkFilter {
  readonly state?: LinkState | undefined;
  /** Either of the two. */
  readonly incident?: string | undefined;
  /** As the links were at this revision. */
  readonly asOf: number;
  /** Only those before this id in the list, which has the newest first. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** What a correction or a withdrawal decides is decided by the machine. */
export const MACHINE = 'truce';
/** A list of incidents goes into statements of this many. */
const AT_ONCE = 500;

/** Adds links between incidents that are there. */
export async function insertLinks(transaction: Transaction, links: readonly NewLink[]): Promise<void> {
  const rows = links.map((link) => ({ ...link, because: JSON.stringify(link.because) }));
  await insertRows(transaction, 'links', rows);
}

/** Adds decisions on links that are there; the last one of a link says its state. */
export async function insertLinkDecisions(
  transaction: Transaction,
  decisions: readonly NewLinkDecision[],
): Promise<void> {
  const rows = decisions.map(({ by, note, because, ...rest }) => ({
    ...rest,
    author: by,
    note: note ?? null,
    because: because === undefined ? null : JSON.stringify(because),
  }));
  await insertRows(transaction, 'link_decisions', rows);
}

/** Links as they were at a revision, each with the last decision before it. */
function linksAt(database: Database | Transaction, asOf: number): Knex.QueryBuilder {
  const last = database('link_decisions as e').max('e.number').whereRaw('e.link = l.id').where('e.number', '<=', asOf);
  return database('links as l')
    .leftJoin('link_decisions as d', (on) =>
      on.on('d.link', 'l.id').andOn('d.number', database.raw('?', [last]) as never),
    )
    .join('incidents as a', 'a.id', 'l.earlier')
    .join('incidents as b', 'b.id', 'l.later')
    .where('l.number', '<=', asOf)
    .select('l.id', 'l.number', 'l.earlier', 'l.later', 'l.because', 'd.state', 'd.because as newer')
    .select('a.reporter as a_reporter', 'a.report_id as a_report', 'a.event_id as a_event')
    .select('b.reporter as b_reporter', 'b.report_id as b_report', 'b.event_id as b_event');
}

const linkOf = (row: Record<string, string | null>): Link => ({
  id: String(row.id),
  number: Number(row.number),
  state: (row.state ?? 'suspected') as LinkState,
  decided: row.state === 'confirmed' || row.state === 'rejected',
  earlier: endOf(row.earlier, row.a_reporter, row.a_report, row.a_event),
  later: endOf(row.later, row.b_reporter, row.b_report, row.b_event),
  because: JSON.parse(row.newer ?? String(row.because)),
});
const endOf = (...[incident, reporter, reportId, event]: (string | null | undefined)[]): LinkEnd => ({
  incident: String(incident),
  reporter: String(reporter),
  reportId: String(reportId),
  event: String(event),
});

/** Every link of the incidents, whatever its state, the oldest first. */
export async function linksOf(
  database: Database | Transaction,
  incidents: readonly string[],
  asOf: number = Number.MAX_SAFE_INTEGER,
): Promise<Link[]> {
  const found = new Map<string, Link>();
  for (let start = 0; start < incidents.length; start += AT_ONCE) {
    const part = incidents.slice(start, start + AT_ONCE);
    for (const end of ['l.earlier', 'l.later'])
      for (const row of await linksAt(database, asOf).whereIn(end, part)) found.set(row.id, linkOf(row));
  }
  return [...found.values()].sort((a, b) => a.number - b.number || (a.id < b.id ? -1 : 1));
}

/** A page of links, the newest first. */
export async function listLinks(database: Database | Transaction, filter: LinkFilter): Promise<Link[]> {
  const query = linksAt(database, filter.asOf).orderBy('l.id', 'desc').limit(filter.limit);
  if (filter.before !== undefined) query.where('l.id', '<', filter.before);
  if (filter.state === 'suspected') query.where((none) => none.whereNull('d.state').orWhere('d.state', 'suspected'));
  else if (filter.state !== undefined) query.where('d.state', filter.state);
  const { incident } = filter;
  if (incident !== undefined) query.where((either) => either.where('l.earlier', incident).orWhere('l.later', incident));
  return (await query).map(linkOf);
}

/** One link; undefined when there is none of that id. */
export async function linkById(database: Database | Transaction, id: string): Promise<Link | undefined> {
  const row = await linksAt(database, Number.MAX_SAFE_INTEGER).where('l.id', id).first();
  return row === undefined ? undefined : linkOf(row);
}

export interface LinkDecisionDocument {
  readonly state: LinkState;
  readonly by: string;
  readonly note?: string;
  readonly at: string;
  readonly revision: number;
}

/** What was decided of a link, the first first. */
export async function linkDecisions(database: Database | Transaction, link: string): Promise<LinkDecisionDocument[]> {
  const rows = await database('link_decisions').where({ link }).orderBy('number');
  return rows.map((row) => ({
    state: row.state,
    by: row.author,
    ...(row.note === null ? {} : { note: row.note }),
    at: formatInstant(Number(row.at)),
    revision: Number(row.number),
  }));
}
