/** What a key of a file is for, by its path without list positions: `terms.clause.says`; `*` stands for a name of the author's. */
export type KeyMeanings = Readonly<Record<string, string>>;

/**
 * The meaning of a key: by its whole path, else by ever shorter ends of it (`clause.at`, `at`).
 * @param path the keys from the top of the file; list positions and names of the author's may be left in
 */
export function meaningOf(path: readonly (string | number)[], ...meanings: readonly KeyMeanings[]): string | undefined {
  const keys = path.filter((step): step is string => typeof step === 'string');
  for (let start = 0; start < keys.length; start += 1) {
    const rest = keys.slice(start);
    for (const table of meanings)
      for (const text of [
        rest.join('.'),
        ...rest.map((_, index) => rest.map((key, at) => (at === index ? '*' : key)).join('.')),
      ])
        if (Object.hasOwn(table, text)) return table[text];
  }
  return undefined;
}
