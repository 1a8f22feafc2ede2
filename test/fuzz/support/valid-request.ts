import { gzipSync } from 'node:zlib';
import type { Chance } from './chance.js';
import { components, type DocumentedOperation, type Parameter } from './document.js';
import { fromSchema, type Json, mended, type Schema, someTime, type Vocabulary } from './from-schema.js';
import { type Known, WEBHOOK_URL } from './record.js';
import type { FuzzRequest } from './request.js';

/** A request that its operation should take: everything that must be there, some of what may be, values that exist. */

/** A request before it is written down, so that it can still be changed. */
export interface Draft {
  readonly operation: DocumentedOperation;
  readonly path: Record<string, string>;
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Of a body that is one JSON value. */
  readonly body?: Json;
  /** Of a body that is none. */
  readonly bytes?: Uint8Array;
}

export function validDraft(operation: DocumentedOperation, known: Known, chance: Chance, mark: string): Draft {
  const vocabulary = vocabularyOf(known, mark);
  const of = (place: Parameter['in']) => operation.parameters.filter((each) => each.in === place);
  const path = Object.fromEntries(of('path').map(({ name }) => [name, idFor(operation, name, known, chance)]));
  const wanted = chance.oneOf([0, 0.15, 0.4]);
  const query = of('query')
    .filter(({ required }) => required === true || chance.yes(wanted))
    .filter(({ name }) => !AGAINST.has(`${operation.id} ${name}`) || chance.yes(0.1))
    .map(({ name, schema }) => [name, parameterFor(operation, { name, schema }, known, vocabulary, chance)] as const);
  const headers: [string, string][] = [];
  if (chance.yes(0.2)) headers.push(['accept', chance.oneOf(acceptable(operation))]);
  for (const { name } of of('header')) {
    if (name === 'idempotency-key' && operation.id !== 'submitBatch' && chance.yes(0.15))
      headers.push([name, `key-${mark}`]);
    if (name === 'prefer' && chance.yes(0.3)) headers.push([name, 'return=minimal, wait=10']);
    if (name === 'accept-language' && chance.yes())
      headers.push([name, chance.oneOf(['en', 'ar, en;q=0.5', '*', 'de-CH'])]);
    if (name === 'last-event-id' && chance.yes(0.3)) headers.push([name, String(chance.below(known.revision))]);
  }
  if (operation.method === 'get' && chance.yes(0.1)) headers.push(['if-none-match', chance.oneOf(['*', 'W/"own-x"'])]);
  const draft = { operation, path, query: ordered(query), headers };
  if (operation.id === 'submitBatch') return batch(draft, vocabulary, chance, mark);
  const schema = operation.takes['application/json'];
  return schema === undefined ? draft : { ...draft, body: bodyFor(draft, schema, known, vocabulary, chance) };
}

/** Those that go with other media types or are given out by answers only. */
const AGAINST = new Set(
  ['listIncidents', 'listVerdicts', 'listEvents', 'listLinks', 'listGroups', 'listReassessments', 'listPublications']
    .map((id) => `${id} cursor`)
    .concat('getVerdict lang', 'whyNotVerdict lang', 'submitBatch profile'),
);

/** An end after its beginning. */
function ordered(query: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] {
  const [from, to] = [query.find(([name]) => name === 'from')?.[1], query.find(([name]) => name === 'to')?.[1]];
  if (from === undefined || to === undefined || !(Date.parse(from) > Date.parse(to))) return query;
  return query.map(([name, value]) => [name, name === 'from' ? to : name === 'to' ? from : value] as const);
}

const acceptable = ({ answers }: DocumentedOperation): string[] => [
  '*/*',
  ...Object.keys({ ...answers[200]?.content, ...answers[201]?.content }),
  ...(answers[200]?.content['application/json'] === undefined ? [] : ['text/html, application/json;q=0.9, */*;q=0.1']),
];

