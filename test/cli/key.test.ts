import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authenticate } from '../../src/actions/authenticate.js';
import * as key from '../../src/cli/key.js';
import { timeAhead } from '../../src/cli/time-ahead.js';
import { type OpenedStore, stores } from '../helpers/stores.js';
import { runCommand } from './run-command.js';

let store: OpenedStore;
beforeAll(async () => {
  const [sqlite] = stores;
  if (sqlite === undefined) throw new Error('there is no SQLite');
  store = await sqlite.open();
});
afterAll(() => store.close());

const truce = (...words: string[]) => runCommand(['key', ...words, '--database', store.url], [key]);
const opens = (secret: string) =>
  authenticate({ database: store.database, now: Date.now, openWithoutKeys: true }, secret).then(
    ({ reporter, scopes }) => `${reporter}: ${[...scopes].join(' ')}`,
    (error) => error.code,
  );

describe('truce key', () => {
  it('makes a key that opens the door, and shows it only then', async () => {
    expect((await truce('list')).out).toMatch(/There are no keys: whoever is on this machine/);
    const made = await truce('create', '--reporter', 'SNHR', '--scopes', 'incidents:write,verdicts:read');
    const [secret = ''] = made.out.split('\n');
    expect(made.code).toBe(0);
    expect(await opens(secret)).toBe('SNHR: incidents:write verdicts:read');
    const listed = await truce('list');
    expect(listed.out).toMatch(/key_\S+ +SNHR +active +never +\d{4}-\S+ +incidents:write verdicts:read/);
    expect(listed.out).not.toContain(secret);
  });

  it('tells all that is wrong with what was asked for at once, and makes nothing', async () => {
    const before = JSON.parse((await truce('list', '--json')).out).keys.length;
    const wrong = await truce('create', '--reporter', ' x', '--scopes', 'verdict:read', '--expires', '2020-01-01');
    expect(wrong.code).toBe(2);
    for (const said of ['--reporter must not be empty', 'did you mean verdicts:read?', '--expires must lie ahead'])
      expect(wrong.err).toContain(said);
    expect((await truce('create', '--reporter', 'x')).err).toContain('must name at least one of incidents:write');
    expect((await truce('create', '--reporter', 'x', '--all-scopes', '--scopes', 'admin')).code).toBe(2);
    expect(JSON.parse((await truce('list', '--json')).out).keys).toHaveLength(before);
  });

  it('rotates and revokes, as JSON too', async () => {
    const made = JSON.parse((await truce('create', '--reporter', 'x', '--all-scopes', '--json')).out);
    const next = JSON.parse((await truce('rotate', made.id, '--grace', '1h', '--json')).out);
    expect([next.replaces, next.reporter, next.scopes]).toEqual([made.id, 'x', made.scopes]);
    expect([await opens(made.key), await opens(next.key)]).toEqual([await opens(next.key), await opens(next.key)]);
    expect((await truce('revoke', made.id)).out).toMatch(/is refused since/);
    expect([await opens(made.key), await opens(next.key)]).toEqual(['bad-key', expect.stringMatching(/^x: /)]);
    expect((await truce('revoke', 'key_none')).code).toBe(2);
    expect((await truce('rotate', made.id)).err).toContain(`it was rotated into ${next.id}`);
  });
});

it('a time ahead is so many minutes, hours or days, a whole day, or a time with an offset', () => {
  const now = Date.parse('2026-11-29T12:00:00Z');
  expect(['30m', '12h', '90d'].map((text) => ((timeAhead(text, now) ?? 0) - now) / 60_000)).toEqual([30, 720, 129_600]);
  expect(timeAhead('2026-12-31', now)).toBeGreaterThan(Date.parse('2026-12-31T23:59:59Z'));
  expect(timeAhead('2027-01-01T00:00:00+02:00', now)).toBe(Date.parse('2026-12-31T22:00:00Z'));
  expect(['', 'soon', '90', '-1d', '2027-13-01'].map((text) => timeAhead(text, now))).toEqual(Array(5).fill(undefined));
});
