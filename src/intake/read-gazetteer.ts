import { DEFAULT_RADIUS_KM, type GazetteerPlace, leastRadiusKm, MOST_RADIUS_KM } from '../domain/gazetteer.js';
import { type Fault, Problem } from '../domain/problem.js';
import { csvRecords } from './csv-records.js';
import { type GazetteerColumns, type GazetteerField, gazetteerColumns } from './gazetteer-columns.js';

/** A gazetteer file as places. */

export interface ReadGazetteer {
  readonly form: GazetteerColumns['form'];
  readonly places: readonly GazetteerPlace[];
  /** Everything that is wrong, each with its line; with one of them nothing is to be loaded. */
  readonly faults: readonly { readonly line: number; readonly fault: Fault }[];
}

export interface HowToRead {
  /** `field=COLUMN` pairs. */
  readonly columns?: readonly (readonly [GazetteerField, string])[] | undefined;
  /** What is taken as the reach of a place whose row gives none. */
  readonly radiusKm?: number | undefined;
}

/** Longer texts are no names. */
const MOST_NAME = 300;
const MOST_CODE = 60;

/**
 * Reads the whole file, which is held in memory: a country has some ten thousand places.
 * @param chunks the file's bytes in order
 * @param onUnknownColumns told once of columns that are left alone
 * @throws Problem when the header does not fit, or there is none
 */
export async function readGazetteer(
  chunks: AsyncIterable<Uint8Array | string>,
  { columns: mapping, radiusKm = DEFAULT_RADIUS_KM }: HowToRead = {},
  onUnknownColumns: (faults: readonly Fault[]) => void = () => undefined,
): Promise<ReadGazetteer> {
  let columns: GazetteerColumns | undefined;
  let width = 0;
  const places: GazetteerPlace[] = [];
  const faults: { line: number; fault: Fault }[] = [];
  const lines = new Map<string, number>();
  for await (const record of csvRecords(chunks)) {
    const { line } = record;
    const say = (fault: Fault) => faults.push({ line, fault });
    if (columns === undefined) {
      if ('fault' in record)
        throw new Problem('bad-request', `the first line is not a row of column names: ${record.fault}`);
      columns = gazetteerColumns(record.fields, mapping, onUnknownColumns);
      width = record.fields.length;
    } else if ('fault' in record) say({ pointer: '', detail: `is not a CSV row: ${record.fault}` });
    else if (record.fields.length !== width)
      say({ pointer: '', detail: `has ${record.fields.length} fields where the header has ${width}` });
    else {
      const place = placeOf(record.fields, columns, radiusKm, say);
      const before = place?.pcode === undefined ? undefined : lines.get(place.pcode);
      if (before !== undefined)
        say({ pointer: '/pcode', detail: `stands in line ${before} already`, got: place?.pcode });
      else if (place?.pcode !== undefined) lines.set(place.pcode, line);
      if (place !== undefined) places.push(place);
    }
  }
  if (columns === undefined) throw new Problem('bad-request', 'the file is empty; a gazetteer begins with its columns');
  return { form: columns.form, places, faults };
}

function placeOf(
  fields: readonly string[],
  { at }: GazetteerColumns,
  defaultKm: number,
  say: (fault: Fault) => void,
): GazetteerPlace | undefined {
  let sound = true;
  const wrong = (field: GazetteerField, detail: string, got: string) => {
    sound = false;
    say({ pointer: `/${field}`, detail, got: got.slice(0, 100) });
  };
  const all = (field: GazetteerField) => (at.get(field) ?? []).map((index) => (fields[index] ?? '').trim());
  const one = (field: GazetteerField, most: number) => {
    const text = all(field).find((each) => each !== '') ?? '';
    if (text.length > most) wrong(field, `must have at most ${most} characters`, text);
    return text;
  };
  const number = (field: GazetteerField, least: number, most: number, hint = '') => {
    const text = one(field, 40);
    const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,2})?$/i.test(text) ? Number(text) : Number.NaN;
    if (!(value >= least && value <= most)) wrong(field, `must be a number from ${least} to ${most}${hint}`, text);
    return value;
  };
  const name = one('name', MOST_NAME);
  if (name === '') wrong('name', 'is empty', name);
  const others = all('names').flatMap((text) => text.split('|').map((each) => each.trim()));
  for (const other of others)
    if (other.length > MOST_NAME) wrong('names', `must have at most ${MOST_NAME} characters each`, other);
  const lon = number('lon', -180, 180);
  const lat = number('lat', -90, 90, '; are lon and lat swapped?');
  const placeClass = one('class', 100);
  const given = one('radiusKm', 40) === '' ? defaultKm : number('radiusKm', 0.01, MOST_RADIUS_KM);
  const [pcode, area, stated] = [one('pcode', 30), one('area', MOST_CODE), one('country', MOST_CODE)];
  // OCHA's codes of areas begin with the two letters of the country.
  const country = stated !== '' ? stated : (/^[A-Z]{2}(?=\d)/.exec(area)?.[0] ?? '');
  const codes = [country, area, ...all('codes').flatMap((text) => text.split('|'))];
  if (!sound) return undefined;
  return {
    name,
    names: [...new Set([name, ...others])].filter((each) => each !== ''),
    ...(pcode === '' ? {} : { pcode }),
    lon,
    lat,
    radiusKm: Math.max(given, leastRadiusKm(placeClass)),
    ...(area === '' ? {} : { area }),
    codes: [...new Set(codes.map((code) => code.trim()))].filter((code) => code !== '' && code !== pcode),
    country,
    ...(placeClass === '' ? {} : { class: placeClass }),
  };
}
