import { type ExportedVerdict, type ExportFrame, linkOf } from './exported-verdict.js';

/** A verdict as flat values under names, for tables and maps. Lists are joined by a bar. */

export type Cell = string | number | boolean | undefined;

export interface Column {
  readonly name: string;
  /** The HXL tag (hxlstandard.org, 1.1). */
  readonly tag: string;
  readonly value: (verdict: ExportedVerdict, frame: ExportFrame) => Cell;
}

/** How the entries of a list stand in one cell. */
const BAR = '|';
const listed = (values: readonly string[]): Cell => (values.length === 0 ? undefined : values.join(BAR));

/** One thing of each source, at the same place in every list of sources; nothing when no source says it. */
const ofSources = ({ sources }: ExportedVerdict, key: 'name' | 'url' | 'licence'): Cell =>
  sources.some((source) => source[key] !== undefined)
    ? sources.map((source) => source[key] ?? '').join(BAR)
    : undefined;

const head: readonly Column[] = [
  { name: 'id', tag: '#meta+id+verdict', value: ({ summary }) => summary.id },
  { name: 'link', tag: '#meta+url+verdict', value: ({ summary }, frame) => linkOf(summary, frame) },
  { name: 'incident', tag: '#event+id', value: ({ summary }) => summary.incident.id },
  { name: 'version', tag: '#event+version', value: ({ summary }) => summary.incident.version },
  { name: 'reportId', tag: '#event+code+report', value: ({ summary }) => summary.incident.reportId },
  { name: 'event', tag: '#event+code+group', value: ({ summary }) => summary.event },
  { name: 'agreement', tag: '#meta+agreement', value: ({ summary }) => summary.agreement },
  { name: 'occurredFrom', tag: '#date+occurred+start', value: ({ summary }) => summary.occurred.from },
  { name: 'occurredTo', tag: '#date+occurred+end', value: ({ summary }) => summary.occurred.to },
  { name: 'extent', tag: '#date+occurred+extent', value: ({ summary }) => summary.occurred.extent },
  { name: 'place', tag: '#loc+name', value: ({ summary }) => summary.place?.name },
  { name: 'area', tag: '#adm1+code', value: ({ area }) => area },
  { name: 'lat', tag: '#geo+lat', value: ({ summary }) => summary.place?.lat },
  { name: 'lon', tag: '#geo+lon', value: ({ summary }) => summary.place?.lon },
  { name: 'radiusKm', tag: '#geo+radius+km', value: ({ summary }) => summary.place?.radiusKm },
  { name: 'kind', tag: '#event+type+list', value: ({ summary }) => listed(summary.kind) },
  { name: 'actors', tag: '#group+actor+list', value: ({ summary }) => listed(summary.actors) },
  { name: 'targets', tag: '#group+target+list', value: ({ summary }) => listed(summary.targets) },
  { name: 'reading', tag: '#meta+reading+headline', value: ({ summary }) => summary.reading },
  { name: 'outcome', tag: '#status+outcome+headline', value: ({ summary }) => summary.outcome },
  { name: 'contested', tag: '#status+contested', value: ({ summary }) => summary.contested },
];

const tail: readonly Column[] = [
  { name: 'sources', tag: '#meta+source+list', value: (verdict) => ofSources(verdict, 'name') },
  { name: 'sourceUrls', tag: '#meta+source+url+list', value: (verdict) => ofSources(verdict, 'url') },
  { name: 'licences', tag: '#meta+licence+list', value: (verdict) => ofSources(verdict, 'licence') },
  { name: 'supersedes', tag: '#meta+id+superseded', value: ({ summary }) => summary.supersedes },
  { name: 'rulebook', tag: '#meta+rulebook', value: ({ summary }) => summary.rulebook },
  { name: 'semantics', tag: '#meta+semantics', value: ({ summary }) => summary.semantics },
  { name: 'revision', tag: '#meta+revision', value: ({ summary }) => summary.revision },
  { name: 'judgedAt', tag: '#date+judged', value: ({ summary }) => summary.judgedAt },
  { name: 'asOf', tag: '#meta+revision+asof', value: (_verdict, { asOf }) => asOf },
];

/** Three columns: the outcome of a reading, what is possible in it, and how sure it can be of what happened. */
function columnsOfReading(reading: string): readonly Column[] {
  // HXL attributes are words of letters, digits and underscores.
  const attribute = `reading_${reading.replaceAll('-', '_')}`;
  return [
    {
      name: `${reading}:outcome`,
      tag: `#status+outcome+${attribute}`,
      value: ({ summary }) => summary.readings[reading]?.outcome,
    },
    {
      name: `${reading}:possible`,
      tag: `#status+possible+list+${attribute}`,
      value: ({ summary }) => listed(summary.readings[reading]?.possible ?? []),
    },
    {
      name: `${reading}:standing`,
      tag: `#status+standing+${attribute}`,
      value: ({ summary }) => summary.readings[reading]?.standing,
    },
  ];
}

/**
 * The columns of a table of verdicts. What an older rulebook's verdict says in a reading that has no column is not lost: it
 * stands in `otherReadings`, as `reading=outcome`.
 * @param readings those that get columns of their own
 */
export function tableColumns(readings: readonly string[]): readonly Column[] {
  const known = new Set(readings);
  const other: Column = {
    name: 'otherReadings',
    tag: '#meta+readings+other+list',
    value: ({ summary }) =>
      listed(
        Object.entries(summary.readings)
          .filter(([reading]) => !known.has(reading))
          .map(([reading, { outcome }]) => `${reading}=${outcome}`),
      ),
  };
  return [...head, ...readings.flatMap(columnsOfReading), other, ...tail];
}

/** The same as one flat object, with the readings that the verdict has. What is not known is null. */
export function flatVerdict(
  verdict: ExportedVerdict,
  frame: ExportFrame,
): Record<string, string | number | boolean | null> {
  const readings = Object.keys(verdict.summary.readings).flatMap(columnsOfReading);
  return Object.fromEntries(
    [...head, ...readings, ...tail].map(({ name, value }) => [name, value(verdict, frame) ?? null]),
  );
}
