import type { Place } from '../domain/incident.js';
import type { UcdpCountry } from './ucdp-countries.js';
import type { UcdpRow } from './ucdp-row.js';

/** How far a built-up place may reach from its point: villages and single sites, and towns with their quarters. */
const SITE_KM = 5;
const TOWN_KM = 10;
/** UCDP says "about 25 km from a known point"; the point itself may be off as a site's is. */
const NEAR_KM = 25 + SITE_KM;

/**
 * Where the event took place. The radius surely covers what UCDP's precision leaves open, or is absent where nothing
 * measured says how far that is (docs/decisions). UCDP codes the country of every event on land, so the country's code
 * is known however wide the disc.
 */
export function placeFromUcdp(row: UcdpRow, country: UcdpCountry): Place {
  const name = row.where_coordinates === '' ? row.country : row.where_coordinates;
  const atSea = row.where_prec === '7';
  const hasPoint = row.where_prec < '6' && row.longitude !== undefined && row.latitude !== undefined;
  const radiusKm = hasPoint ? radiusOf(row, country) : undefined;
  return {
    name: name.slice(0, 300),
    ...(hasPoint ? { lon: row.longitude, lat: row.latitude } : {}),
    ...(radiusKm === undefined ? {} : { radiusKm }),
    ...(country.code === undefined || atSea ? {} : { within: [country.code] }),
  };
}

function radiusOf(row: UcdpRow, country: UcdpCountry): number | undefined {
  switch (row.where_prec) {
    case '1':
      return /\b(town|city)\b/i.test(row.where_coordinates) ? TOWN_KM : SITE_KM;
    case '2':
      return NEAR_KM;
    case '3':
      return country.reachKm?.district;
    case '4':
      return country.reachKm?.governorate;
    default:
      // 5: a road, a border, "Northern Syria". The point is UCDP's guess; how far the area reaches is not said.
      return country.reachKm?.country;
  }
}
