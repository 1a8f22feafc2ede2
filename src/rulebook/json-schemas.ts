import { z } from 'zod';
import { agreementSchema, conditionSchema } from '../domain/agreement.js';
import { groupsSchema } from '../domain/group.js';
import { casesSchema } from '../domain/worked-case.js';
import { OPERATORS } from '../engine/operators.js';
import { FACTS } from '../engine/vocabulary.js';

/** The JSON Schemas that editors complete rule files with, made from the schemas that check them. */

export const SCHEMA_FILES = {
  'agreement.schema.json': { schema: agreementSchema, title: 'An agreement of Truce' },
  'groups.schema.json': { schema: groupsSchema, title: 'The groups of Truce' },
  'cases.schema.json': { schema: casesSchema, title: 'Worked cases of Truce' },
} as const;

/** Every schema file with its text. */
export function jsonSchemas(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(SCHEMA_FILES).map(([name, { schema, title }]) => {
      const json = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input', override: complete });
      return [name, `${JSON.stringify({ ...json, title }, null, 2)}\n`];
    }),
  );
}

/** Lets editors complete the names of facts and operators; an agreement may have facts of its own, by bare names. */
function complete({
  zodSchema,
  jsonSchema,
}: {
  zodSchema: z.core.$ZodTypes;
  jsonSchema: z.core.JSONSchema.BaseSchema;
}): void {
  const { properties } = jsonSchema;
  if (properties === undefined || (zodSchema as unknown) === conditionSchema) return;
  if (properties.operator !== undefined) properties.operator = { enum: [...OPERATORS.keys()] };
  if (properties.fact !== undefined) {
    const own = {
      type: 'string',
      pattern: '^[a-z][a-zA-Z0-9]*$',
      description: "One of the agreement's own facts",
    } as const;
    properties.fact = { anyOf: [{ enum: [...FACTS.keys()] }, own] };
  }
}
