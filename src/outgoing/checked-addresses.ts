import { lookup, Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { type AllowedHosts, isAllowed } from '../domain/webhook-url.js';
import { knownAddress } from './address-kinds.js';

/** A name is resolved here, every address that it has is checked, and the connection goes to exactly these. */

export interface Resolved {
  readonly address: string;
  readonly family: 4 | 6;
}

/**
 * All addresses of a name.
 * @param named whether the operator named the host: only then are the machine's own names looked at
 */
export type Resolve = (host: string, named: boolean) => Promise<readonly Resolved[]>;

/** It resolves to an address that nothing is sent to. */
export class AddressRefused extends Error {}
/** It does not resolve, at least not now. */
export class NotResolved extends Error {}

/** How long one question to a name server may take, and how often it is put. */
const ASKING = { timeout: 2_000, tries: 2 };

/**
 * Asks name servers only, and without a search list, so that a name means the same as for anybody on the internet; it takes
 * no thread, so that a server that does not answer holds up nothing else. Names of the operator's list are looked up as
 * the machine does, with its own list of hosts.
 */
export const resolveBySystem: Resolve = async (host, named) => {
  if (named) return (await lookup(host, { all: true })).map(({ address, family }) => resolvedOf(address, family));
  const resolver = new Resolver(ASKING);
  const [four, six] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  const found = [four, six].flatMap((each, index) =>
    each.status === 'fulfilled' ? each.value.map((address) => resolvedOf(address, index === 0 ? 4 : 6)) : [],
  );
  if (found.length === 0 && four.status === 'rejected') throw four.reason;
  return found;
};

const resolvedOf = (address: string, family: number): Resolved => ({ address, family: family === 6 ? 6 : 4 });

/**
 * @returns every address that the host of a URL has; all of them may be sent to
 * @throws AddressRefused when one may not, NotResolved when there is none
 */
export async function checkedAddresses(
  url: URL,
  { allowed, resolve }: { readonly allowed: AllowedHosts; readonly resolve: Resolve },
): Promise<readonly Resolved[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const named = isAllowed(url, allowed);
  const literal = isIP(host);
  const found = literal === 0 ? await askFor(host, named, resolve) : [resolvedOf(host, literal)];
  for (const { address } of found) {
    const { kind, called } = knownAddress(address);
    if (kind === 'public' || (kind === 'private' && named)) continue;
    const is = literal === 0 ? `${host} resolves to ${address}, which is ${called}` : `${address} is ${called}`;
    const hint = kind === 'private' ? '; the operator may allow it by TRUCE_WEBHOOK_ALLOW' : '';
    throw new AddressRefused(`${is}${hint}`);
  }
  return found;
}

async function askFor(host: string, named: boolean, resolve: Resolve): Promise<readonly Resolved[]> {
  try {
    const found = await resolve(host, named);
    if (found.length > 0) return found;
  } catch (error) {
    const { code = 'no reason given' } = error as NodeJS.ErrnoException;
    throw new NotResolved(`${host} does not resolve (${code})`, { cause: error });
  }
  throw new NotResolved(`${host} does not resolve`);
}
