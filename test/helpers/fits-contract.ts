import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { z } from 'zod';
import { endpoints } from '../../src/http/contract.js';
import { openapiOf } from '../../src/http/openapi.js';
import type { Operation } from '../../src/http/operation.js';
import type { Answered } from './asked-with-keys.js';

/** Holds answers to the contract as the code says it, without openapi.yaml. */

const ajv = new Ajv2020({ strict: false });
(addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
ajv.addSchema({ $id: 'openapi', ...openapiOf(endpoints) });
const compiled = new Map<string, ValidateFunction>();

/** @returns what is wrong, or undefined */
export function fitsContract(
  { path, method, answers }: Operation,
  { status, headers, text }: Answered,
): string | undefined {
  const type = (headers['content-type'] ?? '').split(';')[0] ?? '';
  if (!type.endsWith('json') || answers[status]?.content[type] instanceof z.ZodString) return undefined;
  const steps = [path, method, 'responses', String(status), 'content', type];
  const reference = `openapi#/paths/${steps
    .map((step) => encodeURIComponent(step.replace(/~/g, '~0').replace(/\//g, '~1')))
    .join('/')}/schema`;
  const lines = type === 'application/x-ndjson' ? text.split('\n').filter((line) => line !== '') : [text];
  try {
    const validate = compiled.get(reference) ?? ajv.compile({ $ref: reference });
    compiled.set(reference, validate);
    for (const line of lines)
      if (!validate(JSON.parse(line)))
        return `${JSON.stringify(validate.errors?.slice(0, 3))} in ${line.slice(0, 300)}`;
    return undefined;
  } catch (error) {
    return String(error);
  }
}
