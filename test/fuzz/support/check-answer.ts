import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse as parseCsv } from 'csv-parse/sync';
import { PROBLEMS, type ProblemCode } from '../../../src/domain/problem.js';
import { type DocumentedOperation, document, operations } from './document.js';
import type { Json, Schema } from './from-schema.js';
import type { FuzzRequest } from './request.js';
import type { FuzzAnswer } from './send.js';

/** Holds an answer to the document: status, media type, body, headers. */

const ajv = new Ajv2020({ strict: false, allErrors: false });
(addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
ajv.addSchema({ $id: 'openapi', ...document });

const compiled = new Map<Schema, ValidateFunction>();
function validatorOf(schema: Schema): ValidateFunction {
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  const rebased = JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"openapi#/components/'));
  const made = ajv.compile(rebased);
  compiled.set(schema, made);
  return made;
}

const byId = new Map(operations.map((operation) => [operation.id, operation]));
const problem = { $ref: '#/components/schemas/Problem' };

/** @returns what is wrong with the answer, in words; nothing when all is as it should be */
export function wrongWith(request: FuzzRequest, answer: FuzzAnswer): string[] {
  const wrong: string[] = headersWrong(answer);
  const { status } = answer;
  if (status >= 500) wrong.push(`it answers ${status}`);
  if (answer.cut && request.endless !== true) wrong.push('the answer was cut short');
  const operation = byId.get(request.operation ?? '');
  if (request.method === 'HEAD' && answer.body.length > 0) wrong.push('a HEAD is answered with a body');
  if (status === 204 || status === 304 || request.method === 'HEAD') {
    if (status === 304 && answer.headers.etag === undefined) wrong.push('a 304 has no ETag');
    if (operation !== undefined && operation.answers[status] === undefined) wrong.push(`${status} is not documented`);
    return wrong;
  }
  const type = (answer.headers['content-type'] ?? '').split(';')[0] as string;
  if (status >= 400) return [...wrong, ...problemWrong(operation, answer, type)];
  if (operation !== undefined) wrong.push(...bodyWrong(operation, answer, type));
  return wrong;
}

function headersWrong({ headers }: FuzzAnswer): string[] {
  const wanted: Readonly<Record<string, RegExp>> = {
    'x-request-id': /^[\w.-]{1,64}$/,
    'x-content-type-options': /^nosniff$/,
    'content-security-policy': /default-src 'none'/,
    'x-frame-options': /./,
    'referrer-policy': /./,
  };
  const wrong = Object.entries(wanted)
    .filter(([name, value]) => !value.test(String(headers[name] ?? '')))
    .map(([name]) => `the header ${name} is ${JSON.stringify(headers[name])}`);
  if (headers['x-powered-by'] !== undefined) wrong.push('X-Powered-By is sent');
  if (headers['x-injected'] !== undefined) wrong.push('a header was injected');
  return wrong;
}

function problemWrong(operation: DocumentedOperation | undefined, answer: FuzzAnswer, type: string): string[] {
  if (type !== 'application/problem+json') return [`a ${answer.status} is ${type}`];
  const body = JSON.parse(answer.body.toString('utf8'));
  const wrong = schemaWrong(problem, body);
  const code = body.code as ProblemCode;
  if (PROBLEMS[code]?.status !== answer.status) wrong.push(`the problem ${code} has the status ${answer.status}`);
  if (operation === undefined) return wrong;
  if (!operation.answers[answer.status]?.description.split('; ').some((said) => said.startsWith(`${code}:`)))
    wrong.push(`${operation.id} is not documented to answer ${answer.status} ${code}`);
  return wrong;
}

function bodyWrong(operation: DocumentedOperation, { status, body, cut }: FuzzAnswer, type: string): string[] {
  const schema = operation.answers[status]?.content[type];
  if (schema === undefined) return [`${operation.id} is not documented to answer ${status} with ${type}`];
  const text = new TextDecoder('utf-8', { fatal: !cut }).decode(body);
  if (type.endsWith('+json') || type === 'application/json') {
    const value = JSON.parse(text);
    if (type === 'application/geo+json') return geojsonWrong(value);
    return schemaWrong(schema, value);
  }
  if (type === 'application/x-ndjson') {
    if (text !== '' && !text.endsWith('\n')) return ['the last line has no end'];
    const lines = text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
    return schema.type === 'string' ? [] : lines.flatMap((line) => schemaWrong(schema, line));
  }
  if (type === 'text/csv') parseCsv(text, { bom: true });
  return [];
}

function schemaWrong(schema: Schema, value: Json): string[] {
  const validate = validatorOf(schema);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message }) => `the body does not fit at ${instancePath}: ${message}`,
  );
}

function geojsonWrong(value: Json): string[] {
  if (value.type !== 'FeatureCollection' || !Array.isArray(value.features)) return ['it is no FeatureCollection'];
  return value.features
    .filter((each: Json) => each.type !== 'Feature' || !('geometry' in each) || typeof each.properties !== 'object')
    .map(() => 'it holds what is no Feature');
}
