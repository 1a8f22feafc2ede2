import { ownEventOf } from '../domain/event.js';
import type { Database, Transaction } from './connect.js';

/** Which event an incident belongs to. Reports that name one event, and those that a person linked, are one. */

const AT_ONCE = 500;

interface Member {
  readonly id: string;
  readonly event: string;
  readonly key: string | null;
  /** The number of its first version: the earliest report names the event. */
  readonly first: number;
}

/** The events that reporters have named, by their folded name. */
export async function eventsNamed(
  database: Database | Transaction,
  keys: readonly string[],
): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map();
  const rows = await database('incidents').whereIn('event_key', keys).distinct('event_key', 'event_id');
  return new Map(rows.map(({ event_key, event_id }) => [event_key, event_id]));
}

/** The event that an incident belongs to now; undefined when there is no such incident. */
async function eventOf(database: Database | Transaction, incident: string): Promise<string | undefined> {
  const row = await database('incidents').where({ id: incident }).first('event_id');
  return row?.event_id;
}

/**
 * The event that an incident belongs to now, with all its incidents, the earliest first. One question, so of one moment;
 * undefined when there is no such incident.
 */
export async function eventAround(
  database: Database | Transaction,
  incident: string,
): Promise<{ readonly event: string; readonly incidents: readonly string[] } | undefined> {
  const its = database('incidents').where({ id: incident }).select('event_id');
  const found = (await members(database).whereIn('i.event_id', its)).map(memberOf).sort(byFirst);
  const [first] = found;
  return first === undefined ? undefined : { event: first.event, incidents: found.map(({ id }) => id) };
}

/** The incidents of an event, the earliest first. */
export async function incidentsOfEvent(database: Database | Transaction, event: string): Promise<string[]> {
  const rows = await members(database).where('i.event_id', event);
  return rows
    .map(memberOf)
    .sort(byFirst)
    .map(({ id }) => id);
}

const members = (database: Database | Transaction) =>
  database('incidents as i')
    .join('incident_versions as v', 'v.incident', 'i.id')
    .where('v.version', 1)
    .select('i.id', 'i.event_id', 'i.event_key', 'v.number');
const memberOf = (row: Record<string, unknown>): Member => ({
  id: String(row.id),
  event: String(row.event_id),
  key: row.event_key as string | null,
  first: Number(row.number),
});
const byFirst = (a: Member, b: Member) => a.first - b.first;

/**
 * A corrected report may name another event than before, or none.
 * @returns the event it belongs to now, and whether its source codes each event once
 */
export async function renameEvent(
  transaction: Transaction,
  incident: string,
  key: string | null,
): Promise<{ readonly distinct: boolean; readonly eventId: string }> {
  const row = await transaction('incidents').where({ id: incident }).first('event_key', 'distinct_event');
  if (row.event_key !== key) {
    await transaction('incidents').where({ id: incident }).update({ event_key: key });
    await regroup(transaction, [incident]);
  }
  return { distinct: Number(row.distinct_event) === 1, eventId: (await eventOf(transaction, incident)) as string };
}

/**
 * Says anew which event everyone belongs to whom the seeds are, or were, tied to.
 * @param seeds incidents whose ties have changed
 * @returns the incidents whose event is another now
 */
export async function regroup(transaction: Transaction, seeds: readonly string[]): Promise<string[]> {
  const { found, links } = await reach(transaction, seeds);
  const roots = components([...found.values()], links);
  const changed: string[] = [];
  const moves = new Map<string, string[]>();
  for (const member of found.values()) {
    const event = ownEventOf(roots.get(member.id) as string);
    if (event === member.event) continue;
    addTo(moves, event, member.id);
    changed.push(member.id);
  }
  for (const [event, ids] of moves)
    for (const part of parts(ids)) await transaction('incidents').whereIn('id', part).update({ event_id: event });
  return changed;
}

type Pair = readonly [string, string];

/** Everyone in the events of the seeds, and whoever any of them is tied to. */
async function reach(transaction: Transaction, seeds: readonly string[]) {
  const found = new Map<string, Member>();
  const links: Pair[] = [];
  const events = new Set<string>();
  const keys = new Set<string>();
  let waiting = new Set(seeds);
  const meet = (rows: readonly Record<string, unknown>[]) => {
    for (const member of rows.map(memberOf)) {
      if (found.has(member.id)) continue;
      found.set(member.id, member);
      waiting.add(member.id);
    }
  };
  for (const part of parts([...seeds])) meet(await members(transaction).whereIn('i.id', part));
  while (waiting.size > 0) {
    const ids = [...waiting];
    waiting = new Set();
    const newEvents = unseen(
      events,
      ids.map((id) => found.get(id)?.event),
    );
    for (const part of parts(newEvents)) meet(await members(transaction).whereIn('i.event_id', part));
    const newKeys = unseen(
      keys,
      ids.map((id) => found.get(id)?.key),
    );
    for (const part of parts(newKeys)) meet(await members(transaction).whereIn('i.event_key', part));
    const pairs = await confirmedLinks(transaction, ids);
    links.push(...pairs);
    const strangers = [...new Set(pairs.flat())].filter((id) => !found.has(id));
    for (const part of parts(strangers)) meet(await members(transaction).whereIn('i.id', part));
  }
  return { found, links };
}

function unseen(seen: Set<string>, values: readonly (string | null | undefined)[]): string[] {
  const fresh = [...new Set(values)].filter((value): value is string => value != null && !seen.has(value));
  for (const value of fresh) seen.add(value);
  return fresh;
}

/** The links of the incidents that a person has confirmed and nobody has rejected since. */
async function confirmedLinks(transaction: Transaction, ids: readonly string[]): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (const part of parts(ids))
    for (const end of ['l.earlier', 'l.later']) {
      const rows = await transaction('links as l')
        .join('link_decisions as d', 'd.link', 'l.id')
        .where('d.state', 'confirmed')
        .whereRaw('d.number = (select max(e.number) from link_decisions e where e.link = l.id)')
        .whereIn(end, part)
        .select('l.earlier', 'l.later');
      pairs.push(...rows.map(({ earlier, later }): Pair => [earlier, later]));
    }
  return pairs;
}

/** The earliest incident of everyone's component. */
function components(all: readonly Member[], links: readonly Pair[]): Map<string, string> {
  const ties = new Map<string, string[]>();
  const tie = (a: string, b: string) => {
    addTo(ties, a, b);
    addTo(ties, b, a);
  };
  for (const [a, b] of links) tie(a, b);
  const named = new Map<string, string>();
  for (const { id, key } of all) {
    if (key === null) continue;
    const first = named.get(key);
    if (first === undefined) named.set(key, id);
    else tie(first, id);
  }
  const roots = new Map<string, string>();
  for (const { id } of [...all].sort(byFirst)) {
    const waiting = roots.has(id) ? [] : [id];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (roots.has(next)) continue;
      roots.set(next, id);
      waiting.push(...(ties.get(next) ?? []));
    }
  }
  return roots;
}

function addTo(lists: Map<string, string[]>, key: string, value: string) {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

function parts<T>(values: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(values.length / AT_ONCE) }, (_, index) =>
    values.slice(index * AT_ONCE, (index + 1) * AT_ONCE),
  );
}
