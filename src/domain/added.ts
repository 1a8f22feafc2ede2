import { z } from 'zod';
import type { Incident, Place } from './incident.js';

/** What Truce adds to a report before it is judged. It is kept beside the report, marked, and never stands in its place. */

const MATCHES = ['pcode', 'name', 'transliterated'] as const;

export const addedSchema = z
  .strictObject({
    place: z
      .strictObject({
        lon: z.number(),
        lat: z.number(),
        radiusKm: z.number().optional().describe('Absent where the report gives one'),
        pcode: z.string().optional().describe('Absent where the report gives one, or the gazetteer has none'),
      })
      .describe('What the report did not say of its place'),
    by: z.literal('gazetteer'),
    load: z.string().describe('The hash of the gazetteer load that it comes from'),
    matched: z
      .enum(MATCHES)
      .describe(
        'How the place was found: by its code, by a name as written, or by a name in another spelling or script',
      ),
    name: z.string().describe("The gazetteer's own name of the place"),
    area: z.string().optional().describe('The code of the first-level area that the gazetteer puts it in'),
  })
  .meta({ id: 'Added' });

export type Added = z.output<typeof addedSchema>;
export type Match = Added['matched'];

/**
 * The incident that is judged: the report with what was added where the report says nothing. What it says stands.
 * @param added null or undefined when nothing was
 */
export function withAdded(report: Incident, added: Added | null | undefined): Incident {
  if (added == null) return report;
  const said = Object.fromEntries(Object.entries(report.place ?? {}).filter(([, value]) => value != null)) as Place;
  return { ...report, place: { ...added.place, ...said } };
}
