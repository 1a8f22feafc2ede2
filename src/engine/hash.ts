import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

// The library's types describe an ES module, what it ships is CommonJS: the default import is the function itself.
const canonical = canonicalize as unknown as (value: unknown) => string | undefined;

/**
 * The content hash of a value: SHA-256 over its canonical JSON (RFC 8785), so that neither the order of keys nor the
 * spelling of a number counts.
 * @param value anything JSON can say; keys that are undefined count as absent
 * @returns sha256: and 64 hexadecimal digits
 */
export function hashOf(value: unknown): string {
  return `sha256:${createHash('sha256')
    .update(canonical(value) ?? 'null')
    .digest('hex')}`;
}
