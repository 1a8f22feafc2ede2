import request from 'supertest';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RuleFile } from '../../src/rulebook/read-files.js';
import { expectAsSaid } from '../helpers/openapi.js';
import { copyRules, type RulesCopy } from '../helpers/rules-copy.js';
import { makeTestService, storedRows, type TestService } from '../helpers/service.js';
import { smallRules } from '../helpers/small-record.js';
import { filesIn, GOOD_RULES } from '../rulebook/rule-folders.js';

const AGREEMENT = 'example/agreement.yaml';
const CASES = 'example/cases.yaml';
const said = { who: 'analyst', why: 'the text says so' };
let rules: RulesCopy;
let service: TestService;
let cases: string;
beforeAll(async () => {
  const { readFile } = await import('node:fs/promises');
  cases = await readFile(`${GOOD_RULES}/${CASES}`, 'utf8');
});
beforeEach(async () => {
  rules = await copyRules();
  service = await makeTestService({ rules: rules.folder });
  const { folder, live } = service.context.rules();
  await folder.read();
  await folder.attend(live);
});
afterEach(async () => {
  await service.close();
  await rules.remove();
});

/** The small good rules with their cases, edited. */
const files = (edit: (path: string, text: string) => string = (_, text) => text): Record<string, string> =>
  Object.fromEntries(
    [...filesIn(GOOD_RULES), { path: CASES, text: cases }].map(({ path, text }: RuleFile) => [path, edit(path, text)]),
  );
const edited = (value: number) =>
  files((path, text) => (path === AGREEMENT ? text.replace('value: 100', `value: ${value}`) : text));

async function post(what: 'check' | 'publish' | 'rollback', body: object) {
  const path = `/v1/rulebook/${what}`;
  const answer = await request(service.http).post(path).send(body);
  expectAsSaid('post', path, answer);
  return answer;
}
async function get(path: string, template = path) {
  const answer = await request(service.http).get(path);
  expectAsSaid('get', template, answer);
  return answer;
}

describe('POST /v1/rulebook/check', () => {
  it('tells the hash of a good set, how many cases passed, and stores nothing', async () => {
    const before = await storedRows(service.database);
    const { status, body } = await post('check', { files: files() });
    expect([status, body]).toEqual([
      200,
      {
        ok: true,
        rulebook: smallRules().hash,
        live: false,
        agreements: ['example'],
        diagnostics: [],
        cases: { passed: 2, failed: [] },
      },
    ]);
    expect(await storedRows(service.database)).toEqual(before);
    expect(await service.database('rulebooks').select()).toEqual([]);
  });

  it('gives every diagnostic of a broken set with its place', async () => {
    const broken = files((path, text) => (path === AGREEMENT ? text.replace('fact: mood', 'fact: modo') : text));
    const { body } = await post('check', { files: { ...broken, 'notes.txt': '' } });
    expect(body).toMatchObject({ ok: false, cases: { passed: 0, failed: [] } });
    expect(body.diagnostics).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'unknown-fact', file: AGREEMENT, line: 47, severity: 'error' }),
        expect.objectContaining({ code: 'unknown-file', file: 'notes.txt', severity: 'error' }),
      ]),
    );
  });

  it('runs the cases and shows what came out otherwise', async () => {
    const failing = files((path, text) =>
      path === CASES ? text.replace('outcome: exempt', 'outcome: violation') : text,
    );
    const { body } = await post('check', { files: failing });
    expect(body).toMatchObject({
      ok: false,
      diagnostics: [],
      cases: { passed: 1, failed: [{ agreement: 'example', id: 'EX-1' }] },
    });
  });

  it('warns of an agreement without cases, and refuses cases that lie beside another agreement', async () => {
    const { [CASES]: _, ...untested } = files();
    expect((await post('check', { files: untested })).body).toMatchObject({
      ok: true,
      diagnostics: [{ code: 'no-cases', severity: 'warning', file: CASES }],
    });
    const two = Object.entries(files()).flatMap(([path, text]) => [
      [path, text],
      ...(path.startsWith('example/')
        ? [[path.replace('example', 'second'), path === AGREEMENT ? text.replace('id: example', 'id: second') : text]]
        : []),
    ]);
    expect((await post('check', { files: Object.fromEntries(two) })).body).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'other-id', severity: 'error', file: 'second/cases.yaml', line: 1 }],
    });
  });

  it.each([
    ['nothing', {}, '/files'],
    ['an empty set', { files: {} }, '/files'],
    ['a file that is no text', { files: { 'groups.yaml': 1 } }, '/files/groups.yaml'],
    ['an unknown key', { files: { 'groups.yaml': '' }, why: 'x' }, '/why'],
  ])('refuses %s', async (_what, body, pointer) => {
    const answer = await post('check', body);
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((each: { pointer: string }) => each.pointer)).toContain(pointer);
  });

  it('refuses more than 32 MB with a problem of its own', async () => {
    const answer = await post('check', { files: { 'groups.yaml': 'x'.repeat(33 * 1024 * 1024) } });
    expect([answer.status, answer.body.code]).toEqual([413, 'rules-too-large']);
  });
});

