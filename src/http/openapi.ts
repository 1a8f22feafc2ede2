import { z } from 'zod';
import { SCOPE_MEANINGS, SCOPES } from '../domain/access.js';
import { PROBLEMS, type ProblemCode, problemSchema } from '../domain/problem.js';
import type { Endpoint, Operation } from './operation.js';

/** The API as OpenAPI 3.1, generated from the contract. Schemas with an id become components. */

type Json = Record<string, unknown>;

const keyScheme = {
  type: 'http',
  scheme: 'bearer',
  bearerFormat: 'truce_ and 43 characters',
  description: `What a key may be for: ${SCOPES.map((scope) => `\`${scope}\` (${SCOPE_MEANINGS[scope]})`).join('; ')}.`,
};

/** @returns the document, the same for the same contract */
export function openapiOf(endpoints: readonly Endpoint[]): Json {
  const components: Json = {};
  const responses = Object.fromEntries(
    EVERYWHERE.map((code) => [code, problemResponse([code], schemaOf(problemSchema, 'output', components))]),
  );
  const paths: Record<string, Json> = {};
  for (const { operation } of endpoints) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: operationOf(operation, components) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Truce',
      version: '1',
      summary: 'Judges reported incidents against ceasefire agreements, under each party’s own reading',
      description:
        'Times are RFC 3339 with an offset, coordinates are longitude and latitude in degrees. Every error is ' +
        'application/problem+json with every fault at once. Every answer carries X-Request-Id. An address that is not ' +
        'served is answered 404, and one that does not take the method 405 with Allow.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [
      { name: 'incidents', description: 'Reports of acts' },
      { name: 'verdicts', description: 'What each reading of each agreement makes of them' },
      { name: 'events', description: 'Reports of one act: links between them, and what people say of it' },
      { name: 'rules', description: 'Agreements and groups as they are served' },
      { name: 'webhooks', description: 'Addresses that the feed is sent to' },
      { name: 'service', description: 'Whether it runs' },
    ],
    paths,
    components: {
      responses,
      securitySchemes: { key: keyScheme },
      schemas: Object.fromEntries(Object.entries(components).sort(([a], [b]) => (a < b ? -1 : 1))),
    },
  };
}

/** What any request may be answered, whatever it asks for: told once. */
const EVERYWHERE = ['unmet-expectation', 'head-too-large'] as const satisfies readonly ProblemCode[];

function operationOf(operation: Operation, components: Json): Json {
  const { body, stream } = operation;
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    ...(operation.description === undefined ? {} : { description: operation.description }),
    // The service is open while no key was ever made and it listens on this machine only.
    security: operation.scopes.map((all) => ({ key: [...all] })),
    ...parametersOf(operation),
    ...(body === undefined
      ? {}
      : requestBody(
          `${body.description}; at most ${body.limit} bytes`,
          { 'application/json': body.schema },
          components,
        )),
    ...(stream === undefined ? {} : requestBody(stream.description, stream.content, components)),
    responses: { ...answersOf(operation, components), ...problemsOf(operation, components) },
  };
}

const requestBody = (description: string, content: Readonly<Record<string, z.ZodType>>, components: Json): Json => ({
  requestBody: { required: true, description, content: contentOf(content, 'input', components) },
});

const contentOf = (content: Readonly<Record<string, z.ZodType>>, io: 'input' | 'output', components: Json): Json =>
  Object.fromEntries(
    Object.entries(content).map(([type, schema]) => [type, { schema: schemaOf(schema, io, components) }]),
  );

function parametersOf({ parameters, query, headers }: Operation): Json {
  const shape = parameters instanceof z.ZodObject ? parameters.shape : {};
  const inPath = Object.keys(shape).map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
  const inQuery = Object.entries(query?.shape ?? {}).map(([name, schema]) => {
    const { parameter, description } = metaOf(schema as z.ZodType);
    const said = description === undefined ? {} : { description };
    const required = schema instanceof z.ZodOptional ? {} : { required: true };
    return { name, in: 'query', ...required, ...said, schema: parameter };
  });
  const inHeader = Object.entries(headers?.shape ?? {}).map(([name, schema]) => {
    const { parameter, description } = metaOf(schema as z.ZodType);
    const said = description === undefined ? {} : { description };
    return { name, in: 'header', ...said, schema: parameter ?? { type: 'string' } };
  });
  const all = [...inPath, ...inQuery, ...inHeader];
  return all.length === 0 ? {} : { parameters: all };
}

/** The metadata of a query parameter, under `optional` too. */
function metaOf(schema: z.ZodType): { parameter?: unknown; description?: string } {
  const own = schema.meta();
  if (own?.parameter !== undefined) return own as { parameter: unknown; description?: string };
  return schema instanceof z.ZodOptional ? metaOf(schema.unwrap() as z.ZodType) : {};
}

function answersOf(operation: Operation, components: Json): Json {
  const cached = operation.cached !== undefined;
  const answers: [string, Json][] = Object.entries(operation.answers).map(([status, { description, content }]) => [
    status,
    {
      description,
      ...(cached ? { headers: { ETag: { schema: { type: 'string' } } } } : {}),
      content: contentOf(content, 'output', components),
    },
  ]);
  if (cached) answers.push(['304', { description: 'Nothing has changed since the ETag in If-None-Match' }]);
  return Object.fromEntries(answers);
}

function problemsOf(operation: Operation, components: Json): Json {
  const always: ProblemCode[] = ['bad-http', 'bad-address', 'unknown-parameter', 'not-acceptable', 'internal'];
  if (operation.always !== true) always.push('not-ready', 'database-away', 'database-busy');
  if (operation.method === 'post' && operation.storesNothing !== true) always.push('storage-full');
  if (operation.scopes.length > 0) always.push('no-key', 'bad-key', 'scope-missing', 'rate-limited', 'foreign-host');
  if (operation.headers !== undefined) always.push('bad-header');
  if (operation.body !== undefined) always.push('too-slow');
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of new Set([...operation.problems, ...always])) {
    const { status } = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const schema = schemaOf(problemSchema, 'output', components);
  const shared = EVERYWHERE.map((code) => [String(PROBLEMS[code].status), { $ref: `#/components/responses/${code}` }]);
  const own = [...byStatus].map(([status, codes]) => [String(status), problemResponse(codes, schema)]);
  return Object.fromEntries([...own, ...shared]);
}

const problemResponse = (codes: readonly ProblemCode[], schema: unknown): Json => ({
  description: codes.map((code) => `${code}: ${PROBLEMS[code].title}`).join('; '),
  content: { 'application/problem+json': { schema } },
});

/** A schema with its named parts moved to the components. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', components: Json): unknown {
  // Wrapped, so that a schema with an id of its own is a reference too.
  const made = z.toJSONSchema(z.object({ schema }), { io, unrepresentable: 'any', reused: 'inline' });
  for (const [id, part] of Object.entries(made.$defs ?? {})) {
    const { id: _id, $schema: _schema, ...rest } = relinked(part) as Json;
    components[id] = rest;
  }
  return relinked((made.properties as Json).schema);
}

/** References to definitions of this one schema become references to the components. */
function relinked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(relinked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) =>
      key === '$ref' && typeof inner === 'string'
        ? [key, inner.replace('#/$defs/', '#/components/schemas/')]
        : [key, relinked(inner)],
    ),
  );
}
