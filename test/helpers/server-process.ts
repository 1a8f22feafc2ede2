import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { compiledProgram } from './run-resources.js';

/** A Truce process of its own, as an operator would start it: it can be killed at any time. */
export interface ServerProcess {
  readonly address: string;
  readonly pid: number;
  /** Ends it at once, in the middle of whatever it does. */
  kill(): Promise<void>;
  /** Asks it to stop, and waits until it has. @returns its exit code */
  stop(): Promise<number | null>;
}

/** What Node is given to run a command line of Truce. */
export const truceWords = async (...words: readonly string[]): Promise<string[]> => [
  join(await compiledProgram(), 'src', 'cli', 'main.js'),
  ...words,
];

/** @param environment TRUCE_ settings beside a free port; comes back when the service is ready */
export async function startServer(environment: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const child = spawn(process.execPath, await truceWords('serve'), {
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
