import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { parse } from 'yaml';
import { type Incident, incidentSchema } from '../src/domain/incident.js';
import { judge } from '../src/engine/judge.js';
import type { Rulebook } from '../src/engine/rulebook.js';
import { readCsv } from '../src/intake/read-csv.js';
import { profileByName } from '../src/intake/read-profile.js';
import { UnknownWords } from '../src/intake/unknown-words.js';
import { loadRulebook } from '../src/rulebook/load.js';
import { Chance } from '../test/engine/support/chance.js';
import { pairOf, randomBatch } from '../test/engine/support/pair.js';
import { completed } from './complete-incidents.js';

/**
 * One hash over everything the engine says: whole judgements of the worked cases (as they are, and completed), of UCDP
 * events, and of random rulebooks and incidents. A change that is only about speed leaves every line as it was.
 *
 * node --import tsx bench/fingerprint.ts --shared /path/to/shared --batches 300
 */
const { values } = parseArgs({
  options: {
    shared: { type: 'string', default: '../shared' },
    batches: { type: 'string', default: '300' },
    events: { type: 'string', default: '2000' },
  },
});

const loaded = await loadRulebook('rules');
if (!loaded.ok) throw new Error('the rules do not load');
const { rulebook } = loaded;

class Print {
  readonly #hash = createHash('sha256');
  readonly #name: string;
  count = 0;
  constructor(name: string) {
    this.#name = name;
  }
  add(judgement: unknown): void {
    this.#hash.update(JSON.stringify(judgement)).update('\n');
    this.count++;
  }
  show(): void {
    console.log(`${this.#name.padEnd(12)} ${String(this.count).padStart(6)} judgements  ${this.#hash.digest('hex')}`);
  }
}

function addAll(print: Print, incident: Incident, book: Rulebook): void {
  for (const agreement of book.agreements.values()) print.add(judge(incident, 'sha256:print', agreement, book));
}

async function casesOf(file: string): Promise<Incident[]> {
  const { cases } = parse(await readFile(file, 'utf8')) as { cases: { incident: unknown }[] };
  return cases.map((each) => incidentSchema.parse(each.incident));
}

const facts = [...rulebook.agreements.values()].flatMap((each) =>
  (each.definition.vocabulary ?? []).filter((own) => own.type === 'boolean').map((own) => own.name),
);
async function printCases(name: string, files: readonly string[]): Promise<void> {
  const print = new Print(name);
  for (const file of files)
    for (const incident of await casesOf(file)) {
      addAll(print, incident, rulebook);
      addAll(print, completed(incident, facts), rulebook);
    }
  print.show();
}

await printCases(
  'shipped',
  (await readdir('rules')).map((folder) => join('rules', folder, 'cases.yaml')).filter((file) => existsSync(file)),
);
const shared = join(values.shared, 'cases');
if (existsSync(shared))
  await printCases(
    'shared',
    (await readdir(shared)).sort().map((file) => join(shared, file)),
  );

const events = join(values.shared, 'data/ucdp-ged-syria/ged_syria.csv');
if (existsSync(events)) {
  const print = new Print('ucdp');
  let line = 0;
  // Every eighth of sixteen thousand: all years of the war.
  const profile = await profileByName('profiles', 'ucdp-ged');
  for await (const item of readCsv(createReadStream(events), profile, new UnknownWords())) {
    if (line++ % 8 !== 0 || !('incident' in item)) continue;
    addAll(print, item.incident, rulebook);
    if (print.count >= Number(values.events)) break;
  }
  print.show();
}

const print = new Print('random');
for (let batch = 0; batch < Number(values.batches); batch++) {
  const [made] = fc.sample(randomBatch(10), { seed: 7_000_003 + batch, numRuns: 1 });
  if (made === undefined) continue;
  for (const [index, incident] of made.incidents.entries())
    print.add(pairOf(made.book, incident, new Chance(made.seed + index), false).verdict);
}
print.show();
