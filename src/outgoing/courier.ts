import { performance } from 'node:perf_hooks';
import { deadline as after, type Deadline } from '../domain/deadline.js';
import { readRetryAfter } from '../domain/webhook-retries.js';
import { type AllowedHosts, readWebhookUrl } from '../domain/webhook-url.js';
import { AddressRefused, checkedAddresses, NotResolved, type Resolve, resolveBySystem } from './checked-addresses.js';
import { type Answered, postTo } from './post-to.js';

/** The one way out: an address is checked, and checked again at every attempt and every redirect, before anything is sent. */

/** What came of one attempt. */
export interface Attempt {
  readonly delivered: boolean;
  /** Of the last answer; absent where none came. */
  readonly status?: number;
  /** Why it was not taken. */
  readonly error?: string;
  /** What the receiver's Retry-After says, in milliseconds. */
  readonly retryAfter?: number;
  readonly durationMs: number;
}

export interface Letter {
  readonly url: string;
  /** Whether more is in it than anybody may read. */
  readonly confidential: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Courier {
  /** @returns what forbids an address, or what is odd about it; nothing is sent */
  examine(url: string, confidential: boolean): Promise<{ readonly faults: string[]; readonly warnings: string[] }>;
  /**
   * One attempt, with at most three redirects.
   * @param signal ends it at once
   * @throws what the signal was aborted with; everything else that goes wrong is told
   */
  post(letter: Letter, signal: AbortSignal): Promise<Attempt>;
}

export interface CourierSettings {
  readonly allowed: AllowedHosts;
  readonly resolve?: Resolve;
  /** Made for each attempt; aborted with `from`, and when it has taken too long. Otherwise that is after 15 seconds. */
  readonly deadline?: (from?: AbortSignal) => Deadline;
  readonly now?: () => number;
  /** In the place of a connection. */
  readonly connect?: typeof postTo;
}

const ATTEMPT_MS = 15_000;
const MOST_REDIRECTS = 3;

export function makeCourier(settings: CourierSettings): Courier {
  const { allowed, resolve = resolveBySystem, now = Date.now, connect = postTo } = settings;
  const { deadline = (from) => after(ATTEMPT_MS, from) } = settings;

  /** The last answer, redirects followed; or why nothing was sent. */
  async function follow({ url: first, confidential, headers, body }: Letter, ending: AbortSignal): Promise<Followed> {
    let at = first;
    let secure = false;
    for (let redirects = 0; ; redirects += 1) {
      const read = readWebhookUrl(at, { allowed, confidential });
      const where = redirects === 0 ? 'the address' : `the redirect to ${shown(at)}`;
      if ('faults' in read) return { refused: `${where} ${read.faults.join('; ')}` };
      const { url } = read;
      if (secure && url.protocol === 'http:') return { refused: `${where} leads from https to http` };
      secure ||= url.protocol === 'https:';
      const addresses = await unlessAborted(checkedAddresses(url, { allowed, resolve }), ending);
      const answered = await connect(url, addresses, { headers, body }, ending);
      const { status, location } = answered;
      if ((status !== 307 && status !== 308) || location === undefined) return answered;
      if (redirects === MOST_REDIRECTS) return { refused: `more than ${MOST_REDIRECTS} redirects`, status };
      const next = URL.canParse(location, url.href) ? new URL(location, url.href).href : undefined;
      if (next === undefined) return { refused: 'the redirect leads to no address', status };
      at = next;
    }
  }

  return {
    async examine(text, confidential) {
      const read = readWebhookUrl(text, { allowed, confidential });
      if ('faults' in read) return { faults: [...read.faults], warnings: [] };
      const open = 'is not encrypted on the way; the signature shows a change, but everybody on the way can read';
      const warnings = read.url.protocol === 'http:' ? [open] : [];
      const late = deadline();
      try {
        await unlessAborted(checkedAddresses(read.url, { allowed, resolve }), late.signal);
        return { faults: [], warnings };
      } catch (error) {
        if (error instanceof AddressRefused) return { faults: [error.message], warnings };
        const why = error instanceof NotResolved ? error.message : 'its name server did not answer in time';
        return { faults: [], warnings: [...warnings, `${why}; it is tried anew with every message`] };
      } finally {
        late.clear();
      }
    },
    async post(letter, signal) {
      const began = performance.now();
      const late = deadline(signal);
      const took = () => ({ durationMs: Math.round(performance.now() - began) });
      try {
        const answered = await follow(letter, late.signal);
        if ('refused' in answered)
          return { delivered: false, ...statusOf(answered), error: answered.refused, ...took() };
        const { status } = answered;
        if (status >= 200 && status < 300) return { delivered: true, status, ...took() };
        const retryAfter = readRetryAfter(answered.retryAfter, now());
        const asked = retryAfter === undefined ? {} : { retryAfter };
        return { delivered: false, status, error: `the answer was ${status}`, ...asked, ...took() };
      } catch (error) {
        signal.throwIfAborted();
        return { delivered: false, error: late.signal.aborted ? 'it took too long to answer' : told(error), ...took() };
      } finally {
        late.clear();
      }
    },
  };
}

type Followed = Answered | { readonly refused: string; readonly status?: number };

const statusOf = ({ status }: { readonly status?: number }) => (status === undefined ? {} : { status });

/** A redirect may say anything: what is told of it is the part that says where to. */
const shown = (address: string): string => (URL.canParse(address) ? new URL(address).origin : 'no address');

function told(error: unknown): string {
  if (error instanceof AddressRefused || error instanceof NotResolved) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  return `the connection failed: ${code ?? message}`.slice(0, 300);
}

/** Gives up waiting for what cannot be stopped. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
