import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import { endpoints } from '../../src/http/contract.js';
import { openapiYaml } from '../../src/http/contract-texts.js';
import { openapiOf } from '../../src/http/openapi.js';

const document = openapiOf(endpoints);

it('openapi.yaml is what is served', () => {
  const text = readFileSync(new URL('../../openapi.yaml', import.meta.url), 'utf8');
  expect(text === openapiYaml(document), 'run: npx truce openapi --write openapi.yaml').toBe(true);
});

it('every schema of the contract is a valid JSON Schema whose references lead somewhere', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'openapi', ...document });
  const { schemas } = document.components as { schemas: object };
  for (const name of Object.keys(schemas)) ajv.compile({ $ref: `openapi#/components/schemas/${name}` });
});

it('every operation has an id of its own, a summary and a description of each answer', () => {
  const ids = endpoints.map(({ operation }) => operation.id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { operation } of endpoints) {
    expect(operation.summary).not.toBe('');
    for (const answer of Object.values(operation.answers)) expect(answer.description).not.toBe('');
  }
});
