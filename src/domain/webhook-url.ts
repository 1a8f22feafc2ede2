/** Where webhooks may be sent, as far as an address tells by itself. What its name resolves to is seen in src/outgoing. */

/** Hosts that the operator named: `host` or `host:port`, in the form that `allowedHost` gives. */
export type AllowedHosts = ReadonlySet<string>;

/**
 * One entry of the operator's list.
 * @returns it in its normal form; undefined when it is not a host name or an address, with a port or without
 */
export function allowedHost(text: string): string | undefined {
  const [, host, port] = /^(\[[0-9A-Fa-f:.]+\]|[^:[\]/@?#\\\s]+)(?::(\d{1,5}))?$/.exec(text) ?? [];
  if (host === undefined || Number(port ?? 1) < 1 || Number(port ?? 1) > 65_535) return undefined;
  const normal = parsed(`http://${host}/`)?.hostname;
  if (normal === undefined || normal === '' || normal.endsWith('.')) return undefined;
  return port === undefined ? normal : `${normal}:${Number(port)}`;
}

/** Whether the operator named this host, with this port or with any. */
export const isAllowed = (url: URL, allowed: AllowedHosts): boolean =>
  allowed.has(url.hostname) || allowed.has(`${url.hostname}:${portOf(url)}`);

const portOf = ({ port, protocol }: URL): number => Number(port || (protocol === 'https:' ? 443 : 80));

/**
 * Reads an address. Numbers in other forms, such as 0x7f.1 or 2130706433, come out as the address that they are.
 * @param confidential whether more is sent than anybody may read, so that nobody on the way may
 * @returns the address, or everything that is wrong with it
 */
export function readWebhookUrl(
  text: string,
  { allowed, confidential }: { readonly allowed: AllowedHosts; readonly confidential: boolean },
): { readonly url: URL } | { readonly faults: readonly string[] } {
  const url = /[\s\\\p{Cc}]/u.test(text) ? undefined : parsed(text);
  if (url === undefined) return { faults: ['must be an address such as https://hooks.example.org/truce'] };
  if (!/^https?:$/.test(url.protocol)) return { faults: ['must begin with https:// or http://'] };
  const named = isAllowed(url, allowed);
  const wrong: readonly (readonly [boolean, string])[] = [
    [
      url.username !== '' || url.password !== '',
      'must not hold a user name or a password: the signature says who sends',
    ],
    [url.hash !== '' || text.endsWith('#'), 'must not have a part behind #'],
    [url.hostname.endsWith('.'), 'must name its host without a dot at the end'],
    [
      !named && isLocalName(url.hostname),
      'must name a host of the internet in full, such as hooks.example.org; the operator may allow others by TRUCE_WEBHOOK_ALLOW',
    ],
    [
      !named && !isUsualPort(portOf(url)),
      'must use port 443, 80, or one from 1024 on; the operator may allow others by TRUCE_WEBHOOK_ALLOW',
    ],
    [
      !named && confidential && url.protocol === 'http:',
      'must begin with https:// where `reports` or `exact` is true, so that nobody on the way reads along',
    ],
  ];
  const faults = wrong.filter(([is]) => is).map(([, fault]) => fault);
  return faults.length > 0 ? { faults } : { url };
}

/** Ports that other protocols are known by get no messages: a mail server may take them for mail. */
const isUsualPort = (port: number): boolean => port === 443 || port === 80 || port >= 1024;

/** `localhost` in all its forms (RFC 6761), and names of one word, which mean something else on every network. */
const isLocalName = (host: string): boolean =>
  !host.startsWith('[') && (/(^|\.)localhost\.?$/.test(host) || !/[^.]\.[^.]/.test(host));

function parsed(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
