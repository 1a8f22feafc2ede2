import { z } from 'zod';
import { profileSchema } from './profile.js';

/** The JSON Schema that editors complete profiles with, made from the schema that checks them. */
export function profileJsonSchema(): string {
  const json = z.toJSONSchema(profileSchema, { target: 'draft-2020-12', io: 'input' });
  return `${JSON.stringify({ ...json, title: 'A mapping profile of Truce' }, null, 2)}\n`;
}
