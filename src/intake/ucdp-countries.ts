/** The countries of UCDP's `country` column that Truce can read: their time, their code and how far their units reach. */

export interface UcdpCountry {
  /** The IANA zone of the country's own time, in which UCDP counts its days. */
  readonly zone: string;
  /** ISO 3166-1; absent where UCDP's country was ever wider or narrower than the state that has the code now. */
  readonly code?: string;
  /**
   * The farthest that any place in a district, governorate or the country can be from the point UCDP gives, measured on
   * boundaries. Absent where nobody has measured: a point without a radius is then all that is known (S5).
   */
  readonly reachKm?: { readonly district: number; readonly governorate: number; readonly country: number };
}

/**
 * By UCDP's own name. Syria's reach was measured from every point that UCDP uses for a district or governorate to the
 * farthest corner of the unit it lies in (OCHA boundaries): 154 km (Tadmur) and 212 km (Tartus, whose point lies in
 * Hama); no two places of the country are farther apart than 787 km. The margin is for boundaries drawn otherwise. Without a code: Israel (UCDP puts Gaza and the West Bank under
 * it), Sudan (South Sudan until 2011), Ethiopia (Eritrea until 1993), Serbia (Yugoslavia, with Kosovo).
 */
export const UCDP_COUNTRIES: ReadonlyMap<string, UcdpCountry> = new Map<string, UcdpCountry>([
  ['Syria', { zone: 'Asia/Damascus', code: 'SY', reachKm: { district: 175, governorate: 230, country: 800 } }],
  ['Armenia', { zone: 'Asia/Yerevan', code: 'AM' }],
  ['Azerbaijan', { zone: 'Asia/Baku', code: 'AZ' }],
  ['Bosnia-Herzegovina', { zone: 'Europe/Sarajevo', code: 'BA' }],
  ['Colombia', { zone: 'America/Bogota', code: 'CO' }],
  ['Ethiopia', { zone: 'Africa/Addis_Ababa' }],
  ['Iraq', { zone: 'Asia/Baghdad', code: 'IQ' }],
  ['Israel', { zone: 'Asia/Jerusalem' }],
  ['Jordan', { zone: 'Asia/Amman', code: 'JO' }],
  ['Lebanon', { zone: 'Asia/Beirut', code: 'LB' }],
  ['Libya', { zone: 'Africa/Tripoli', code: 'LY' }],
  ['North Korea', { zone: 'Asia/Pyongyang', code: 'KP' }],
  ['Philippines', { zone: 'Asia/Manila', code: 'PH' }],
  ['Serbia (Yugoslavia)', { zone: 'Europe/Belgrade' }],
  ['South Korea', { zone: 'Asia/Seoul', code: 'KR' }],
  ['South Sudan', { zone: 'Africa/Juba', code: 'SS' }],
  ['Sri Lanka', { zone: 'Asia/Colombo', code: 'LK' }],
  ['Sudan', { zone: 'Africa/Khartoum' }],
  ['Turkey', { zone: 'Europe/Istanbul', code: 'TR' }],
  ['Ukraine', { zone: 'Europe/Kyiv', code: 'UA' }],
  ['Yemen (North Yemen)', { zone: 'Asia/Aden', code: 'YE' }],
]);