function idFor({ path }: DocumentedOperation, name: string, known: Known, chance: Chance): string {
  if (name === 'hash') return chance.oneOf([...known.rulebooks, (known.rulebooks[0] as string).slice(0, 20)]);
  if (path.includes('/incidents/')) return chance.oneOf(known.incidents);
  if (path.includes('/verdicts/')) return chance.oneOf(known.verdicts);
  if (path.includes('/events/')) return chance.oneOf(known.events);
  if (path.includes('/links/')) return chance.oneOf(known.links);
  if (path.includes('/evidence/')) return chance.oneOf(known.evidence);
  // Half of them may be removed: however long it goes on, some are left for everything else.
  const some = path.endsWith('/removal') ? known.webhooks.slice(0, known.webhooks.length / 2) : known.webhooks;
  if (path.includes('/webhooks/')) return chance.oneOf(some);
  if (path.includes('/reassessments/')) return chance.oneOf(known.reassessments);
  if (path.includes('/agreements/')) return chance.oneOf(known.agreements);
  return chance.oneOf([...known.incidents, ...known.verdicts]);
}

function parameterFor(
  { id }: DocumentedOperation,
  { name, schema }: Pick<Parameter, 'name' | 'schema'>,
  known: Known,
  vocabulary: Vocabulary,
  chance: Chance,
): string {
  if (id === 'getSweep') {
    if (name === 'path') return known.number;
    if (name === 'from') return '1';
    if (name === 'to') return String(chance.between(1, 4));
  }
  if (id === 'listChanges' && name === 'wait') return chance.oneOf(['0', '60']);
  return String(fromSchema(schema, vocabulary, chance, name));
}

function vocabularyOf(known: Known, mark: string): Vocabulary {
  const words: Readonly<Record<string, (chance: Chance) => string>> = {
    reportId: (chance) => (chance.yes(0.9) ? `r-${mark}-${chance.below(1e9)}` : chance.oneOf(known.reportIds)),
    event: (chance) => chance.oneOf([...known.events, 'another event']),
    incident: (chance) => chance.oneOf(known.incidents),
    agreement: (chance) => chance.oneOf(known.agreements),
    agreements: (chance) => chance.oneOf(known.agreements),
    reading: (chance) => chance.oneOf(known.readings),
    term: (chance) => chance.oneOf(known.terms),
    exception: (chance) => chance.oneOf(known.exceptions),
    from: (chance) => someTime(chance),
    to: (chance) => someTime(chance),
    at: (chance) => someTime(chance),
    occurredFrom: () => '2016-03-01',
    occurredTo: () => '2016-04-01',
    zone: (chance) => chance.oneOf(['UTC', 'Asia/Damascus', 'Pacific/Kiritimati']),
    bbox: (chance) => chance.oneOf(['35.7,32.3,42.4,37.3', '170,-10,-170,10', '-180,-90,180,90', '36,35,36,35']),
    near: () => '36.6,35.37',
    area: (chance) => chance.oneOf(['SY05', 'unknown']),
    after: (chance) => String(chance.below(known.revision)),
    asOf: (chance) => String(chance.below(known.revision)),
    limit: (chance) => String(chance.between(1, chance.oneOf([5, 100]))),
    hash: (chance) => chance.oneOf(known.rulebooks),
    against: (chance) => chance.oneOf(['live', ...known.rulebooks]),
    lang: () => 'en',
    url: () => WEBHOOK_URL,
    pointers: (chance) => chance.oneOf(['/notes', '/place/name', '/sources/0/url']),
    ifLive: () => known.rulebooks[0] as string,
    profile: (chance) => chance.oneOf(['plain', 'acled', 'ucdp-ged']),
    name: (chance) => chance.oneOf(['Kafr Zita', 'كفر زيتا', 'Duma', 'Kafr Zeitan', 'SY05']),
    ifVersion: (chance) => chance.oneOf(['1', '2']),
  };
  const groups = ['actor', 'target', 'party', 'by', 'actsFor', 'holder', 'group', 'controlledBy', 'q'];
  return {
    components,
    word(name, chance) {
      if (groups.includes(name) && chance.yes(0.8)) return chance.oneOf(known.groups);
      return Object.hasOwn(words, name) ? words[name]?.(chance) : undefined;
    },
  };
}

