/** A made-up row of UCDP GED; nothing in it is copied from the dataset. */
const row: Readonly<Record<string, string>> = {
  id: '1',
  type_of_violence: '1',
  side_a: 'Government of Syria',
  side_b: 'Jaysh al-Islam',
  source_office: 'Office One;Office Two;Office One',
  source_headline: 'Shells fall, two die',
  source_original: 'witnesses',
  where_prec: '1',
  where_coordinates: 'Sampleville village',
  adm_1: 'Homs Governorate',
  adm_2: 'Ar Rastan district',
  latitude: '34.5',
  longitude: '36.5',
  country: 'Syria',
  event_clarity: '1',
  date_prec: '1',
  date_start: '2016-03-10',
  date_end: '2016-03-10',
  deaths_a: '1',
  deaths_b: '1',
  deaths_civilians: '0',
  deaths_unknown: '0',
  low: '2',
  best: '2',
  high: '2',
};

/** The made-up row with some of its fields changed. */
export const sampleRow = (changes: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  ...row,
  ...changes,
});

/** Rows as a CSV file, every field quoted. */
export function sampleCsv(rows: readonly Readonly<Record<string, string>>[], lineEnd = '\n'): string {
  const columns = Object.keys(row);
  const quoted = (value: string) => `"${value.replace(/"/g, '""')}"`;
  const lines = rows.map((each) => columns.map((column) => quoted(each[column] ?? '')).join(','));
  return [columns.join(','), ...lines, ''].join(lineEnd);
}
