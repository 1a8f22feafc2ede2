import { z } from 'zod';
import { dated, slug } from '../domain/group.js';

/** zones.geojson and presence.geojson (RFC 7946). Geometries are checked apart, coordinate by coordinate. */

const source = z.string().min(1, 'must name a source');
const accuracyKm = z.number().min(0, 'must be at least 0').max(20_040, 'must be at most half the globe, 20040');
const localized = z.union([
  z.string().min(1),
  z.strictObject({ en: z.string().min(1), ar: z.string().optional(), ru: z.string().optional() }),
]);

const collectionOf = <Properties extends z.ZodType>(properties: Properties) =>
  z.looseObject({
    type: z.literal('FeatureCollection'),
    features: z.array(
      z.looseObject({
        type: z.literal('Feature'),
        id: slug.optional(),
        properties,
        geometry: z.unknown(),
      }),
    ),
  });

export const zonesSchema = collectionOf(
  z.strictObject({
    id: slug.optional(),
    name: localized,
    codes: z.array(z.string().min(1)).optional(),
    source,
    accuracyKm,
    note: z.string().optional(),
  }),
);

export const presenceSchema = collectionOf(
  z.strictObject({
    id: z.string().optional(),
    group: slug,
    from: dated,
    to: dated,
    by: z.string().min(1, 'must say who saw it'),
    source,
    accuracyKm,
    note: z.string().optional(),
  }),
);
