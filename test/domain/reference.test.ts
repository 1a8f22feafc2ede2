import { describe, expect, it } from 'vitest';
import { evidenceSchema } from '../../src/domain/evidence.js';
import { reference } from '../../src/domain/reference.js';

describe('A reference', () => {
  it.each([
    'https://example.org/a%20b.mp4?x=1#t',
    'HTTP://example.org',
    'ipfs://bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi/a.jpg',
    's3://bucket/key.jpg',
    'urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66',
    'doi:10.1000/182',
  ])('may be %s', (uri) => {
    expect(reference.safeParse(uri).success).toBe(true);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'vbscript:x',
    'example.org/a',
    '',
    'https:',
    'https:///path',
    'https://user:secret@example.org/a',
    'https://example.org/a b',
    'https://example.org/\u202ea',
    'https://example.org/"onerror="x',
    'urn:',
    `https://example.org/${'a'.repeat(2_000)}`,
  ])('may not be %s', (uri) => {
    expect(reference.safeParse(uri).success).toBe(false);
  });
});

describe('Evidence', () => {
  const good = { uri: 'https://example.org/v.mp4', sha256: 'a'.repeat(64), kind: 'video' };
  it('needs an address, a hash and a kind', () => {
    expect(evidenceSchema.safeParse(good).success).toBe(true);
    for (const key of Object.keys(good))
      expect(evidenceSchema.safeParse({ ...good, [key]: undefined }).success).toBe(false);
    expect(evidenceSchema.safeParse({ ...good, sha256: 'A'.repeat(64) }).success).toBe(false);
    expect(evidenceSchema.safeParse({ ...good, mediaType: 'video' }).success).toBe(false);
    expect(evidenceSchema.safeParse({ ...good, other: 1 }).success).toBe(false);
  });
});
