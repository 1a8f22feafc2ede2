import { z } from 'zod';

/** Where something lies that Truce does not hold: an address that is only ever shown, never fetched. */

/** No scheme that a browser would run or that reads the local machine. */
const REFERENCE_SCHEMES = ['http', 'https', 'ipfs', 'ipns', 's3', 'urn', 'doi'] as const;
const WITH_HOST = new Set(['http', 'https', 'ipfs', 'ipns', 's3']);
const MOST = 2_000;

/** @returns what is wrong with it, or undefined */
function faultOf(uri: string): string | undefined {
  const [, scheme = '', rest = ''] = /^([A-Za-z][A-Za-z0-9+.-]*):(.*)$/su.exec(uri) ?? [];
  const known = REFERENCE_SCHEMES.find((each) => each === scheme.toLowerCase());
  if (known === undefined) return `must be a URI of the scheme ${REFERENCE_SCHEMES.join(', ')}`;
  if (/[\s\p{C}<>"\\^`{|}]/u.test(uri)) return 'must not hold spaces, control characters or any of <>"\\^`{|}';
  if (!WITH_HOST.has(known))
    return rest.length > 0 && URL.canParse(uri) ? undefined : 'must name something after its scheme';
  const [, authority = ''] = /^\/\/([^/?#]*)/.exec(rest) ?? [];
  if (authority === '' || !URL.canParse(uri)) return 'must name a host or a content id after //';
  return authority.includes('@') ? 'must not hold a user name or a password' : undefined;
}

export const reference = z
  .string()
  .max(MOST, `must have at most ${MOST} characters`)
  .superRefine((uri, context) => {
    const message = faultOf(uri);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  })
  .meta({ format: 'uri', examples: ['https://example.org/video.mp4'] });

export const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hexadecimal digits')
  .describe('SHA-256 of the bytes');
