import { z } from 'zod';

/** Request headers: texts in, values out. `parameter` in the metadata is what openapi.yaml says of them. */

const said = (description: string) => ({ parameter: { type: 'string' }, description });

/** Prefer (RFC 7240). Preferences that are not known are passed over, as it demands; what was heeded the answer says. */
export const preferHeader = z
  .string()
  .max(1000, 'must have at most 1000 characters')
  .transform((text) => ({ minimal: /^(?:[^"]*,)?\s*return\s*=\s*"?minimal"?\s*(?:[,;]|$)/i.test(text) }))
  .meta(said('`return=minimal`: only lines that were not stored are answered, and the summary'))
  .optional();

/** Accept-Language (RFC 9110): the best of the languages that there are files of, English when none fits. */
export const acceptLanguageHeader = z
  .string()
  .max(1000, 'must have at most 1000 characters')
  .meta(said('For prose: the language it is written in, of those there are; English when none fits'))
  .optional();

/** For an operation that no key makes safer. @param instead why none is needed */
export const noIdempotencyKey = (instead: string) =>
  z
    .string()
    .refine(() => false, { message: `is not taken here: ${instead}` })
    .meta(said(`Not taken: ${instead}`))
    .optional();

/** On everything that stores, but for streams. */
export const idempotencyKeyHeader = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 visible ASCII characters, without spaces')
  .meta(
    said(
      'A name for this request. Sent again with the same key and content it is answered as the first time, with ' +
        '`Idempotent-Replayed: true`, for at least a day. 1 to 200 visible ASCII characters',
    ),
  )
  .optional();
