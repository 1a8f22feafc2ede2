import { vi } from 'vitest';
import { type CommandModule, run } from '../../src/cli/run.js';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process and gathers what it prints. */
export async function runCommand(words: readonly string[], modules: readonly CommandModule[]): Promise<Ran> {
  const printed = { out: '', err: '' };
  const into = (key: 'out' | 'err') => (chunk: string | Uint8Array) => {
    printed[key] += typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk);
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(into('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(into('err')),
  ];
  const before = process.exitCode;
  process.exitCode = undefined;
  try {
    return { code: await run(words, modules), ...printed };
  } finally {
    process.exitCode = before;
    for (const spy of spies) spy.mockRestore();
  }
}
