import { stringify } from 'yaml';
import { endpoints } from './contract.js';
import { openapiOf } from './openapi.js';

/** The contract as text. */

/** The text of openapi.yaml. */
export const openapiYaml = (document: unknown): string =>
  `# Generated from src/http by \`truce openapi --write openapi.yaml\`. Do not edit.\n${stringify(document, { aliasDuplicateObjects: false, lineWidth: 120 })}`;

interface ContractTexts {
  readonly json: string;
  readonly yaml: string;
}

let made: ContractTexts | undefined;

/** What is served as openapi.json and openapi.yaml. Making it takes a quarter of a second: once, when first asked for. */
export function contractTexts(): ContractTexts {
  if (made === undefined) {
    const document = openapiOf(endpoints);
    made = { json: JSON.stringify(document), yaml: openapiYaml(document) };
  }
  return made;
}
