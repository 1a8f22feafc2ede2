import type { FoundPlace, FoundPlaces } from '../actions/find-place.js';
import type { LoadedGazetteer } from '../actions/load-gazetteer.js';
import { formatInstant } from '../domain/time.js';
import type { GazetteerLoad } from '../store/gazetteer-loads.js';

/** What truce gazetteer prints. */

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

export const foundJson = (found: FoundPlaces): string => json(found);
export const loadsJson = (loads: readonly GazetteerLoad[]): string => json(loads.map(loadDocument));
export const loadedJson = ({ load, unchanged, replaced }: LoadedGazetteer): string =>
  json({ unchanged, load: loadDocument(load), ...(replaced === undefined ? {} : { replaced: replaced.hash }) });

const loadDocument = (load: GazetteerLoad) => ({
  hash: load.hash,
  file: load.fileHash,
  source: load.source,
  licence: load.licence,
  places: load.places,
  names: load.names,
  countries: load.countries,
  loadedAt: formatInstant(load.loadedAt),
  ...(load.replacedAt === null ? {} : { replacedAt: formatInstant(load.replacedAt) }),
});

const HOW: Record<FoundPlace['matched'], string> = {
  pcode: 'by its code',
  name: 'by that name',
  transliterated: 'by another spelling',
  similar: 'only by like consonants',
};

/** The places found by a name for people, or the names nearest to it. */
export function foundText(name: string, { items, more, nearest }: FoundPlaces): string {
  if (items.length === 0) {
    const hint = nearest === undefined ? '' : ` The nearest names are ${nearest.join(', ')}.`;
    return `No place that is loaded has the name or code ${name}.${hint}\n`;
  }
  const lines = items.map((item) => {
    const codes = [item.pcode, item.area].filter((code) => code !== undefined).join(' in ');
    const written = item.spelling === item.name ? '' : `, written ${item.spelling}`;
    const away = item.distanceKm === undefined ? '' : `, ${item.distanceKm} km away`;
    const kind = item.class === undefined ? '' : `, ${item.class}`;
    return [
      `${item.name}${codes === '' ? '' : ` (${codes})`}${kind}`,
      `  found ${HOW[item.matched]}${written}`,
      `  lon ${item.lon}, lat ${item.lat}, within ${item.radiusKm} km${away}`,
      `  ${item.source}${item.licence === null ? '' : `, ${item.licence}`}`,
    ].join('\n');
  });
  return `${lines.join('\n')}\n${more > 0 ? `and ${more} more\n` : ''}`;
}

/** Every load of the gazetteer for people. */
export function loadsText(loads: readonly GazetteerLoad[]): string {
  if (loads.length === 0) return 'No gazetteer is loaded. truce gazetteer load FILE loads one.\n';
  return `${loads.map(loadText).join('\n')}\n`;
}

/** What a load came to, for people. */
export function loadedText({ load, unchanged, replaced }: LoadedGazetteer): string {
  if (unchanged) return `Nothing was changed: this is what is loaded.\n${loadText(load)}\n`;
  const instead =
    replaced === undefined ? '' : `It takes the place of ${replaced.hash}, which had ${replaced.places} places.\n`;
  return `${loadText(load)}\n${instead}Reports that are in the record stay as they were judged.\n`;
}

function loadText(load: GazetteerLoad): string {
  const state = load.replacedAt === null ? 'in use' : `replaced ${formatInstant(load.replacedAt)}`;
  const countries = load.countries.filter((country) => country !== '');
  const of = countries.length === 0 ? '' : ` of ${countries.join(', ')}`;
  return [
    `${load.source}: ${load.places} places${of} with ${load.names} names, ${state}`,
    `  ${load.hash}, loaded ${formatInstant(load.loadedAt)}, licence ${load.licence ?? 'not stated'}`,
  ].join('\n');
}
