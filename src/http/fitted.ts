import { shown, shownToSender } from '../domain/shown.js';
import { isWhole, type View } from '../domain/shown-view.js';
import type { Given, Operation } from './operation.js';

/**
 * What a handler gave, fitted to whoever asks, just before it is sent: also an answer that was kept for an Idempotency-Key.
 * @throws Error for text of an operation that does not say that it fits its texts itself: better no answer than a whole one
 */
export function fitted(given: Given, { id, shows, fitsText }: Operation, view: View): Given {
  if (isWhole(view) || shows === 'nothing') return given;
  const { body } = given;
  if (typeof body === 'string' || isStream(body)) {
    if (fitsText === true) return given;
    throw new Error(`${id} answers text that nobody fitted to a view`);
  }
  const toSender = shows === 'sent' && !view.reports;
  return { ...given, body: toSender ? shownToSender(body, view) : shown(body, view) };
}

/** Whether an answer goes out in pieces. */
export const isStream = (body: unknown): body is AsyncIterable<string | Uint8Array> =>
  typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
