import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from '../src/config.js';

/** What no engine tries here: that the files for Docker and systemd name what there is. */

const file = (name: string) => readFileSync(join('deploy', name), 'utf8');
const dockerfile = file('Dockerfile').replace(/\\\n/g, ' ');
const instructions = dockerfile.split('\n').filter((line) => /^[A-Z]+ /.test(line));
const sources = instructions
  .filter((line) => line.startsWith('COPY ') && !line.includes('--from'))
  .flatMap((line) => line.split(/\s+/).slice(1, -1));

describe('the image', () => {
  it('copies what is there, and its ignore file lets through that and no more', () => {
    expect(sources.length).toBeGreaterThan(8);
    for (const source of sources) expect([source, existsSync(source)]).toEqual([source, true]);
    const [nothing, ...let_] = file('Dockerfile.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(nothing).toBe('*');
    expect([...new Set(let_.map((line) => line.slice(1)))].sort()).toEqual([...new Set(sources)].sort());
  });

  it('holds every folder of the package that the program reads at run time', () => {
    const { profiles, languages } = readConfig({});
    for (const folder of [profiles, languages]) expect(sources).toContain(folder.split('/').at(-1));
  });

  it('runs as a number that is not root, from a folder it may write, with settings that there are', () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
    expect(last).toMatch(/\nUSER 65532:65532\n/);
    expect(last.indexOf('WORKDIR /data')).toBeLessThan(last.indexOf('\nUSER '));
    const environment = Object.fromEntries(
      [...last.matchAll(/(TRUCE_\w+)=(\S+)/g)].map(([, name, value]) => [name, value]),
    );
    expect(readConfig(environment)).toMatchObject({ host: '0.0.0.0', rules: '/rules', loopback: false });
    expect(dockerfile).not.toMatch(/password|_FILE=|API_KEY/i);
  });
});

describe('the compose file', () => {
  const { services, secrets, volumes } = parse(file('compose.yaml'));

  it('names settings that there are, and secrets and volumes that it defines', () => {
    const { TRUCE_DATABASE_URL_FILE, ...environment } = services.truce.environment;
    expect(readConfig(environment).drainSeconds).toBe(5);
    expect(TRUCE_DATABASE_URL_FILE).toBe('/run/secrets/database_url');
    for (const { secrets: used } of Object.values<{ secrets: string[] }>(services))
      for (const secret of used) expect(Object.keys(secrets)).toContain(secret);
    expect(Object.keys(volumes)).toContain(services.postgres.volumes[0].split(':')[0]);
    const [rules] = services.truce.volumes[0].split(':');
    expect(existsSync(join('deploy', rules))).toBe(true);
    const { context, dockerfile: path } = services.truce.build;
    expect(existsSync(join('deploy', context, path))).toBe(true);
  });

  it('gives no service more than it needs', () => {
    for (const service of Object.values<Record<string, unknown>>(services))
      expect(service).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        mem_limit: expect.any(String),
      });
    expect(services.truce.ports).toEqual(['127.0.0.1:4370:4370']);
    expect(services.postgres.ports).toBeUndefined();
  });
});

describe('the unit of systemd', () => {
  const unit = file('truce.service');

  it('names settings that there are, also those that are commented out', () => {
    const names = [...unit.matchAll(/^(?:# )?Environment=(TRUCE_\w+)=/gm)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(0);
    const page = readFileSync('docs/settings.md', 'utf8');
    for (const name of names) expect(page).toContain(`\`${name}\``);
  });

  it('starts the program where this package has it, and stops it no sooner than it may take', () => {
    const [, program = ''] = /^ExecStart=\/usr\/bin\/node \/opt\/truce\/(\S+) serve$/m.exec(unit) ?? [];
    expect(existsSync(program)).toBe(true);
    expect(dirname(program)).toBe('bin');
    expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1])).toBeGreaterThan(10);
  });
});
