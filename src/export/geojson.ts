import { type DiscShape, discShape } from './disc-shape.js';
import type { ExportedSource, ExportedVerdict, ExportFrame } from './exported-verdict.js';
import { flatVerdict } from './verdict-columns.js';

export interface GeojsonOptions extends ExportFrame {
  /** The highest change number now. */
  readonly revision: number;
  /** Whether a place that is known to within a radius is shown as its disc and not as its middle. */
  readonly discs: boolean;
}

/** A file that draws on more sources than this names them with the features only. */
const MOST_SOURCES = 1_000;

/**
 * Verdicts as a GeoJSON FeatureCollection (RFC 7946), one feature each, with flat properties. A verdict whose place has no
 * coordinates has a null geometry. The members `revision` and `asOf` say what the file shows, and after the features
 * `attribution` and `licences` say whom it draws on and under which terms.
 * @returns pieces that are one JSON text together
 */
export async function* geojsonOf(pages: AsyncIterable<readonly ExportedVerdict[]>, options: GeojsonOptions) {
  const drawnOn = new Map<string, ExportedSource>();
  let before = '\n';
  yield `{"type":"FeatureCollection","revision":${options.revision},"asOf":${options.asOf},"features":[`;
  for await (const page of pages) {
    for (const { name, licence } of page.flatMap(({ sources }) => sources))
      if (drawnOn.size <= MOST_SOURCES)
        drawnOn.set(JSON.stringify([name, licence]), {
          ...(name === undefined ? {} : { name }),
          ...(licence === undefined ? {} : { licence }),
        });
    if (page.length === 0) continue;
    yield before + page.map((verdict) => JSON.stringify(featureOf(verdict, options))).join(',\n');
    before = ',\n';
  }
  yield `\n],${closing([...drawnOn].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, source]) => source))}}\n`;
}

function featureOf(verdict: ExportedVerdict, options: GeojsonOptions) {
  const properties = flatVerdict(verdict, options);
  return { type: 'Feature', id: verdict.summary.id, geometry: geometryOf(verdict, options.discs), properties };
}

type Geometry = DiscShape | { readonly type: 'Point'; readonly coordinates: readonly [number, number] };

function geometryOf({ summary: { place } }: ExportedVerdict, discs: boolean): Geometry | null {
  if (place?.lon === undefined || place.lat === undefined) return null;
  const shape = discs ? discShape(place.lon, place.lat, place.radiusKm ?? 0) : undefined;
  return shape ?? { type: 'Point', coordinates: [place.lon, place.lat] };
}

function closing(sources: readonly ExportedSource[]): string {
  const many = sources.length > MOST_SOURCES;
  const licences = [...new Set(sources.flatMap(({ licence }) => licence ?? []))];
  const members = many
    ? { attribution: null, licences: null, note: `over ${MOST_SOURCES} sources; each feature names its own` }
    : { attribution: sources, licences };
  return JSON.stringify(members).slice(1, -1);
}
