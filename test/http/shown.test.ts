import { afterAll, beforeAll, expect, it } from 'vitest';
import { SCOPES, type Scope } from '../../src/domain/access.js';
import { endpoints } from '../../src/http/contract.js';
import { type Answered, type Keyed, serveWithKeys } from '../helpers/asked-with-keys.js';
import { type Bodies, type Ids, type Question, questionsOf } from '../helpers/every-question.js';
import { fitsContract } from '../helpers/fits-contract.js';
import { report } from '../helpers/service.js';

/**
 * What a key may not see it meets nowhere: every operation, in every form, with filters, is asked with every kind of key for
 * words and numbers that stand nowhere else.
 */

/** A word that stands in one field of the record only, and which scope it is seen with. */
interface Planted {
  readonly word: string;
  readonly needs: 'incidents:read' | 'locations:exact';
  /** Whose own it is: who sent it sees it. */
  readonly of: 'one' | 'two' | 'staff';
}
const planted: Planted[] = [];
let count = 0;
/** Letters that nothing else holds, so that also parts of an answer can be searched. */
function plant(of: Planted['of'], field: string, needs: Planted['needs'] = 'incidents:read'): string {
  count += 1;
  const word = `qzx${field}${of}${count}`.toLowerCase();
  planted.push({ word, needs, of });
  return word;
}
const place = (of: Planted['of'], field: string): string => plant(of, field, 'locations:exact');
function coordinate(of: Planted['of'], degrees: string): number {
  planted.push({ word: degrees.slice(0, 7), needs: 'locations:exact', of });
  return Number(degrees);
}
const hash = (letter: string): string => letter.repeat(64);
planted.push(
  { word: hash('a'), needs: 'incidents:read', of: 'one' },
  { word: hash('b'), needs: 'incidents:read', of: 'staff' },
);

const evidence = (of: 'one' | 'staff', letter: string) => ({
  uri: `https://example.org/${plant(of, 'uri')}`,
  sha256: hash(letter),
  kind: 'video',
  note: plant(of, 'evidencenote'),
  custody: [{ at: '2016-03-10T00:00:00Z', by: plant(of, 'custodyby'), note: plant(of, 'custodynote') }],
});

/** A report with a word of its own in every field that can hold one and is not the substance of a verdict. */
const whole = (of: 'one' | 'two', lon: string, lat: string) =>
  report({
    reportId: plant(of, 'reportid'),
    event: plant(of, 'event'),
    place: {
      name: place(of, 'placename'),
      names: [place(of, 'othername')],
      lon: coordinate(of, lon),
      lat: coordinate(of, lat),
      radiusKm: 2.71,
      pcode: 'SY050203',
      within: ['SY', place(of, 'within')],
    },
    candidates: [
      {
        actor: 'russian-aerospace-forces',
        target: 'jaish-al-islam',
        grade: 'likely',
        assertedBy: [plant(of, 'assertedby')],
        facts: { [`own${plant(of, 'candidatefact')}`]: plant(of, 'candidatevalue') },
      },
    ],
    claims: [
      {
        by: 'russia',
        kind: 'denial',
        text: plant(of, 'claimtext'),
        place: { name: place(of, 'claimplace'), lon: coordinate(of, `${lon}7`), lat: coordinate(of, `${lat}7`) },
      },
    ],
    coLocation: [
      {
        group: 'al-nusra',
        nature: 'same-town',
        distanceKm: coordinate(of, `3.7${lon.slice(5)}`),
        assertedBy: [plant(of, 'groundby')],
        deniedBy: [plant(of, 'deniedby')],
      },
    ],
    response: { trigger: plant(of, 'trigger') },
    access: { items: [plant(of, 'items')] },
    facts: { [`own${plant(of, 'fact')}`]: plant(of, 'factvalue'), [`gone${plant(of, 'gonefact')}`]: 'taken out' },
    sources: [
      {
        name: plant(of, 'sourcename'),
        url: `https://example.org/${plant(of, 'sourceurl')}`,
        kind: plant(of, 'sourcekind'),
        licence: plant(of, 'licence'),
      },
      { name: plant(of, 'othersource'), licence: 'CC BY 4.0' },
    ],
    evidence: of === 'one' ? [evidence('one', 'a')] : null,
    notes: plant(of, 'notes'),
  });

