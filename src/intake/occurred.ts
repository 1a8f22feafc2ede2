import { formatInZone, parseInstant } from '../domain/time.js';
import { isTimeZone, nearestTimeZones } from '../domain/time-zone.js';
import { type DayForm, readMoment, type Stretch } from './moment.js';
import type { Profile } from './profile.js';
import type { Maps, Reader } from './reader.js';
import type { Row } from './row.js';
import { readerOf } from './value.js';

/** When an act took place, by what a profile says of it. */

export interface Occurred {
  readonly from: string;
  readonly to?: string;
  readonly extent?: string;
}

/** @returns a function of a row; undefined where the row has been faulted */
export function occurredReader(spec: Profile['fields']['occurred'], maps: Maps): (row: Row) => Occurred | undefined {
  const from = readerOf(spec.from, maps);
  const optional = (value: typeof spec.to) => (value === undefined ? undefined : readerOf(value, maps));
  const [to, zone, around, extent] = [spec.to, spec.zone, spec.daysAround, spec.extent].map(optional);
  const forms: readonly DayForm[] = spec.written ?? ['Y-M-D'];
  const read = remembered(forms);
  return (row) => {
    const begin = textOf(from, row);
    const end = to === undefined ? undefined : textOf(to, row);
    const inZone = zone === undefined ? undefined : textOf(zone, row);
    if (inZone !== undefined && !isTimeZone(inZone)) {
      const near = nearestTimeZones(inZone);
      const more = { got: inZone, ...(near.length > 0 ? { nearest: near } : {}) };
      row.fault(zone?.columns[0], 'is no time zone; one is written as Asia/Damascus', more);
    }
    const days = around === undefined ? 0 : around(row);
    if (typeof days !== 'number') {
      row.fault(around?.columns[0], 'does not say by how much the day may be off');
      return undefined;
    }
    if (begin === undefined) row.fault(from.columns[0], 'must say when it took place');
    if (row.faults.length > 0 || begin === undefined) return undefined;
    const first = stretchOf(row, from, begin, read(begin, inZone, days));
    const last = to === undefined || end === undefined ? first : stretchOf(row, to, end, read(end, inZone, days));
    if (first === undefined || last === undefined) return undefined;
    if (last.last < first.first) {
      row.fault(to?.columns[0], `is before ${from.columns[0] ?? 'the beginning'}, ${begin}`, { got: end });
      return undefined;
    }
    const lasting = extent === undefined ? undefined : textOf(extent, row);
    return {
      ...(first.first === last.last ? { from: first.from } : { from: first.from, to: last.to }),
      ...(lasting === undefined ? {} : { extent: lasting }),
    };
  };
}

interface Told extends Stretch {
  readonly from: string;
  readonly to: string;
}

/** Days repeat from row to row, and reading one in a zone is slow; the last thousands of them are kept. */
function remembered(forms: readonly DayForm[]) {
  const known = new Map<string, Told | string>();
  return (text: string, zone: string | undefined, around: number): Told | string => {
    const key = `${text}|${zone}|${around}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= 5_000) known.clear();
    const stretch = readMoment(text, forms, zone, around);
    const told = typeof stretch === 'string' ? stretch : { ...stretch, ...inWords(stretch, text, zone) };
    known.set(key, told);
    return told;
  };
}

/** A time that has an offset is kept as it was written. */
function inWords({ first, last }: Stretch, text: string, zone: string | undefined): { from: string; to: string } {
  if (parseInstant(text) !== undefined) return { from: text, to: text };
  return { from: formatInZone(first, zone ?? 'UTC'), to: formatInZone(last, zone ?? 'UTC') };
}

function stretchOf(row: Row, reader: Reader, text: string, told: Told | string): Told | undefined {
  if (typeof told !== 'string') return told;
  row.fault(reader.columns[0], told, { got: text });
  return undefined;
}

const textOf = (reader: Reader, row: Row): string | undefined => {
  const read = reader(row);
  return read === undefined || typeof read === 'object' ? undefined : String(read);
};
