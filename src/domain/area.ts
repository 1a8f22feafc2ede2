/** What a report says of where a place lies, beside its coordinates. */
interface Coded {
  readonly pcode?: string | null | undefined;
  readonly within?: readonly string[] | null | undefined;
}

/**
 * The code of the first-level area (governorate, oblast, state) that a place is said to lie in, such as SY05: the first
 * four characters of a p-code (OCHA: two letters of the country, two digits), or an area named in `within`. A code of a
 * single settlement (C8380) or of the country alone says nothing of it.
 * @returns undefined where nobody said; never guessed from a point
 */
export function areaOf(place: Coded | null | undefined): string | undefined {
  const codes = [place?.pcode, ...(place?.within ?? [])];
  for (const code of codes) {
    const [area] = /^[A-Z]{2}\d{2}(?=(\d{2})*$)/.exec(code ?? '') ?? [];
    if (area !== undefined) return area;
  }
  return undefined;
}