/** Every kind of key: with what it sees, beside what is its reporter's own. */
const reporters = { one: plant('one', 'reporter'), two: plant('two', 'reporter'), staff: plant('staff', 'reporter') };
const without = (...left: Scope[]): Scope[] => SCOPES.filter((scope) => !left.includes(scope));
const callers: readonly {
  readonly name: string;
  readonly of: keyof typeof reporters | 'nobody';
  readonly scopes: readonly Scope[];
}[] = [
  { name: 'a dashboard', of: 'nobody', scopes: ['verdicts:read'] },
  { name: 'a dashboard with places', of: 'nobody', scopes: ['verdicts:read', 'locations:exact'] },
  { name: 'a reviewer', of: 'nobody', scopes: ['verdicts:read', 'incidents:read'] },
  { name: 'a reviewer who writes', of: 'nobody', scopes: without('locations:exact') },
  { name: 'an operator', of: 'nobody', scopes: without('incidents:read', 'locations:exact') },
  { name: 'all but reports', of: 'nobody', scopes: without('incidents:read') },
  { name: 'a monitor', of: 'nobody', scopes: ['incidents:write'] },
  { name: 'the monitor who sent one', of: 'one', scopes: ['incidents:write'] },
  { name: 'the monitor who sent two', of: 'two', scopes: ['incidents:write', 'verdicts:read'] },
  { name: 'a dashboard of who sent one', of: 'one', scopes: ['verdicts:read'] },
  { name: 'an analyst', of: 'nobody', scopes: ['rules:read'] },
  { name: 'an administrator', of: 'nobody', scopes: ['admin'] },
];

let keyed: Keyed;
let ids: Ids;
const keys = new Map<string, string>();
const bodies: Bodies = {};

beforeAll(async () => {
  keyed = await serveWithKeys();
  const all = [...SCOPES];
  const one = await keyed.key(reporters.one, all);
  const two = await keyed.key(reporters.two, all);
  const staff = await keyed.key(reporters.staff, all);
  keys.set('everything', staff);
  for (const { name, of, scopes } of callers)
    keys.set(name, await keyed.key(of === 'nobody' ? 'nobody in particular' : reporters[of], scopes));

  const first = whole('one', '36.60271828', '35.37314159');
  const sent = await keyed.post(one, '/v1/incidents', first);
  const id = idOf(sent.incident);
  const other = await keyed.post(two, '/v1/incidents', whole('two', '36.61828182', '35.36535897'));
  const corrected = { ...first, harm: { killed: 3 } };
  await keyed.post(one, `/v1/incidents/${id}/corrections?reason=${plant('one', 'correction')}`, corrected);
  const third = await keyed.post(one, '/v1/incidents', whole('one', '36.64459045', '35.33238462'));
  await keyed.post(one, `/v1/incidents/${idOf(third.incident)}/withdrawal`, { reason: plant('one', 'withdrawal') });
  const beside = await keyed.post(one, `/v1/incidents/${id}/evidence`, { ...evidence('one', 'a'), kind: 'photo' });
  const besides = await keyed.post(staff, `/v1/incidents/${id}/evidence`, evidence('staff', 'b'));
  await keyed.post(staff, `/v1/evidence/${idOf(beside.evidence)}/custody`, {
    at: '2016-03-11T00:00:00Z',
    by: plant('staff', 'stepby'),
    note: plant('staff', 'stepnote'),
  });
  const fact = Object.keys(first.facts as object)[1];
  await keyed.post(staff, `/v1/incidents/${id}/redactions`, { pointers: [`/facts/${fact}`], reason: 'asked for' });
  const { event } = sent.incident as { event: string };
  const said = { at: '2016-04-01T00:00:00Z' };
  await keyed.post(staff, `/v1/events/${event}/determinations`, {
    ...said,
    by: plant('staff', 'body'),
    text: plant('staff', 'determination'),
    url: `https://example.org/${plant('staff', 'determinationurl')}`,
    finding: 'violation',
  });
  await keyed.post(staff, `/v1/events/${event}/replies`, {
    ...said,
    by: plant('staff', 'replier'),
    text: plant('staff', 'reply'),
    kind: 'denial',
  });
  const links = await items(staff, '/v1/links');
  await keyed.post(staff, `/v1/links/${links[0]}/decision`, {
    decision: 'confirmed',
    by: plant('staff', 'decider'),
    note: plant('staff', 'decision'),
  });
  const verdicts = await keyed.ask(staff, { path: `/v1/incidents/${id}`, accept: 'application/json' });
  const history = JSON.parse(verdicts.text).history as { id: string; rulebook: string }[];
  ids = {
    incidents: [id, idOf(other.incident), idOf(third.incident)],
    verdicts: [...new Set([...history.map((each) => each.id), ...(await items(staff, '/v1/verdicts'))])].slice(0, 6),
    events: await items(staff, '/v1/events'),
    links,
    evidence: [idOf(beside.evidence), idOf(besides.evidence)],
    rulebooks: [String(history[0]?.rulebook)],
  };
  const json = (...each: unknown[]) => each.map((body) => ({ type: 'application/json', text: JSON.stringify(body) }));
  const probe = report({ reportId: 'probe', place: { lon: 36.61, lat: 35.37, radiusKm: 0 } });
  Object.assign(bodies, {
    submitIncident: json(probe),
    submitBatch: [{ type: 'application/x-ndjson', text: `${JSON.stringify({ ...probe, reportId: 'probe-2' })}\n` }],
    judgeIncident: json({ incident: probe }),
    correctIncident: json(probe, corrected),
    withdrawIncident: json({ reason: 'a try' }),
    recordEvidence: json({ uri: 'https://example.org/mine', sha256: hash('c'), kind: 'photo' }),
    recordCustody: json({ at: '2016-03-12T00:00:00Z', by: 'somebody', note: 'looked at it' }),
    recordDetermination: json({ by: 'a body', at: '2016-05-01T00:00:00Z', finding: 'inconclusive' }),
    recordReply: json({ by: 'russia', at: '2016-05-01T00:00:00Z', kind: 'denial' }),
    decideLink: json({ decision: 'rejected', by: 'somebody' }),
    compareRulebook: json({ files: { 'groups.yaml': 'groups: []' } }),
    checkRulebook: json({ files: { 'groups.yaml': 'groups: []' } }),
    publishRulebook: json({ files: { 'groups.yaml': 'groups: []' }, who: 'somebody', why: 'a try' }),
    redactIncident: json(
      { text: 'qzx', reason: 'a try', dryRun: true },
      { pointers: ['/place/lon'], reason: 'a try', dryRun: true },
      { pointers: ['/notes'], reason: 'a try' },
    ),
    createWebhook: json({ url: 'https://127.0.0.1/', reports: true, exact: true }),
    setWebhook: json({ reports: true, exact: true }),
    switchWebhook: json({ enabled: true }),
    rotateWebhookSecret: json({}),
    removeWebhook: json({}),
    replayWebhook: json({ after: 0 }),
    testWebhook: json({}),
    rollBackRulebook: json({ hash: 'sha256:0000', who: 'somebody', why: 'a try' }),
  });
});
afterAll(() => keyed.close());

