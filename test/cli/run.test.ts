import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import type { CommandModule } from '../../src/cli/run.js';
import { ConfigError } from '../../src/config.js';
import { Problem } from '../../src/domain/problem.js';
import { runCommand } from './run-command.js';

const command = (name: string, action: () => void): CommandModule => ({
  register: (program: Command) => {
    program.command(name).option('--json').action(action);
  },
});
const fails = (name: string, error: unknown) =>
  command(name, () => {
    throw error;
  });
const modules = [
  command('fine', () => undefined),
  command('answers-no', () => {
    process.exitCode = 1;
  }),
  fails('breaks', new Error('the disk\n  is full')),
  fails(
    'complains',
    new Problem('bad-incident', 'it does not fit', { faults: [{ pointer: '/kind', detail: 'must be text', got: 3 }] }),
  ),
  fails('unset', new ConfigError('TRUCE_PORT must be a port')),
];

describe('the command line', () => {
  it('exits 0 when all is fine and with what a command set', async () => {
    expect((await runCommand(['fine'], modules)).code).toBe(0);
    expect((await runCommand(['answers-no'], modules)).code).toBe(1);
  });
  it('prints its help with the settings and exits 0', async () => {
    const { code, out } = await runCommand(['--help'], modules);
    expect(code).toBe(0);
    expect(out).toMatch(/answers-no/);
    expect(out).toMatch(/TRUCE_DATABASE_URL/);
  });
  it('exits 2 on an unknown command or option and names the nearest', async () => {
    const wrong = await runCommand(['fyne'], modules);
    expect(wrong).toMatchObject({ code: 2, err: expect.stringMatching(/Did you mean fine\?/) });
    const option = await runCommand(['fine', '--jason'], modules);
    expect(option).toMatchObject({ code: 2, err: expect.stringMatching(/Did you mean --json\?/) });
  });
  it('exits 2 and shows the commands when none is named', async () => {
    expect(await runCommand([], modules)).toMatchObject({ code: 2, err: expect.stringMatching(/Usage: truce/) });
  });
  it('tells every fault of a problem with its pointer and exits 2', async () => {
    const { code, err } = await runCommand(['complains'], modules);
    expect(code).toBe(2);
    expect(err).toBe('truce: it does not fit\n  /kind must be text (got 3)\n');
  });
  it('exits 2 on a setting that cannot be used', async () => {
    expect(await runCommand(['unset'], modules)).toMatchObject({ code: 2, err: 'truce: TRUCE_PORT must be a port\n' });
  });
  it('tells an unforeseen error in one line and exits 1', async () => {
    expect(await runCommand(['breaks'], modules)).toMatchObject({ code: 1, err: 'truce: the disk; is full\n' });
  });
});
