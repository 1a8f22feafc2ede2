import { loadGazetteer } from '../../../src/actions/load-gazetteer.js';
import { numbersOf } from '../../../src/comparison/rule-numbers.js';
import type { Context } from '../../../src/http/operation.js';
import { readCaseFiles, readRuleFiles } from '../../../src/rulebook/read-files.js';
import { report, rulesFolder } from '../../helpers/service.js';
import { filesIn, GOOD_RULES } from '../../rulebook/rule-folders.js';
import type { Json } from './from-schema.js';

/** A record with something of everything in it, and the names by which it can be asked for. */

/** Values that are there, by the name they are asked for under. */
export interface Known {
  readonly incidents: readonly string[];
  readonly reportIds: readonly string[];
  readonly verdicts: readonly string[];
  readonly events: readonly string[];
  readonly links: readonly string[];
  readonly evidence: readonly string[];
  readonly reassessments: readonly string[];
  readonly webhooks: readonly string[];
  /** The live one first. */
  readonly rulebooks: readonly string[];
  readonly groups: readonly string[];
  readonly agreements: readonly string[];
  readonly readings: readonly string[];
  readonly terms: readonly string[];
  readonly exceptions: readonly string[];
  readonly revision: number;
  /** The path of a number in the shipped agreement. */
  readonly number: string;
  /** Whole sets of rule files by path: what is live, the shipped ones with their cases, and small ones. */
  readonly ruleSets: readonly Readonly<Record<string, string>>[];
}

/** What is live differs from the shipped rules in one thing, and has a number that can be swept. */
const OF_ONE_BUILDING =
  '{ fact: coLocation.natures, params: { group: al-nusra }, operator: contains, value: same-building }';
const WITHIN_A_DISTANCE = '{ fact: coLocation.distanceKm, params: { group: al-nusra }, operator: lessThan, value: 5 }';
/** Nothing answers there; the service under test is allowed to try. */
export const WEBHOOK_URL = 'http://127.0.0.1:9/hook';
const EVENTS = ['kafr-zita-2016-03-09', 'an event with spaces / and more?', 'حدث'];

/** @param address of the service */
export async function fillRecord(context: Context, address: string): Promise<Known> {
  const shipped = context.rulebook();
  const send = async (path: string, body: unknown) => {
    const answer = await fetch(`${address}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const found = (await answer.json()) as Json;
    if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(found)}`);
    return found;
  };
  const place = (name: string, lon: number, lat: number) => ({
    ...{ name, names: [name], lon, lat, radiusKm: 5, area: 'SY05', codes: ['SY', 'SY05'], country: 'SY' },
  });
  const places = [place('Kafr Zeita', 36.602, 35.374), place('Duma (Duma)', 36.405, 33.571), place('Duma', 37, 35.34)];
  const source = { fileHash: 'sha256:1', source: 'test', licence: 'CC0', how: {} };
  await loadGazetteer(context, 'operator', { places, ...source });

  const groups = [...shipped.registry.groups.keys()];
  const reportIds = Array.from({ length: 24 }, (_, index) => `known-${index}`);
  const stored: {
    incident: { id: string; event: string; possibleDuplicateOf?: { link: string }[] };
    verdicts: { id: string }[];
  }[] = [];
  for (const [index, reportId] of reportIds.entries()) {
    const event = index < 4 ? null : (EVENTS[index % EVENTS.length] as string);
    const target = groups[(index * 7) % groups.length];
    const kind = ['airstrike', 'shelling', 'aid-denial'][index % 3];
    stored.push(
      await send(
        '/v1/incidents',
        report(index < 4 ? { reportId, event } : { reportId, event, kind, candidates: [{ target }, {}] }),
      ),
    );
  }
  const incidents = stored.map(({ incident }) => incident.id);
  const evidence: string[] = [];
  for (const id of incidents.slice(0, 3)) {
    const held = { uri: 'https://example.org/video.mp4', sha256: '0'.repeat(64), kind: 'video' };
    evidence.push((await send(`/v1/incidents/${id}/evidence`, held)).evidence.id);
  }
  const at = '2016-04-01T00:00:00Z';
  const event = encodeURIComponent(stored[6]?.incident.event as string);
  await send(`/v1/events/${event}/determinations`, { by: 'united-nations', at, finding: 'violation' });
  await send(`/v1/events/${event}/replies`, { by: 'russia', at, kind: 'denial' });
  await send(`/v1/incidents/${incidents[20]}/withdrawal`, { reason: 'a double' });
  await send(`/v1/incidents/${incidents[21]}/corrections`, report({ reportId: reportIds[21], happened: 'confirmed' }));

  const shippedSet = await ruleSetOf(rulesFolder);
  const small = Object.fromEntries(filesIn(GOOD_RULES).map(({ path, text }) => [path, text]));
  const said = { who: 'a fuzz', why: 'so that there is more than one' };
  const near = Object.fromEntries(
    Object.entries(shippedSet)
      .filter(([path]) => !path.endsWith('cases.yaml'))
      .map(([path, text]) => [path, text.replace(OF_ONE_BUILDING, WITHIN_A_DISTANCE)]),
  );
  const first = await send('/v1/rulebook/publish', { files: shippedSet, ...said });
  const second = await send('/v1/rulebook/publish', { files: near, ...said });
  const webhooks: string[] = [];
  for (let count = 0; count < 12; count += 1)
    webhooks.push((await send('/v1/webhooks', { url: WEBHOOK_URL, after: 0 })).webhook.id);
  const reassessments = (await (await fetch(`${address}/v1/reassessments`)).json()) as Json;
  const { revision } = (await (await fetch(`${address}/v1/incidents?limit=1`)).json()) as Json;
  const definitions = [...shipped.agreements.values()].map(({ definition }) => definition);
  return {
    incidents,
    reportIds,
    evidence,
    webhooks,
    groups,
    revision,
    verdicts: stored.flatMap(({ verdicts }) => verdicts.map(({ id }) => id)),
    events: [...new Set(stored.map(({ incident }) => incident.event))],
    links: stored.flatMap(({ incident }) => (incident.possibleDuplicateOf ?? []).map(({ link }) => link)),
    reassessments: reassessments.items.map(({ id }: { id: string }) => id),
    rulebooks: [second.rulebook, first.rulebook],
    agreements: definitions.map(({ id }) => id),
    readings: definitions.flatMap(({ readings }) => readings.map(({ id }) => id)),
    terms: definitions.flatMap(({ terms }) => terms.map(({ id }) => id)),
    exceptions: definitions.flatMap((each) => (each.exceptions ?? []).map(({ id }) => id)),
    number: [...context.rulebook().agreements.values()].flatMap((each) => numbersOf(each))[0]?.path ?? '',
    ruleSets: [near, shippedSet, small],
  };
}

async function ruleSetOf(folder: string): Promise<Record<string, string>> {
  const [rules, cases] = [await readRuleFiles(folder), await readCaseFiles(folder)];
  return Object.fromEntries([...rules.files, ...cases.files].map(({ path, text }) => [path, text]));
}
