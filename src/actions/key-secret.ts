import { createHash, randomBytes } from 'node:crypto';

/**
 * The secret of a key: 256 random bits, told once and stored nowhere. What has so much chance in it cannot be guessed from a
 * plain hash, so none of the slow ones that passwords need is used. The beginning lets scanners for leaked secrets find it.
 */

const BEGINNING = 'truce_';
const BYTES = 32;
const FORM = /^truce_[A-Za-z0-9_-]{43}$/;

export const newSecret = (): string => `${BEGINNING}${randomBytes(BYTES).toString('base64url')}`;

/** Whether a text could be a key at all. */
export const looksLikeKey = (text: string): boolean => FORM.test(text);

/** What is stored of a secret. Looked up by it, so that comparing takes no longer for a near miss. */
export const hashOfSecret = (secret: string): string => `sha256:${createHash('sha256').update(secret).digest('hex')}`;
