import { BlockList, isIP } from 'node:net';

/**
 * Which addresses are of the internet. From the registries of special purpose addresses (IANA, RFC 6890 and what came
 * after); of IPv6 only global unicast, 2000::/3, is public, and what leads from it into IPv4 is not.
 */

/** `private`: of this machine or a network of the operator's, who may allow it. `reserved`: nobody's to send to, ever. */
export type AddressKind = 'public' | 'private' | 'reserved';

export interface KnownAddress {
  readonly kind: AddressKind;
  /** What the range is called, as in "10.0.0.1 is a private address". */
  readonly called: string;
}

type Range = readonly [network: string, prefix: number, kind: AddressKind, called: string];

/** The first that holds an address says its kind. */
const RANGES: Readonly<Record<'ipv4' | 'ipv6', readonly Range[]>> = {
  ipv4: [
    ['10.0.0.0', 8, 'private', 'a private address'],
    ['172.16.0.0', 12, 'private', 'a private address'],
    ['192.168.0.0', 16, 'private', 'a private address'],
    ['127.0.0.0', 8, 'private', 'a loopback address'],
    ['100.64.0.0', 10, 'private', 'an address behind a provider’s NAT'],
    ['169.254.0.0', 16, 'reserved', 'a link-local address'],
    ['0.0.0.0', 8, 'reserved', 'an address of no host'],
    ['192.0.0.0', 24, 'reserved', 'an address of the protocols'],
    ['192.0.2.0', 24, 'reserved', 'an address for documentation'],
    ['198.51.100.0', 24, 'reserved', 'an address for documentation'],
    ['203.0.113.0', 24, 'reserved', 'an address for documentation'],
    ['192.88.99.0', 24, 'reserved', 'an address of 6to4 relays'],
    ['192.52.193.0', 24, 'reserved', 'an address of multicast tunnels'],
    ['192.31.196.0', 24, 'reserved', 'an address that answers for private ones'],
    ['192.175.48.0', 24, 'reserved', 'an address that answers for private ones'],
    ['198.18.0.0', 15, 'reserved', 'an address for measurements'],
    ['224.0.0.0', 4, 'reserved', 'a multicast address'],
    ['240.0.0.0', 4, 'reserved', 'a reserved address'],
    ['0.0.0.0', 0, 'public', 'a public address'],
  ],
  ipv6: [
    ['::1', 128, 'private', 'the loopback address'],
    ['fc00::', 7, 'private', 'a unique local address'],
    ['::', 128, 'reserved', 'an address of no host'],
    ['::ffff:0:0', 96, 'reserved', 'an IPv4 address in the form of IPv6'],
    ['::', 96, 'reserved', 'an IPv4 address in the form of IPv6'],
    ['64:ff9b::', 96, 'reserved', 'an IPv4 address behind NAT64'],
    ['64:ff9b:1::', 48, 'reserved', 'an IPv4 address behind NAT64'],
    ['fe80::', 10, 'reserved', 'a link-local address'],
    ['fec0::', 10, 'reserved', 'a site-local address'],
    ['ff00::', 8, 'reserved', 'a multicast address'],
    ['2002::', 16, 'reserved', 'an IPv4 address behind 6to4'],
    ['2001::', 32, 'reserved', 'an IPv4 address behind Teredo'],
    ['2001::', 23, 'reserved', 'an address of the protocols'],
    ['2001:db8::', 32, 'reserved', 'an address for documentation'],
    ['3fff::', 20, 'reserved', 'an address for documentation'],
    ['2620:4f:8000::', 48, 'reserved', 'an address that answers for private ones'],
    ['2000::', 3, 'public', 'a public address'],
    ['::', 0, 'reserved', 'no address of the internet'],
  ],
};

const lists = (['ipv4', 'ipv6'] as const).flatMap((family) =>
  RANGES[family].map(([network, prefix, kind, called]) => {
    const list = new BlockList();
    list.addSubnet(network, prefix, family);
    return { family, list, known: { kind, called } };
  }),
);

/** @param address as a resolver gives it, without brackets */
export function knownAddress(address: string): KnownAddress {
  const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
  // A zone, such as fe80::1%eth0, belongs to link-local addresses only.
  if (isIP(address) === 0 || address.includes('%')) return { kind: 'reserved', called: 'no address of the internet' };
  const found = lists.find((each) => each.family === family && each.list.check(address, family));
  return found?.known ?? { kind: 'reserved', called: 'no address of the internet' };
}