function bodyFor(
  { operation: { id }, path }: Draft,
  schema: Schema,
  known: Known,
  vocabulary: Vocabulary,
  chance: Chance,
): Json {
  const body = mended(fromSchema(schema, vocabulary, chance));
  if (body.files !== undefined) body.files = someFiles(known, chance);
  if (id === 'redactIncident') Object.assign(body, body.pointers === undefined ? { text: 'nobody of that name' } : {});
  if (id === 'replayWebhook') {
    const number = 1 + chance.below(known.revision);
    return chance.yes() ? { change: number } : { after: number };
  }
  if (id === 'switchWebhook') delete body[body.enabled ? 'why' : 'after'];
  // The search for changes takes seconds; it is tried often enough without.
  if (body.whyNot !== undefined && chance.yes(0.9)) delete body.whyNot;
  if (id === 'correctIncident') body.reportId = known.reportIds[known.incidents.indexOf(path.id as string)];
  if (id === 'rollBackRulebook') return { ...body, hash: live(known, chance) };
  if (id === 'publishRulebook') {
    const taken = chance.oneOf(['files', 'waiting', 'hash', 'hash', 'hash', 'hash', 'hash', 'hash']);
    for (const key of ['files', 'hash', 'waiting']) delete body[key];
    const value = { files: known.ruleSets[0], hash: live(known, chance), waiting: true }[taken];
    return { ...body, [taken]: value };
  }
  for (const key of ['from', 'to'])
    if (typeof body[key] === 'string') body[key] = key === 'from' ? '2016-03-01' : '2016-04-01';
  return body;
}

/** Mostly small rules: they are checked sooner. */
const someFiles = ({ ruleSets: [near, shipped, small] }: Known, chance: Chance): Json =>
  chance.yes(0.85) ? small : chance.oneOf([near, shipped]);

/** Mostly what is live already: another rulebook has everything judged again, and judged back. */
const live = ({ rulebooks }: Known, chance: Chance): string =>
  chance.yes(0.9) ? (rulebooks[0] as string) : chance.oneOf(rulebooks);

function batch(draft: Draft, vocabulary: Vocabulary, chance: Chance, mark: string): Draft {
  const type = chance.oneOf(Object.keys(draft.operation.takes));
  const reports = Array.from({ length: chance.below(6) }, () =>
    mended(fromSchema(components.IncidentReport as Schema, vocabulary, chance)),
  );
  const text =
    type === 'application/json'
      ? JSON.stringify(reports)
      : type === 'text/csv'
        ? csvOf(mark, chance)
        : reports.map((each) => JSON.stringify(each)).join(chance.oneOf(['\n', '\r\n', '\n\n']));
  const packed = chance.yes(0.3);
  const headers: [string, string][] = [['content-type', type]];
  if (packed) headers.push(['content-encoding', 'gzip']);
  const query = draft.query.filter(([name]) => name !== 'profile');
  return {
    ...draft,
    query,
    headers: [...draft.headers, ...headers],
    bytes: packed ? gzipSync(text) : Buffer.from(text),
  };
}

const csvOf = (mark: string, chance: Chance): string =>
  [
    'reportId,from,to,kind,actor,target,lon,lat',
    ...Array.from(
      { length: chance.below(5) },
      (_, row) => `csv-${mark}-${row},2016-03-09T11:15:00+02:00,,airstrike,russia,"jaish-al-islam",36.6,35.37`,
    ),
  ].join(chance.oneOf(['\n', '\r\n']));

/** The draft as it goes out. */
export function written({ operation, path, query, headers, body, bytes }: Draft, done: string): FuzzRequest {
  const address = operation.path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(path[name] ?? ''));
  const asked = query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
  const json = body === undefined ? {} : { body: Buffer.from(JSON.stringify(body)) };
  const type = body === undefined ? [] : [['content-type', 'application/json'] as const];
  return {
    operation: operation.id,
    method: operation.method.toUpperCase(),
    target: asked === '' ? address : `${address}?${asked}`,
    headers: [...type, ...headers],
    ...json,
    ...(bytes === undefined ? {} : { body: bytes }),
    endless: isEndless(operation.id, query),
    done,
  };
}

const isEndless = (id: string, query: Draft['query']): boolean =>
  id === 'streamRevisions' || (id === 'listChanges' && query.some(([name, value]) => name === 'wait' && value !== '0'));
