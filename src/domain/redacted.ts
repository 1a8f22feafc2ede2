/** What stands where something was redacted and a text must stand. No group, place or event is ever found by it. */
export const REDACTED = '[redacted]';
/** The same where an address must stand, and where the hash of a file must. */
export const REDACTED_URI = 'urn:truce:redacted';
export const REDACTED_SHA256 = '0'.repeat(64);
