import { fileURLToPath } from 'node:url';
import type { Express } from 'express';
import { pino } from 'pino';
import { KeptRulebooks } from '../../src/actions/kept-rulebooks.js';
import { LiveRulebook } from '../../src/actions/live-rulebook.js';
import { watchRevisions } from '../../src/actions/revision-watch.js';
import type { RulesChecker } from '../../src/actions/rules-checker.js';
import { RulesFolder } from '../../src/actions/rules-folder.js';
import type { Rulebook } from '../../src/engine/rulebook.js';
import { makeHttp } from '../../src/http/make-http.js';
import { makeMetrics } from '../../src/http/metrics.js';
import type { Context } from '../../src/http/operation.js';
import { readLanguages } from '../../src/language/read-languages.js';
import { type Courier, makeCourier } from '../../src/outgoing/courier.js';
import { loadRulebook } from '../../src/rulebook/load.js';
import type { Database } from '../../src/store/connect.js';
import { compiledModule } from './run-resources.js';
import { memoryDatabase } from './stores.js';

/** The rules of this repository. */
export const rulesFolder = fileURLToPath(new URL('../../rules', import.meta.url));
/** The mapping profiles of this repository. */
export const profilesFolder = fileURLToPath(new URL('../../profiles', import.meta.url));

/** The language files of this repository. */
export const languagesFolder = fileURLToPath(new URL('../../languages', import.meta.url));

export interface TestService {
  readonly http: Express;
  readonly context: Context;
  readonly database: Database;
  /** The rules of this repository, compiled. */
  readonly shipped: Rulebook;
  close(): Promise<void>;
}

let shared: Promise<Rulebook> | undefined;

/** The rules of this repository, loaded once. */
export function shippedRulebook(): Promise<Rulebook> {
  shared ??= loadRulebook(rulesFolder).then((loaded) => {
    if (loaded.ok) return loaded.rulebook;
    throw new Error(`the rules of this repository do not load: ${JSON.stringify(loaded.diagnostics)}`);
  });
  return shared;
}

type RulesCheckerModule = typeof import('../../src/actions/rules-checker.js');
let compiledChecker: Promise<RulesChecker> | undefined;
/** One thread for all; it is begun when a test first needs it and ends when nobody does. */
const checker: RulesChecker = {
  async check(question) {
    compiledChecker ??= compiledModule<RulesCheckerModule>('src/actions/rules-checker.js').then((module) =>
      module.makeRulesChecker(),
    );
    return (await compiledChecker).check(question);
  },
  close: async () => undefined,
};

/**
 * The service over the real rules and a database in memory, without a port. Nothing is published in it.
 * @param folders `rules`: what a publication of what waits is read from; `languages`: the files that prose is told by; `courier`: how webhooks are sent
 */
export async function makeTestService({
  rules = rulesFolder,
  languages = languagesFolder,
  courier = makeCourier({ allowed: new Set() }) as Courier,
} = {}): Promise<TestService> {
  const shipped = await shippedRulebook();
  const database = await memoryDatabase();
  const live = new LiveRulebook(database, shipped);
  const heard = () => undefined;
  const folder = new RulesFolder(database, checker, { folder: rules, mode: 'manual', now: Date.now, heard });
  const metrics = makeMetrics({ machine: false });
  const context: Context = {
    database,
    now: () => Date.parse('2026-11-22T15:00:00Z'),
    rulebook: () => live.current(),
    readiness: () => ({ ready: true, loadedAt: 0 }),
    metrics,
    meter: metrics,
    openWithoutKeys: true,
    ratePerMinute: 0,
    revisions: watchRevisions(database),
    courier,
    keptRulebooks: new KeptRulebooks(database),
    profiles: profilesFolder,
    languages: await readLanguages(languages, languagesFolder),
    rules: () => ({ live, folder, checker }),
    follow: (hash) => live.follow(hash),
  };
  const close = async () => {
    await context.revisions.close();
    await folder.close();
    await database.destroy();
  };
  const http = makeHttp(context, pino({ level: 'silent' }));
  return { http, context, database, shipped, close };
}

/** A report that is judged a violation by the text and contested by the government's reading. */
export function report(change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    reportId: 'SNHR-2016-0312-4',
    event: 'kafr-zita-2016-03-09',
    occurred: { from: '2016-03-09T11:15:00+02:00', to: '2016-03-09T11:45:00+02:00' },
    place: { name: 'Kafr Zita', lon: 36.602, lat: 35.374, radiusKm: 2 },
    kind: 'airstrike',
    happened: 'likely',
    candidates: [{ actor: 'russian-aerospace-forces', target: 'jaish-al-islam', grade: 'likely' }],
    ...change,
  };
}

/** How many rows every table holds that a report could have added to. */
export async function storedRows(database: Database): Promise<Record<string, number>> {
  const tables = [
    ...['incidents', 'incident_versions', 'verdicts', 'marks', 'verdict_marks', 'changes', 'journal'],
    ...['near_keys', 'links', 'link_decisions', 'records'],
  ];
  const counts: Record<string, number> = {};
  for (const table of tables) counts[table] = Number((await database(table).count({ rows: '*' }))[0]?.rows);
  return counts;
}
