import { z } from 'zod';
import { INSTANT_FORM, parseInstant } from './time.js';

/** The kinds of fields that what is sent is made of: texts and lists with limits, instants. */

export const MAX_TEXT = 10_000;

export const text = (max = 500) =>
  z.string().min(1, 'must not be empty').max(max, `must have at most ${max} characters`);

export const list = <T extends z.ZodType>(item: T, max = 500) =>
  z.array(item).max(max, `must have at most ${max} entries`);

/** A time with an offset. Local times are refused: nobody can tell which instant they mean. */
export const instantText = z
  .string()
  .refine((value) => parseInstant(value) !== undefined, {
    message: 'must be an RFC 3339 time with an offset, such as 2016-02-27T00:00:00+02:00, in the years 1900 to 2999',
  })
  .meta({ pattern: INSTANT_FORM.source, examples: ['2016-02-27T04:00:00+02:00'] });