describe('POST /v1/rulebook/publish and /rollback', () => {
  it('make a set live that is sent, go back, and both are told by the status and the history', async () => {
    const first = await post('publish', { files: files(), ...said });
    expect([first.status, first.headers.location]).toEqual([201, '/v1/rulebook']);
    expect(first.body).toMatchObject({
      rulebook: smallRules().hash,
      published: true,
      publication: { number: 1, ...said },
    });
    const second = await post('publish', { files: edited(101), ...said, ifLive: smallRules().hash });
    expect(second.body).toMatchObject({ published: true, publication: { number: 2, previous: smallRules().hash } });
    expect(service.context.rulebook().hash).toBe(second.body.rulebook);
    expect((await post('publish', { files: edited(101), ...said })).status).toBe(200);

    const back = await post('rollback', { hash: smallRules().hash.slice(0, 19), who: 'lawyer', why: 'too soon' });
    expect([back.status, back.body.rulebook]).toEqual([201, smallRules().hash]);
    const same = await post('rollback', { hash: smallRules().hash, who: 'lawyer', why: 'too soon' });
    expect([same.status, same.body.published]).toEqual([200, false]);
    expect((await get('/v1/rulebook')).body).toMatchObject({
      rulebook: smallRules().hash,
      since: expect.any(String),
      publication: { kind: 'rollback', who: 'lawyer', why: 'too soon', previous: second.body.rulebook },
      agreements: ['example'],
      publish: 'manual',
      folder: { path: rules.folder, state: 'same', diagnostics: [], failedCases: [] },
    });
    const page = (await get('/v1/rulebook/publications?limit=2', '/v1/rulebook/publications')).body;
    expect(page.items.map(({ number }: { number: number }) => number)).toEqual([3, 2]);
    const rest = await get(`/v1/rulebook/publications?limit=2&cursor=${page.next}`, '/v1/rulebook/publications');
    expect(rest.body).toEqual({ items: [expect.objectContaining({ number: 1 })] });
    const kept = await get(`/v1/rulebooks/${second.body.rulebook}`, '/v1/rulebooks/{hash}');
    expect(kept.body.source.agreements[0].definition.id).toBe('example');
  });

  it('judge by it from then on', async () => {
    await post('publish', { files: files(), ...said });
    const sent = {
      incident: { reportId: 'r', occurred: { from: '2016-03-01T10:00:00+02:00' }, kind: 'shelling', candidates: [{}] },
    };
    const judged = await request(service.http).post('/v1/judgements').send(sent);
    expect(judged.body).toMatchObject({ rulebook: smallRules().hash, verdicts: [{ agreement: 'example' }] });
  });

  it('refuse what does not load or fails its cases, point to the file, and leave what is live alone', async () => {
    const before = service.context.rulebook().hash;
    const broken = files((path, text) => (path === AGREEMENT ? text.replace('fact: mood', 'fact: modo') : text));
    const refused = await post('publish', { files: broken, ...said });
    expect([refused.status, refused.body.code]).toEqual([422, 'rules-refused']);
    expect(refused.body.errors).toMatchObject([
      { pointer: '/files/example~1agreement.yaml', detail: expect.stringContaining(`${AGREEMENT}:47:`) },
    ]);
    const failing = files((path, text) =>
      path === CASES ? text.replace('outcome: exempt', 'outcome: violation') : text,
    );
    const failed = await post('publish', { files: failing, ...said });
    expect(failed.body.errors).toMatchObject([
      { pointer: '/files/example~1cases.yaml', detail: expect.stringContaining('case EX-1 fails: north: outcome') },
    ]);
    expect(service.context.rulebook().hash).toBe(before);
    expect(await service.database('publications').select()).toEqual([]);
  });

  it('publish what waits in the folder, as it is when it is asked for', async () => {
    await rules.edit(AGREEMENT, 'value: 100', 'value: 102');
    const made = await post('publish', { waiting: true, ...said });
    expect(made.body).toMatchObject({ published: true, publication: { folder: rules.folder } });
    expect((await get('/v1/rulebook')).body.folder.state).toBe('same');
    await rules.write('groups.yaml', 'groups: [');
    const refused = await post('publish', { waiting: true, ...said });
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/waiting']);
    const { folder } = (await get('/v1/rulebook')).body;
    expect(folder).toMatchObject({ state: 'refused', diagnostics: [{ file: 'groups.yaml', line: 1 }] });
  });

  it('publish a kept one by its hash', async () => {
    await post('publish', { files: files(), ...said });
    await post('publish', { files: edited(101), ...said });
    const again = await post('publish', { hash: smallRules().hash, ...said });
    expect([again.status, again.body.publication.kind]).toEqual([201, 'publish']);
  });

  it('change nothing for whoever believes another to be live', async () => {
    await post('publish', { files: files(), ...said });
    const late = await post('publish', { files: edited(101), ...said, ifLive: 'sha256:0000' });
    expect([late.status, late.body.code, late.body.see]).toEqual([409, 'rulebook-differs', '/v1/rulebook']);
    expect(service.context.rulebook().hash).toBe(smallRules().hash);
  });

  it.each([
    ['publish', { ...said }, 422, 'bad-request'],
    ['publish', { files: { 'groups.yaml': '' }, waiting: true, ...said }, 422, 'bad-request'],
    ['publish', { waiting: true, who: 'x' }, 422, 'bad-request'],
    ['publish', { waiting: false, ...said }, 422, 'bad-request'],
    ['publish', { hash: 'sha256:ffff', ...said }, 404, 'not-found'],
    ['rollback', { hash: 'sha256:ffff', ...said }, 404, 'not-found'],
    ['rollback', { hash: 'hello', ...said }, 422, 'bad-request'],
    ['rollback', { ...said }, 422, 'bad-request'],
  ] as const)('%s refuses %j', async (what, body, status, code) => {
    const answer = await post(what, body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });
});
