import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type App, makeApp } from './app.js';
import type { Config } from './config.js';
import { shownUrl } from './store/connect.js';
import { anyKey } from './store/keys.js';

/** The process: config, app, listen, drain. */

export interface Running {
  readonly app: App;
  /** Such as http://127.0.0.1:4370 */
  readonly address: string;
  /** The sentence that says so. */
  readonly greeting: string;
  /**
   * Takes no more connections, lets what is under way finish, closes the database.
   * @throws HeldUp when the database does not let go; the process has to be ended then
   */
  stop(): Promise<void>;
}

/** The address cannot be listened on; the message says why and what to do. */
export class ListenError extends Error {}

/** A database that neither answers nor hangs up. Whatever was answered is stored; what was not is for the client to send again. */
export class HeldUp extends Error {}

/** Said where nobody made a key: the address is one that only this machine reaches, or it would not have started. */
const KEYLESS = `\nThere are no keys: whoever is on this machine may read and write everything. truce key create makes one.`;

/** What is under way gets this long to finish. */
const DRAIN_MS = 10_000;
/** And then a database gets this long to end what it was asked, and to hang up. */
const CLOSE_MS = 10_000;

/**
 * Starts the service and comes back when /ready answers 200.
 * @throws ListenError, NoKeys, DatabaseUrlError, RulebookRefused with every diagnostic
 */
export async function run(config: Config): Promise<Running> {
  const app = makeApp(config);
  try {
    const address = await listen(app, config);
    await app.start();
    const ready = await fetch(`${address}/ready`);
    if (ready.status !== 200) throw new Error(`/ready answers ${ready.status}: ${await ready.text()}`);
    const rulebook = app.context.rulebook().hash;
    const greeting =
      `Truce is ready at ${address} (rulebook ${rulebook}, database ${shownUrl(config.databaseUrl)})` +
      ((await anyKey(app.context.database)) ? '' : KEYLESS);
    const { drainSeconds } = config;
    return { app, address, greeting, stop: () => leave(app, drainSeconds).then(() => stop(app)) };
  } catch (error) {
    await stop(app);
    throw error;
  }
}

async function listen({ server }: App, { host, port }: Config): Promise<string> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === 'EADDRINUSE'
        ? 'something else listens there. Set TRUCE_PORT to another port, or to 0 for any that is free'
        : `the system says ${code}`;
    throw new ListenError(`Truce cannot listen on ${host} port ${port}: ${why}.`, { cause: error });
  }
  const bound = server.address() as AddressInfo;
  return `http://${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${bound.port}`;
}

/** Tells whoever looks at /ready to turn away, and gives them the time. */
async function leave(app: App, seconds: number): Promise<void> {
  app.leave();
  if (seconds > 0) await pause(seconds * 1000);
}

async function stop(app: App): Promise<void> {
  app.drain();
  if (app.server.listening) {
    const closed = once(app.server, 'close');
    app.server.close();
    // A connection whose last answer has just gone out, such as that of a stream, is idle only now.
    const sweep = setInterval(() => app.server.closeIdleConnections(), 50);
    const impatience = setTimeout(() => app.server.closeAllConnections(), DRAIN_MS);
    await closed;
    clearInterval(sweep);
    clearTimeout(impatience);
  }
  const closed = app.close().then(() => true);
  if ((await Promise.race([closed, pause(CLOSE_MS, false, { ref: false })])) === false)
    throw new HeldUp(`The database did not hang up within ${CLOSE_MS / 1000} seconds; what was answered is stored.`);
}

/** Runs until SIGTERM or SIGINT; SIGHUP reads the rule files again. */
export async function serveUntilStopped(running: Running): Promise<void> {
  const stopped = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  const onHangUp = () => void running.app.reload();
  process.on('SIGHUP', onHangUp);
  await stopped;
  await running.stop();
  process.off('SIGHUP', onHangUp);
}

/** While the rules are still being read, SIGHUP asks for nothing more; without this it would end the process. */
export function ignoreHangUps(): () => void {
  const ignore = () => undefined;
  process.on('SIGHUP', ignore);
  return () => process.off('SIGHUP', ignore);
}
