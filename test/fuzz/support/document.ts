import { endpoints } from '../../../src/http/contract.js';
import { openapiOf } from '../../../src/http/openapi.js';
import type { Json, Schema } from './from-schema.js';

/** The OpenAPI document, operation by operation. CI holds openapi.yaml to be the same. */

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}

export interface DocumentedOperation {
  readonly id: string;
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** By media type. */
  readonly takes: Readonly<Record<string, Schema>>;
  /** By status, what is said of it and its schemas by media type. */
  readonly answers: Readonly<
    Record<string, { readonly description: string; readonly content: Record<string, Schema> }>
  >;
}

export const document = openapiOf(endpoints) as Json;
export const components: Readonly<Record<string, Schema>> = document.components.schemas;

export const operations: readonly DocumentedOperation[] = Object.entries(
  document.paths as Record<string, Record<string, Json>>,
).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, said]) => ({
    id: said.operationId,
    method: method as 'get' | 'post',
    path,
    parameters: said.parameters ?? [],
    takes: contentOf(said.requestBody),
    answers: Object.fromEntries(
      Object.entries(said.responses as Record<string, Json>).map(([status, response]) => [status, answerOf(response)]),
    ),
  })),
);

function answerOf(response: Json) {
  const [, name] = /^#\/components\/responses\/(.*)$/.exec(response.$ref ?? '') ?? [];
  const said = name === undefined ? response : document.components.responses[name];
  return { description: String(said.description), content: contentOf(said) };
}

function contentOf(said: Json): Record<string, Schema> {
  return Object.fromEntries(
    Object.entries(said?.content ?? {}).map(([type, { schema }]: [string, Json]) => [type, schema]),
  );
}
