import { z } from 'zod';

/** The columns of UCDP GED that Truce reads. All others are known and left alone. */

const whole = z
  .string()
  .regex(/^\d{1,9}$/, 'must be a whole number')
  .transform(Number);
const degrees = z
  .string()
  .regex(/^(-?\d{1,3}(\.\d+)?)?$/, 'must be decimal degrees')
  .transform((value) => (value === '' ? undefined : Number(value)));
/** Releases write a day either bare or with a midnight after it. */
const day = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d( 00:00:00(\.0+)?)?$/, 'must be a day such as 2016-03-25')
  .transform((value) => value.slice(0, 10));

export const ucdpRowSchema = z.object({
  id: z.string().regex(/^\d{1,12}$/, "must be UCDP's number of the event"),
  type_of_violence: z.enum(['1', '2', '3']),
  side_a: z.string(),
  side_b: z.string(),
  source_office: z.string(),
  source_headline: z.string(),
  source_original: z.string(),
  where_prec: z.enum(['1', '2', '3', '4', '5', '6', '7']),
  where_coordinates: z.string(),
  latitude: degrees,
  longitude: degrees,
  country: z.string(),
  event_clarity: z.enum(['1', '2']),
  date_prec: z.enum(['1', '2', '3', '4', '5']),
  date_start: day,
  date_end: day,
  deaths_civilians: whole,
  deaths_unknown: whole,
  low: whole,
  best: whole,
  high: whole,
});
export type UcdpRow = z.output<typeof ucdpRowSchema>;

/** The columns without which a file cannot be read. */
export const UCDP_NEEDED: readonly string[] = Object.keys(ucdpRowSchema.shape);

/** Every column of the releases since 2015. */
export const UCDP_COLUMNS: ReadonlySet<string> = new Set([
  ...UCDP_NEEDED,
  ...['relid', 'year', 'active_year', 'code_status', 'conflict_dset_id', 'conflict_new_id', 'conflict_name'],
  ...['dyad_dset_id', 'dyad_new_id', 'dyad_name', 'side_a_dset_id', 'side_a_new_id', 'side_b_dset_id', 'side_b_new_id'],
  ...['number_of_sources', 'source_article', 'source_date', 'where_description', 'adm_1', 'adm_2', 'geom_wkt'],
  ...['priogrid_gid', 'country_id', 'region', 'deaths_a', 'deaths_b', 'gwnoa', 'gwnob'],
]);
