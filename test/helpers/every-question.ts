import type { Endpoint, Operation } from '../../src/http/operation.js';

/** Every operation of the contract as requests: with each media type, each kind of id, and filters. */

export interface Question {
  readonly operation: Operation;
  readonly path: string;
  readonly accept: string;
  readonly body?: { readonly type: string; readonly text: string };
}

/** What there is to ask after. */
export interface Ids {
  readonly incidents: readonly string[];
  readonly verdicts: readonly string[];
  readonly events: readonly string[];
  readonly links: readonly string[];
  readonly evidence: readonly string[];
  readonly rulebooks: readonly string[];
}

/** Queries without which an operation does not answer. */
const NEEDED: Readonly<Record<string, string>> = {
  whyNotVerdict: 'outcome=no_violation',
  getSweep: 'path=none&from=1&to=2',
  findPlace: 'name=Kafr%20Zita',
};

/** Queries that may let something out: a filter on what is withheld, another form, whole verdicts. By the name of a parameter. */
const TRIED: Readonly<Record<string, readonly string[]>> = {
  bbox: ['bbox=36.6,35.3,36.7,35.4', 'bbox=36.60271828,35.37314159,36.61,35.38', 'bbox=-180,-90,36.602,90'],
  include: ['include=reasons'],
  discs: ['discs=1'],
  hxl: ['hxl=1&bom=1'],
  limit: ['limit=1'],
  area: ['area=SY05'],
  agreement: ['agreement=syria-2016'],
  reading: ['agreement=syria-2016&reading=text'],
  several: ['several=true'],
  engine: ['engine=json-rules-engine'],
  after: ['after=2'],
  count: ['count=events'],
  asOf: ['asOf=2'],
  reportId: ['reportId=nothing-of-that-name'],
  // What is wrong is quoted in a problem.
  lang: ['lang=xx'],
  outcome: ['outcome=undetermined', 'outcome=wrong'],
};

/** @throws Error for an operation that these tests do not know how to ask: say it here */
export function questionsOf(endpoints: readonly Endpoint[], ids: Ids, bodies: Bodies): Question[] {
  return endpoints.flatMap(({ operation }) => {
    const types = [...new Set(Object.values(operation.answers).flatMap(({ content }) => Object.keys(content)))];
    return pathsOf(operation, ids).flatMap((path, index) =>
      // Filters are tried on the first of each kind.
      queriesOf(operation, index === 0).flatMap((query) =>
        types.flatMap((accept) =>
          bodiesOf(operation, bodies).map((body) => ({
            operation,
            path: query === '' ? path : `${path}?${query}`,
            accept,
            ...(body === undefined ? {} : { body }),
          })),
        ),
      ),
    );
  });
}

export type Bodies = Readonly<Record<string, readonly { readonly type: string; readonly text: string }[]>>;

function bodiesOf(operation: Operation, bodies: Bodies) {
  if (operation.method === 'get') return [undefined];
  const known = bodies[operation.id];
  if (known === undefined) throw new Error(`say with which bodies ${operation.id} is tried`);
  return known;
}

function queriesOf({ id, query }: Operation, all: boolean): string[] {
  const needed = NEEDED[id] ?? '';
  const tried = all ? Object.keys(query?.shape ?? {}).flatMap((name) => TRIED[name] ?? []) : [];
  return [needed, ...tried.map((each) => [needed, each].filter((part) => part !== '').join('&'))];
}

function pathsOf({ id, path }: Operation, ids: Ids): string[] {
  const [parameter] = /\{\w+\}/.exec(path) ?? [];
  if (parameter === undefined) return [path];
  const [, kind = ''] = /^\/v1\/([a-z]+)/.exec(path) ?? [];
  const known: Readonly<Record<string, readonly string[]>> = {
    ...ids,
    agreements: ['syria-2016'],
    reassessments: ['rea_none'],
    webhooks: ['whk_none'],
  };
  const values = known[kind];
  if (values === undefined) throw new Error(`say which ids ${id} is asked with`);
  return values.map((value) => path.replace(parameter, encodeURIComponent(value)));
}
