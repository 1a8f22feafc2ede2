import { z } from 'zod';
import { withMeanings } from '../authored/schema-meanings.js';
import { agreementSchema, conditionSchema, FAMILIES } from '../domain/agreement.js';
import { CASE_KEYS, GROUP_KEYS, INCIDENT_KEYS, ZONE_KEYS } from '../domain/file-key-meanings.js';
import { groupsSchema } from '../domain/group.js';
import type { KeyMeanings } from '../domain/key-meaning.js';
import { AGREEMENT_KEYS, COMMON_KEYS } from '../domain/rule-key-meanings.js';
import { casesSchema } from '../domain/worked-case.js';
import { conditionJsonSchema, factName } from './condition-json-schema.js';
import { SNIPPETS } from './editor-snippets.js';
import { presenceSchema, zonesSchema } from './zone-schema.js';

/** The JSON Schemas that editors complete rule files with, made from the schemas that check them. */

interface SchemaFile {
  readonly schema: z.ZodType;
  readonly title: string;
  readonly keys: readonly KeyMeanings[];
}

export const SCHEMA_FILES: Readonly<Record<string, SchemaFile>> = {
  'agreement.schema.json': { schema: agreementSchema, title: 'An agreement of Truce', keys: [AGREEMENT_KEYS] },
  'groups.schema.json': { schema: groupsSchema, title: 'The groups of Truce', keys: [GROUP_KEYS] },
  'cases.schema.json': { schema: casesSchema, title: 'Worked cases of Truce', keys: [CASE_KEYS, INCIDENT_KEYS] },
  'zones.schema.json': { schema: zonesSchema, title: 'The zones of an agreement of Truce', keys: [ZONE_KEYS] },
  'presence.schema.json': { schema: presenceSchema, title: 'Where groups were seen, for Truce', keys: [ZONE_KEYS] },
};

/** Draft 7 is what every editor understands. */
const TARGET = 'draft-7';

/** Every schema file with its text. */
export function jsonSchemas(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(SCHEMA_FILES).map(([name, { schema, title, keys }]) => {
      const json = z.toJSONSchema(schema, { target: TARGET, io: 'input', override: complete });
      const whole = withMeanings({ ...json, title }, SNIPPETS, ...keys, COMMON_KEYS);
      return [name, `${JSON.stringify(whole, null, 2)}\n`];
    }),
  );
}

type Override = { zodSchema: z.core.$ZodTypes; jsonSchema: z.core.JSONSchema.BaseSchema };

/** Puts in what editors need beyond what the checks say: conditions as one object, the names of facts, coordinates. */
function complete({ zodSchema, jsonSchema }: Override): void {
  const { properties } = jsonSchema;
  if ((zodSchema as unknown) === conditionSchema) {
    for (const key of Object.keys(jsonSchema)) delete jsonSchema[key];
    Object.assign(jsonSchema, conditionJsonSchema('#/definitions/Condition'));
  } else if (properties?.fact !== undefined) properties.fact = factName;
  if (properties?.family !== undefined) properties.family = { ...(properties.family as object), examples: FAMILIES };
  if (properties?.geometry !== undefined) properties.geometry = GEOMETRY;
}

const GEOMETRY: z.core.JSONSchema.BaseSchema = {
  type: 'object',
  properties: {
    type: { enum: ['Point', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon'] },
    coordinates: { type: 'array' },
  },
  required: ['type', 'coordinates'],
};
