import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'vitest';
import { parse } from 'yaml';

/** Holds answers to openapi.yaml as it lies in the repository. */

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

const document = parse(readFileSync(new URL('../../openapi.yaml', import.meta.url), 'utf8'));
const ajv = new Ajv2020({ strict: false, allErrors: true });
(addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
ajv.addSchema({ $id: 'openapi', ...document });
/** By the address of their schema; ajv would compile it, with all that it refers to, for every answer anew. */
const validators = new Map<string, ValidateFunction>();

/** @param path as in the contract, with parameters in braces */
export function expectAsSaid(method: 'get' | 'post', path: string, answer: Answer): void {
  const responses = document.paths[path]?.[method]?.responses;
  expect(responses, `${method} ${path} is in openapi.yaml`).toBeDefined();
  const response = responses[String(answer.status)];
  expect(response, `${method} ${path} may answer ${answer.status}`).toBeDefined();
  if (answer.status === 304) return;
  const type = (answer.headers['content-type'] ?? '').split(';')[0] ?? '';
  expect(Object.keys(response.content)).toContain(type);
  if (!type.endsWith('json')) return;
  const escaped = [path, method, 'responses', String(answer.status), 'content', type]
    .map((step) => encodeURIComponent(step.replace(/~/g, '~0').replace(/\//g, '~1')))
    .join('/');
  const $ref = `openapi#/paths/${escaped}/schema`;
  const validate = validators.get($ref) ?? ajv.compile({ $ref });
  validators.set($ref, validate);
  validate(answer.body);
  expect(validate.errors ?? []).toEqual([]);
}
