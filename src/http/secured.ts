import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';

/** Everything comes from here: no outside scripts, styles, fonts or frames. */
export const secured = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  // Plain HTTP on this machine; whoever puts TLS in front says so there.
  strictTransportSecurity: false,
});

/** The same headers, for an answer that never becomes a response of Express. */
export function securityHeaders(): Record<string, string> {
  const headers: Record<string, string> = {};
  const collect = {
    setHeader: (name: string, value: string) => {
      headers[name] = value;
    },
    removeHeader: () => undefined,
  };
  secured({} as IncomingMessage, collect as unknown as ServerResponse, () => undefined);
  return headers;
}
