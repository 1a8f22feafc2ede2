import { z } from 'zod';
import { withMeanings } from '../authored/schema-meanings.js';
import { INCIDENT_KEYS, PROFILE_KEYS } from '../domain/file-key-meanings.js';
import { COMMON_KEYS } from '../domain/rule-key-meanings.js';
import { profileSchema } from './profile.js';

/** The JSON Schema that editors complete profiles with, made from the schema that checks them. */
export function profileJsonSchema(): string {
  const json = z.toJSONSchema(profileSchema, { target: 'draft-7', io: 'input' });
  const whole = { ...json, title: 'A mapping profile of Truce' };
  return `${JSON.stringify(withMeanings(whole, {}, PROFILE_KEYS, INCIDENT_KEYS, COMMON_KEYS), null, 2)}\n`;
}
