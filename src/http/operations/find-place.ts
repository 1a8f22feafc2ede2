import { z } from 'zod';
import { findPlace } from '../../actions/find-place.js';
import { endpoint } from '../operation.js';
import { pointParameter, textParameter, wholeParameter } from '../parameters.js';

const DEFAULT_LIMIT = 20;

const query = z.strictObject({
  name: textParameter('A name in any script, in any usual spelling, or a pcode'),
  near: pointParameter(
    'lon,lat: tell the distance from this point, the nearest of equally close names first',
  ).optional(),
  limit: wholeParameter(1, 100, `The most places in the answer; ${DEFAULT_LIMIT} when not said`).optional(),
});

const place = z
  .strictObject({
    name: z.string(),
    pcode: z.string().optional(),
    lon: z.number(),
    lat: z.number(),
    radiusKm: z.number().describe('The place lies surely within so many kilometres of its point'),
    area: z.string().optional().describe('The code of its first-level area'),
    class: z.string().optional().describe('What kind of place it is, in the words of its source'),
    matched: z
      .enum(['pcode', 'name', 'transliterated', 'similar'])
      .describe('By its code, by that name, by another spelling or script, or only by like consonants'),
    spelling: z.string().describe('The name of it that matched'),
    distanceKm: z.number().optional().describe('From the point that was asked about'),
    source: z.string(),
    licence: z.string().nullable(),
    load: z.string().describe('The hash of the load that it comes from'),
  })
  .meta({ id: 'GazetteerPlace' });

const answer = z
  .strictObject({
    items: z.array(place).describe('The closest first'),
    more: z.number().int().describe('How many were left out'),
    nearest: z.array(z.string()).optional().describe('When nothing was found: names that come near'),
  })
  .meta({ id: 'FoundPlaces' });

export const findPlaceEndpoint = endpoint(
  {
    id: 'findPlace',
    method: 'get',
    path: '/v1/gazetteer',
    tag: 'incidents',
    scopes: [['rules:read'], ['verdicts:read'], ['incidents:write'], ['incidents:read']],
    shows: 'nothing',
    summary: 'Look a place up by its name or code',
    description:
      'The places that an operator has loaded. A report that names its place without a point is looked up here.',
    query,
    answers: { 200: { description: 'The places that have the name, or may', content: { 'application/json': answer } } },
    problems: ['unknown-parameter'],
  },
  async ({ query: { name, near, limit } }, context) => ({
    status: 200,
    body: await findPlace(context, { name, near, limit: limit ?? DEFAULT_LIMIT }),
  }),
);
