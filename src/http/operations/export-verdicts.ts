import { z } from 'zod';
import { exportVerdicts } from '../../actions/export-verdicts.js';
import { shownBox } from '../../domain/shown-box.js';
import type { View } from '../../domain/shown-view.js';
import { csvOf } from '../../export/csv.js';
import { geojsonOf } from '../../export/geojson.js';
import { ndjsonOf } from '../../export/ndjson.js';
import { refuseUnknown } from '../filter-values.js';
import { type Context, endpoint } from '../operation.js';
import { asOfParameter, flagParameter } from '../parameters.js';
import { verdictFilters } from '../verdict-filters.js';

/** The verdicts of a filter as one file, however many. A file that could not be read to its end is cut off, never closed. */

const common = { ...verdictFilters, asOf: asOfParameter };
const csvQuery = z.strictObject({
  ...common,
  hxl: flagParameter('Whether a row of HXL tags stands below the names').optional(),
  bom: flagParameter('Whether the file begins with a byte order mark, which some spreadsheets need').optional(),
});
const geojsonQuery = z.strictObject({
  ...common,
  discs: flagParameter(
    'Whether a place that is known to within a radius is shown as that disc; otherwise all places are points',
  ).optional(),
});
const ndjsonQuery = z.strictObject(common);

const said = {
  method: 'get',
  tag: 'verdicts',
  scopes: [['verdicts:read']],
  fitsText: true,
  description:
    'The same filters as /v1/verdicts, and all that they find, as it was at one revision. When it cannot be read to the ' +
    'end the connection is cut, so a file that arrived whole is whole.',
  problems: ['unknown-parameter'],
  cached: true,
} as const;

type Filter = Omit<z.output<typeof ndjsonQuery>, 'asOf'>;

async function exported(context: Context, filter: Filter, asOf: number | undefined, ending: string, view: View) {
  refuseUnknown(filter, context.rulebook());
  const found = await exportVerdicts(context, { ...filter, bbox: shownBox(filter.bbox, view) }, asOf, view);
  return { ...found, headers: { 'Content-Disposition': `attachment; filename="verdicts-${found.asOf}.${ending}"` } };
}

export const exportGeojsonEndpoint = endpoint(
  {
    ...said,
    id: 'exportVerdictsAsGeojson',
    path: '/v1/verdicts.geojson',
    summary: 'Take current verdicts away as GeoJSON',
    query: geojsonQuery,
    answers: { 200: { description: 'A FeatureCollection', content: { 'application/geo+json': z.string() } } },
  },
  async ({ query: { asOf: asked, discs = false, ...filter }, origin, view }, context) => {
    const { pages, headers, asOf, revision } = await exported(context, filter, asked, 'geojson', view);
    return { status: 200, body: geojsonOf(pages, { asOf, revision, origin, discs }), headers };
  },
);

export const exportCsvEndpoint = endpoint(
  {
    ...said,
    id: 'exportVerdictsAsCsv',
    path: '/v1/verdicts.csv',
    summary: 'Take current verdicts away as CSV, with HXL tags on request',
    query: csvQuery,
    answers: { 200: { description: 'A row for each, below their names', content: { 'text/csv': z.string() } } },
  },
  async ({ query: { asOf: asked, hxl = false, bom = false, ...filter }, origin, view }, context) => {
    const readings = readingsOf(context, filter.agreement);
    const { pages, headers, asOf } = await exported(context, filter, asked, 'csv', view);
    return { status: 200, body: csvOf(pages, { asOf, origin, readings, hxl, bom }), headers };
  },
);

/** The readings that get columns: those of the agreements asked for, as they are served now. */
function readingsOf({ rulebook }: Pick<Context, 'rulebook'>, agreement: string | undefined): string[] {
  const asked = [...rulebook().agreements.values()].filter(
    ({ definition }) => agreement === undefined || definition.id === agreement,
  );
  return [...new Set(asked.flatMap(({ definition }) => definition.readings.map(({ id }) => id)))];
}

export const exportNdjsonEndpoint = endpoint(
  {
    ...said,
    id: 'exportVerdictsAsNdjson',
    path: '/v1/verdicts.ndjson',
    summary: 'Take current verdicts away as NDJSON',
    query: ndjsonQuery,
    answers: { 200: { description: 'A summary a line', content: { 'application/x-ndjson': z.string() } } },
  },
  async ({ query: { asOf: asked, ...filter }, origin, view }, context) => {
    const { pages, headers, asOf } = await exported(context, filter, asked, 'ndjson', view);
    return { status: 200, body: ndjsonOf(pages, { asOf, origin }), headers };
  },
);
