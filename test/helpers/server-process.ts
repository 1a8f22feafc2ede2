import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A Truce process of its own, as an operator would start it: it can be killed at any time. */
export interface ServerProcess {
  readonly address: string;
  readonly pid: number;
  /** Ends it at once, in the middle of whatever it does. */
  kill(): Promise<void>;
  /** Asks it to stop, and waits until it has. @returns its exit code */
  stop(): Promise<number | null>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** When the newest file below a folder was changed; 0 where there is none. */
const newestIn = (folder: string): number =>
  Math.max(
    0,
    ...['src', 'db']
      .filter((part) => existsSync(join(root, folder, part)))
      .flatMap((part) => readdirSync(join(root, folder, part), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
  );

/**
 * How node is to run the program: as it was built, which starts three times as fast, or from its source where something in
 * that is newer.
 */
export const truceWords: readonly string[] =
  newestIn('dist') > newestIn('.')
    ? [join(root, 'dist/src/cli/main.js')]
    : ['--import', 'tsx', join(root, 'src/cli/main.ts')];

/** @param environment TRUCE_ settings beside a free port; comes back when the service is ready */
export async function startServer(environment: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const child = spawn(process.execPath, [...truceWords, 'serve'], {
    env: { ...process.env, TRUCE_PORT: '0', TRUCE_LOG: 'error', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { address: await addressOf(child), pid: child.pid as number, kill, stop };

  async function kill() {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
  async function stop() {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
    return child.exitCode;
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      const [, address] = /ready at (http:\/\/[\d.:]+)/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', () => reject(new Error(`the server ended before it was ready: ${said}`)));
  });
}
