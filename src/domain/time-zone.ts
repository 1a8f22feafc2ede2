import { nearest } from './nearest.js';

const known = new Map<string, boolean>();

/** Whether there is an IANA zone of that name, such as Asia/Damascus. */
export function isTimeZone(name: string): boolean {
  const before = known.get(name);
  if (before !== undefined) return before;
  if (known.size >= 1_000) known.clear();
  let found = /^[A-Za-z]/.test(name);
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    found = false;
  }
  known.set(name, found);
  return found;
}

/** The zones nearest in spelling; a country or a city alone finds the zones that end in it. */
export function nearestTimeZones(name: string): string[] {
  const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')];
  const city = zones.filter((zone) => zone.toLowerCase().endsWith(`/${name.trim().toLowerCase()}`));
  return city.length > 0 ? city : nearest(name, zones);
}
