import type { Server, ServerResponse } from 'node:http';

/** How long, how many and until when connections are held. */

/** Files that the process needs beside connections: the database, the log, the rule files while they are read. */
const OTHER_FILES = 200;
/** Where the system sets no limit, or a very high one. */
const MOST_CONNECTIONS = 20_000;
/** How often connections whose time is up are looked for, in milliseconds; an option of `createServer`. */
export const CHECKING_MS = 5_000;

/**
 * A sender that is slow with its headers, or a connection that nothing comes on, does not last for ever; for bodies
 * time-limits.ts sees to it. Nor do so many come in that no file is left for the database: whoever is one too many is hung
 * up on at once, and may try again.
 * @param openFiles how many files and connections the process may have open; undefined where there is no limit
 */
export function limitConnections(server: Server, openFiles: number | undefined): void {
  server.headersTimeout = 15_000;
  server.requestTimeout = 0;
  server.keepAliveTimeout = 10_000;
  const most = Math.min(openFiles ?? MOST_CONNECTIONS, MOST_CONNECTIONS);
  // Where there is room for hardly anything, half of it is for connections.
  server.maxConnections = Math.max(most - OTHER_FILES, Math.ceil(most / 2));
}

/** How many files and connections this process may have open, as the system says; undefined where it sets no limit. */
export function openFilesAllowed(): number | undefined {
  const { report } = process;
  // It would look up the name of whoever is connected.
  if (report !== undefined) Object.assign(report, { excludeNetwork: true });
  const { userLimits } = (report?.getReport() ?? {}) as { userLimits?: { open_files?: { soft?: unknown } } };
  const soft = userLimits?.open_files?.soft;
  return typeof soft === 'number' ? soft : undefined;
}

/**
 * Tells a sender that an answer is the last on its connection, once the service is stopping: it sends what comes next to
 * whoever serves then, and not into a connection that is just being closed.
 * @returns what is to be called when the service begins to stop
 */
export function lastAnswers(server: Server): () => void {
  const open = new Set<ServerResponse>();
  let stopping = false;
  const isLast = (response: ServerResponse) => {
    if (!response.headersSent) response.setHeader('Connection', 'close');
  };
  server.prependListener('request', (_request, response) => {
    if (stopping) isLast(response);
    open.add(response);
    response.once('close', () => open.delete(response));
  });
  return () => {
    stopping = true;
    for (const response of open) isLast(response);
  };
}
