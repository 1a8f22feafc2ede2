import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { loadGazetteer } from '../src/actions/load-gazetteer.js';
import { lookUpPlaces } from '../src/actions/look-up-places.js';
import { type Incident, incidentSchema } from '../src/domain/incident.js';
import { distanceKm } from '../src/domain/place.js';
import { readGazetteer } from '../src/intake/read-gazetteer.js';
import { loadRulebook } from '../src/rulebook/load.js';
import { connect } from '../src/store/connect.js';
import { migrate } from '../src/store/migrate.js';

/**
 * How often what a gazetteer adds is right, on real data: the names of places of UCDP GED, which have coordinates of their
 * own, are looked up without these in OCHA's populated places, and what was added is measured against them.
 * Usage: node --import tsx bench/gazetteer.ts <folder of shared data>
 */
const data = process.argv[2] ?? '../shared/data';
/** UCDP's governorates, by OCHA's code. */
const AREAS = new Map(
  Object.entries({
    'Aleppo Governorate': 'SY02',
    'Rif Dimashq Governorate': 'SY03',
    'Homs Governorate': 'SY04',
    'Hamah Governorate': 'SY05',
    'Latakia Governorate': 'SY06',
    'Idlib Governorate': 'SY07',
    'Al Hasakah Governorate': 'SY08',
    'Deir ez Zor Governorate': 'SY09',
    'Tartus Governorate': 'SY10',
    'Ar Raqqah Governorate': 'SY11',
    'Daraa Governorate': 'SY12',
    'As Suwayda Governorate': 'SY13',
    'Quneitra Governorate': 'SY14',
  }),
);

interface Known {
  readonly name: string;
  readonly area: string;
  readonly lon: number;
  readonly lat: number;
  events: number;
}

/** Every precisely placed name of the file once, with how many events it has. */
async function knownPlaces(): Promise<Known[]> {
  const known = new Map<string, Known>();
  const rows = createReadStream(`${data}/ucdp-ged-syria/ged_syria.csv`).pipe(parse({ columns: true, bom: true }));
  for await (const row of rows) {
    const area = AREAS.get(row.adm_1);
    if (row.where_prec !== '1' || area === undefined) continue;
    const key = `${row.where_coordinates} ${area}`;
    const before = known.get(key);
    if (before !== undefined) before.events += 1;
    else known.set(key, { name: row.where_coordinates, area, lon: +row.longitude, lat: +row.latitude, events: 1 });
  }
  return [...known.values()];
}

const reportOf = ({ name, area }: Known, within: 'nothing' | 'country' | 'area'): Incident =>
  incidentSchema.parse({
    reportId: '1',
    occurred: { from: '2016-03-09T11:15:00+02:00' },
    kind: 'attack',
    candidates: [{}],
    place: { name, ...(within === 'nothing' ? {} : { within: [within === 'country' ? 'SY' : area] }) },
  });

const database = connect('sqlite::memory:');
await migrate(database);
const loaded = await loadRulebook('rules');
if (!loaded.ok) throw new Error('the rules do not load');
const { rulebook } = loaded;
const file = await readGazetteer(createReadStream(`${data}/geo-syria/syr_populated_places_adm4.csv`));
const began = performance.now();
await loadGazetteer({ database, now: Date.now }, 'bench', {
  ...{ places: file.places, fileHash: 'sha256:', source: 'OCHA', licence: null, how: {} },
});
console.log(`${file.places.length} places loaded in ${Math.round(performance.now() - began)} ms`);
const places = await knownPlaces();
for (const within of ['nothing', 'country', 'area'] as const) {
  const reports = places.map((each) => reportOf(each, within));
  const started = process.cpuUsage();
  const found = [];
  for (let start = 0; start < reports.length; start += 100)
    found.push(...(await lookUpPlaces(database, rulebook, reports.slice(start, start + 100))));
  const { user, system } = process.cpuUsage(started);
  const tally = { added: 0, events: 0, covered: 0, within10: 0, ambiguous: 0, suggested: 0, nothing: 0 };
  for (const [index, { added, warnings }] of found.entries()) {
    const { lon, lat, events } = places[index] as Known;
    if (added === undefined) {
      const code = warnings[0]?.code;
      tally[code === 'place-ambiguous' ? 'ambiguous' : code === 'place-suggested' ? 'suggested' : 'nothing'] += 1;
      continue;
    }
    const away = distanceKm([lon, lat], [added.place.lon, added.place.lat]);
    tally.added += 1;
    tally.events += events;
    if (away <= (added.place.radiusKm ?? 0)) tally.covered += 1;
    if (away <= 10) tally.within10 += 1;
  }
  const share = ((100 * tally.within10) / tally.added).toFixed(1);
  console.log(`report says ${within}: of ${places.length} names`, tally, `${share} % right to 10 km,`);
  console.log(`  ${((user + system) / places.length).toFixed(0)} µs of processor a report, a hundred at a time`);
}
await database.destroy();
