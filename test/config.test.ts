import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import * as config from '../src/cli/config.js';
import { ConfigError, describeSettings, readConfig, settingsPage } from '../src/config.js';
import { runCommand } from './cli/run-command.js';

describe('the settings', () => {
  it('have defaults that serve this machine only', () => {
    expect(readConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 4370,
      databaseUrl: 'sqlite:truce.sqlite',
      log: 'info',
      publish: 'auto',
    });
  });

  it('publish changed rules by themselves on the embedded database, and wait for somebody on PostgreSQL', () => {
    const server = 'postgres://db.example/truce';
    expect(readConfig({ TRUCE_DATABASE_URL: server }).publish).toBe('manual');
    expect(readConfig({ TRUCE_DATABASE_URL: server, TRUCE_PUBLISH: 'auto' }).publish).toBe('auto');
    expect(readConfig({ TRUCE_PUBLISH: 'manual' }).publish).toBe('manual');
  });

  it.each([
    ['an unknown name', { TRUCE_PROT: '1' }, /TRUCE_PROT is not a setting; did you mean TRUCE_PORT/],
    ['an empty address', { TRUCE_HOST: '' }, /TRUCE_HOST must be an address to listen on/],
    ['a port that is none', { TRUCE_PORT: '65536' }, /TRUCE_PORT must be a port/],
    ['an empty port', { TRUCE_PORT: '' }, /TRUCE_PORT must be a port/],
    ['another database', { TRUCE_DATABASE_URL: 'mysql://x' }, /TRUCE_DATABASE_URL must be sqlite:FILE/],
    ['an unknown log level', { TRUCE_LOG: 'loud' }, /TRUCE_LOG must be one of/],
    ['another way to publish', { TRUCE_PUBLISH: 'never' }, /TRUCE_PUBLISH must be auto or manual/],
    [
      'a host that is an address',
      { TRUCE_WEBHOOK_ALLOW: 'a.example,http://b/' },
      /must name hosts such as .*, not http:\/\/b\//,
    ],
    ['several at once', { TRUCE_PORT: 'x', TRUCE_LOG: 'loud' }, /TRUCE_PORT.*\n.*TRUCE_LOG/],
  ])('refuse %s', (_name, environment, message) => {
    expect(() => readConfig(environment)).toThrow(ConfigError);
    expect(() => readConfig(environment)).toThrow(message);
  });

  it('name hosts that webhooks may be sent to, in whatever form they are written', () => {
    expect(readConfig({}).webhookAllow).toEqual(new Set());
    const { webhookAllow } = readConfig({ TRUCE_WEBHOOK_ALLOW: ' Hooks.Internal, 10.0.0.5:8080,' });
    expect(webhookAllow).toEqual(new Set(['hooks.internal', '10.0.0.5:8080']));
  });

  it('leave what is not theirs alone', () => {
    expect(() => readConfig({ PATH: '/bin', TRUCED: 'x' })).not.toThrow();
  });

  it('take the database from a file, so that its password is in no environment', () => {
    const folder = mkdtempSync(join(tmpdir(), 'truce-config-'));
    const file = join(folder, 'url');
    writeFileSync(file, 'postgres://truce:secret@db.example/truce\n');
    const read = readConfig({ TRUCE_DATABASE_URL_FILE: file });
    expect(read).toMatchObject({ databaseUrl: 'postgres://truce:secret@db.example/truce', publish: 'manual' });
    const both = { TRUCE_DATABASE_URL_FILE: file, TRUCE_DATABASE_URL: 'sqlite:a', TRUCE_PORT: 'x' };
    expect(() => readConfig(both)).toThrow(/are both set(.|\n)*TRUCE_PORT must be a port/);
    expect(() => readConfig({ TRUCE_DATABASE_URL_FILE: join(folder, 'none') })).toThrow(/cannot be read: ENOENT/);
    writeFileSync(file, 'nonsense');
    expect(() => readConfig({ TRUCE_DATABASE_URL_FILE: file })).toThrow(/TRUCE_DATABASE_URL must be sqlite:FILE/);
    rmSync(folder, { recursive: true });
  });

  it('are all on their page (npx vitest run test/config.test.ts -u writes it)', async () => {
    await expect(settingsPage()).toMatchFileSnapshot('../docs/settings.md');
  });

  it('are shown as they are here, without passwords', async () => {
    vi.stubEnv('TRUCE_DATABASE_URL', 'postgres://truce:secret@db.example/truce');
    vi.stubEnv('TRUCE_LOG', 'warn');
    const shown = await runCommand(['config', '--json'], [config]);
    const checked = await runCommand(['config', '--check'], [config]);
    vi.unstubAllEnvs();
    expect(JSON.parse(shown.out).settings).toEqual(
      expect.arrayContaining([
        { name: 'TRUCE_DATABASE_URL', value: 'postgres://…@db.example/truce', from: 'environment' },
        { name: 'TRUCE_LOG', value: 'warn', from: 'environment' },
        { name: 'TRUCE_PORT', value: '4370', from: 'default' },
        { name: 'TRUCE_PUBLISH', value: 'manual', from: 'default' },
      ]),
    );
    expect(checked.out).toContain('TRUCE_PORT');
    expect(shown.out + checked.out).not.toContain('secret');
  });

  it('that are misspelt are refused by every command, also by one that reads none', async () => {
    vi.stubEnv('TRUCE_RULE', 'x');
    const ran = await runCommand(
      ['vocabulary'],
      [{ register: (program) => void program.command('vocabulary').action(() => undefined) }],
    );
    vi.unstubAllEnvs();
    expect(ran).toMatchObject({ code: 2, err: expect.stringContaining('did you mean TRUCE_RULES') });
  });

  it('print their own docs', () => {
    for (const name of ['TRUCE_HOST', 'TRUCE_PORT', 'TRUCE_DATABASE_URL', 'TRUCE_RULES', 'TRUCE_PROFILES', 'TRUCE_LOG'])
      expect(describeSettings()).toContain(name);
  });
});