const idOf = (thing: unknown): string => (thing as { id: string }).id;
async function items(secret: string, path: string): Promise<string[]> {
  const { text } = await keyed.ask(secret, { path, accept: 'application/json' });
  return (JSON.parse(text).items as unknown[]).map(idOf);
}

/** Reading first: what is sent changes the record. */
const everything = (): Question[] => {
  const all = questionsOf(endpoints, ids, bodies);
  return [...all.filter(({ body }) => body === undefined), ...all.filter(({ body }) => body !== undefined)];
};

/** An answer as it might be read: as it is, unescaped, and with what is packed in it unpacked. */
function readings({ headers, text }: Answered): string {
  const raw = `${JSON.stringify(headers)}\n${text}`;
  // Rules are long, hold nothing of reports, and nothing is packed in them.
  const packed = raw.length > 100_000 ? [] : raw.match(/[A-Za-z0-9_+/-]{16,}={0,2}/g);
  const unpacked = (packed ?? []).map((each) => Buffer.from(each, 'base64').toString('latin1'));
  return [raw, unescaped(raw), ...unpacked].join('\n').toLowerCase();
}
function unescaped(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (each) => {
    try {
      return decodeURIComponent(each);
    } catch {
      return each;
    }
  });
}

it('what is planted is there to be found: who may see all sees every word of it', async () => {
  const seen: string[] = [];
  const asked = everything().filter(({ body }) => body === undefined);
  for (const question of asked) seen.push(readings(await keyed.ask(String(keys.get('everything')), question)));
  const all = seen.join('\n');
  expect(planted.filter(({ word }) => !all.includes(word)).map(({ word }) => word)).toEqual([]);
});

for (const { name, of, scopes } of callers)
  it(`${name} (${scopes.join(', ')}) meets nothing that is withheld, and answers of the contract's shape`, async () => {
    const secret = String(keys.get(name));
    const own = scopes.includes('incidents:write') ? of : 'nobody';
    const itself = of === 'nobody' ? undefined : reporters[of];
    const hidden = planted.filter((each) => !scopes.includes(each.needs) && each.of !== own && each.word !== itself);
    const found: string[] = [];
    const statuses = new Set<number>();
    const refused = new Set<string>();
    for (const question of everything()) {
      // One refusal is enough: it comes before anything is looked at.
      if (refused.has(question.operation.id)) continue;
      const answer = await keyed.ask(secret, question);
      statuses.add(answer.status);
      if (answer.text.includes('"scope-missing"')) refused.add(question.operation.id);
      const read = readings(answer);
      const { operation, path, accept, body } = question;
      const asked = `${operation.id} ${path} as ${accept}${body === undefined ? '' : ` with ${body.text}`}`;
      const leaked = hidden.filter(({ word }) => read.includes(word) && !`${path} ${body?.text}`.includes(word));
      if (leaked.length > 0) found.push(`${asked} tells ${leaked.map(({ word }) => word).join(' ')}`);
      const unfit = fitsContract(operation, answer);
      if (unfit !== undefined) found.push(`${asked} does not fit: ${unfit}`);
      if (answer.status >= 500) found.push(`${asked} answers ${answer.status}: ${answer.text}`);
    }
    expect(found).toEqual([]);
    expect(statuses.has(200)).toBe(true);
  });
