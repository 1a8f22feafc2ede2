import { z } from 'zod';
import { endOfSpan } from '../domain/calendar.js';
import { parseInstant } from '../domain/time.js';
import { isTimeZone, nearestTimeZones } from '../domain/time-zone.js';

/** Query parameters: texts in, values out. `parameter` in the metadata is what openapi.yaml says of them. */

type JsonSchema = Readonly<Record<string, unknown>>;
const shown = (parameter: JsonSchema, description: string) => ({ parameter, description });

export const textParameter = (description: string) =>
  z
    .string()
    .max(300, 'must have at most 300 characters')
    .meta(shown({ type: 'string', maxLength: 300 }, description));

export const choiceParameter = <const T extends readonly string[]>(choices: T, description: string) =>
  z.enum(choices).meta(shown({ type: 'string', enum: [...choices] }, description));

export const wholeParameter = (least: number, most: number, description: string) =>
  z
    .string()
    .refine((text) => /^\d{1,15}$/.test(text) && Number(text) >= least && Number(text) <= most, {
      message: `must be a whole number from ${least} to ${most}`,
    })
    .transform(Number)
    .meta(shown({ type: 'integer', minimum: least, maximum: most }, description));

export const numberParameter = (description: string) =>
  z
    .string()
    .refine((text) => /^-?\d{1,12}(\.\d{1,12})?$/.test(text), { message: 'must be a number such as 12 or 0.5' })
    .transform(Number)
    .meta(shown({ type: 'number' }, description));

export const yesNoParameter = (description: string) =>
  z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .meta(shown({ type: 'boolean' }, description));

/** Something to switch on: `?hxl=1`, or `?hxl=true`. */
export const flagParameter = (description: string) =>
  z
    .enum(['1', '0', 'true', 'false'])
    .transform((text) => text === '1' || text === 'true')
    .meta(shown({ type: 'string', enum: ['1', '0', 'true', 'false'] }, description));

/** A plus that was sent unescaped arrives as a space; in a time it can only have been a plus. */
const withPlus = (text: string) => text.replace(' ', '+');

export const instantParameter = (description: string) =>
  z
    .string()
    .refine((text) => parseInstant(withPlus(text)) !== undefined, {
      message: 'must be an RFC 3339 time with an offset, such as 2016-02-27T00:00:00+02:00',
    })
    .transform((text) => parseInstant(withPlus(text)) as number)
    .meta(shown({ type: 'string', format: 'date-time' }, description));

/** A day or a time; the zone that a day is whole in is another parameter, so it stays as text. */
export const dayOrInstantParameter = (description: string) =>
  z
    .string()
    .transform(withPlus)
    .refine((text) => endOfSpan(text, 'from', 'UTC') !== undefined, {
      message: 'must be a day such as 2016-02-27, or an RFC 3339 time with an offset',
    })
    .meta(shown({ type: 'string', examples: ['2016-02-27', '2016-02-27T00:00:00+02:00'] }, description));

export const zoneParameter = z
  .string()
  .max(60, 'must have at most 60 characters')
  .superRefine((name, context) => {
    if (isTimeZone(name)) return;
    const near = nearestTimeZones(name);
    const hint = near.length > 0 ? `; did you mean ${near.join(' or ')}?` : '';
    context.addIssue({ code: 'custom', message: `must be an IANA time zone such as Asia/Damascus${hint}` });
  })
  .meta(
    shown(
      { type: 'string', examples: ['Asia/Damascus'] },
      'The time zone that days and months are told in; UTC when not said',
    ),
  );

type Box = readonly [west: number, south: number, east: number, north: number];
const boxOf = (text: string): Box | undefined => {
  const numbers = text.split(',').map((part) => (/^-?\d{1,3}(\.\d{1,15})?$/.test(part) ? Number(part) : Number.NaN));
  const [west = Number.NaN, south = Number.NaN, east = Number.NaN, north = Number.NaN] = numbers;
  const fits = numbers.length === 4 && Math.abs(west) <= 180 && Math.abs(east) <= 180;
  return fits && south >= -90 && north <= 90 && south <= north ? [west, south, east, north] : undefined;
};

export const boxParameter = z
  .string()
  .refine((text) => boxOf(text) !== undefined, {
    message: 'must be west,south,east,north in degrees, with longitudes from -180 to 180 and south not above north',
  })
  .transform((text) => boxOf(text) as Box)
  .meta(
    shown(
      { type: 'string', examples: ['35.7,32.3,42.4,37.3'] },
      'west,south,east,north in degrees; west greater than east crosses the date line',
    ),
  );

const pointOf = (text: string): readonly [lon: number, lat: number] | undefined => {
  const numbers = text.split(',').map((part) => (/^-?\d{1,3}(\.\d{1,15})?$/.test(part) ? Number(part) : Number.NaN));
  const [lon = Number.NaN, lat = Number.NaN] = numbers;
  return numbers.length === 2 && Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? [lon, lat] : undefined;
};

export const pointParameter = (description: string) =>
  z
    .string()
    .refine((text) => pointOf(text) !== undefined, {
      message: 'must be lon,lat in degrees, with a longitude from -180 to 180 and a latitude from -90 to 90',
    })
    .transform((text) => pointOf(text) as readonly [lon: number, lat: number])
    .meta(shown({ type: 'string', examples: ['36.6,35.37'] }, description));

export const limitParameter = wholeParameter(1, 500, 'The most items in the answer; 100 when not said').optional();
export const asOfParameter = wholeParameter(
  0,
  Number.MAX_SAFE_INTEGER,
  'A revision: the list as it was then',
).optional();
export const cursorParameter = z
  .string()
  .max(500, 'must have at most 500 characters')
  .meta(shown({ type: 'string' }, 'The `next` of the page before'))
  .optional();
export const DEFAULT_LIMIT = 100;
