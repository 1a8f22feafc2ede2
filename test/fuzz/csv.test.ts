import { describe, expect, it } from 'vitest';
import { incidentSchema } from '../../src/domain/incident.js';
import { Problem } from '../../src/domain/problem.js';
import { readCsv } from '../../src/intake/read-csv.js';
import { readGazetteer } from '../../src/intake/read-gazetteer.js';
import { UnknownWords } from '../../src/intake/unknown-words.js';
import { chunked } from '../helpers/chunks.js';
import { shippedProfile } from '../intake/profile-files.js';
import { sampleCsv, sampleRow } from '../intake/ucdp-row-sample.js';
import { Chance } from './support/chance.js';
import { damagedCsv } from './support/damaged-csv.js';

/** CSV as it comes: a row that cannot be read costs only itself, and whatever is said is said of a line. */

const COUNT = Number(process.env.FUZZ_CSV ?? 200);
/** Ends what hangs, in the longest runs too. */
const NEVER_MS = 7_200_000;
const SEED = Number(process.env.FUZZ_SEED ?? 20160227);

const plain = [
  'report_id,from,to,time_zone,kind,actor,target,lat,lon,radius_km,killed,notes',
  'p1,2016-03-09T11:15:00+02:00,,,airstrike,russia,jaish-al-islam,35.37,36.6,2,3,"one, two"',
  'p2,2016-03-10,2016-03-11,Asia/Damascus,shelling,Syrian army,كفر زيتا,35.37,36.6,,1-5,"a ""b"" c"',
  'p3,2016-03-12,,UTC,aid-denial,?,civilians,,,,,',
  '',
].join('\n');
const places = [
  'name,lat,lon,pcode,class,names',
  'Kafr Zeita,35.374,36.602,C3001,town,كفر زيتا|Kafr Zita',
  '"Duma, the first",33.571,36.405,C3002,city,',
  '',
].join('\n');
const sources = [
  ['plain', plain],
  ['ucdp-ged', sampleCsv([sampleRow({ id: '1' }), sampleRow({ id: '2' }), sampleRow({ id: '3' })])],
] as const;

/** The bytes in a few pieces, cut anywhere. */
const inPieces = (bytes: Uint8Array, chance: Chance) => {
  const cut = chance.below(bytes.length + 1);
  return chunked([bytes.subarray(0, cut), bytes.subarray(cut)]);
};
const linesOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8').split('\n').length;

describe('A CSV file that was damaged', () => {
  it.each(sources)(
    'costs the rows that are wrong, by the profile %s',
    async (name, text) => {
      const profile = shippedProfile(name);
      const wrong: string[] = [];
      let [read, refused, stopped] = [0, 0, 0];
      for (let number = 0; number < COUNT / 2; number += 1) {
        const chance = new Chance(SEED, number, 3);
        const { bytes, done } = damagedCsv(text, chance);
        const most = linesOf(bytes);
        try {
          for await (const item of readCsv(inPieces(bytes, chance), profile, new UnknownWords())) {
            if (!Number.isInteger(item.line) || item.line < 2 || item.line > most)
              wrong.push(`${number} (${done}): line ${item.line} of ${most}`);
            if ('incident' in item) {
              read += 1;
              const fits = incidentSchema.safeParse(item.incident);
              if (!fits.success)
                wrong.push(`${number} (${done}): line ${item.line} is taken and does not fit: ${fits.error.message}`);
              if (JSON.stringify(item.incident).includes('\\u0000'))
                wrong.push(`${number} (${done}): line ${item.line} holds NUL`);
            } else if ('faults' in item) {
              refused += 1;
              if (item.faults.length === 0 || item.faults.some(({ detail }) => detail === ''))
                wrong.push(`${number} (${done}): line ${item.line} is refused without a word`);
            }
          }
        } catch (error) {
          stopped += 1;
          if (!(error instanceof Problem) || error.code === 'internal')
            wrong.push(`${number} (${done}): ${error instanceof Error ? error.stack : error}`);
        }
      }
      expect(wrong.slice(0, 20)).toEqual([]);
      // Were all stopped at the first line, no row would have been tried.
      expect(Math.min(read, refused, stopped)).toBeGreaterThan(0);
    },
    NEVER_MS,
  );

  it(
    'loses no row but the damaged one',
    async () => {
      const profile = shippedProfile('plain');
      const [header, ...rows] = plain.trimEnd().split('\n');
      for (let number = 0; number < COUNT / 4; number += 1) {
        const chance = new Chance(SEED, number, 4);
        const odd = chance.oneOf([
          'x',
          'a,b',
          '"',
          'p9,"',
          '"a"b,c',
          ',,,,,,,,,,,,,,',
          'p9,\0,,,,,,,,,,',
          'p,2016,,,,,,,,,,',
          `${'"x",'.repeat(500)}`,
          '\ufffd',
          '=1+1,,,,,,,,,,,',
        ]);
        const at = chance.below(rows.length + 1);
        const text = [header, ...rows.slice(0, at), odd, ...rows.slice(at)].join('\n');
        const items = [];
        for await (const item of readCsv(inPieces(Buffer.from(text), chance), profile, new UnknownWords()))
          items.push(item);
        const read = items.flatMap((item) => ('incident' in item ? [item.incident.reportId] : []));
        expect(read, `${number}: ${odd} at ${at}`).toEqual(['p1', 'p2', 'p3']);
        expect(items.filter((item) => !('incident' in item)).map(({ line }) => line)).toEqual([at + 2]);
      }
    },
    NEVER_MS,
  );

  it(
    'is a gazetteer with a line for each fault',
    async () => {
      const wrong: string[] = [];
      for (let number = 0; number < COUNT / 4; number += 1) {
        const chance = new Chance(SEED, number, 5);
        const { bytes, done } = damagedCsv(places, chance);
        const most = linesOf(bytes);
        try {
          const { faults } = await readGazetteer(inPieces(bytes, chance));
          for (const { line, fault } of faults)
            if (line < 2 || line > most || fault.detail === '')
              wrong.push(`${number} (${done}): line ${line} of ${most}: ${fault.detail}`);
        } catch (error) {
          if (!(error instanceof Problem) || error.code === 'internal')
            wrong.push(`${number} (${done}): ${error instanceof Error ? error.stack : error}`);
        }
      }
      expect(wrong.slice(0, 20)).toEqual([]);
    },
    NEVER_MS,
  );
});
