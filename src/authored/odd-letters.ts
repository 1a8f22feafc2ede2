/** Letters that look like Latin ones and are none, as they come with a copied name or another keyboard. */

const TWINS: Readonly<Record<string, string>> = {
  а: 'a',
  в: 'b',
  с: 'c',
  ԁ: 'd',
  е: 'e',
  ѐ: 'e',
  һ: 'h',
  і: 'i',
  ј: 'j',
  к: 'k',
  ӏ: 'l',
  м: 'm',
  п: 'n',
  о: 'o',
  р: 'p',
  ѕ: 's',
  т: 't',
  у: 'y',
  х: 'x',
  ԝ: 'w',
  α: 'a',
  ε: 'e',
  ι: 'i',
  κ: 'k',
  ν: 'v',
  ο: 'o',
  ρ: 'p',
  τ: 't',
  υ: 'u',
  χ: 'x',
  ı: 'i',
  ɑ: 'a',
  ɡ: 'g',
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '−': '-',
};
const SCRIPTS = ['Cyrillic', 'Greek', 'Arabic', 'Hebrew', 'Armenian', 'Han'] as const;

/** What to say of a text that should be plain Latin letters, figures and hyphens, and holds others; nothing where it holds none. */
export function oddLetters(text: string): string | undefined {
  const letter = /[^\p{ASCII}]/u.exec(text)?.[0];
  if (letter === undefined) return undefined;
  const number = `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  const script = SCRIPTS.find((each) => new RegExp(`\\p{Script=${each}}`, 'u').test(letter));
  const twin = TWINS[letter.toLowerCase()];
  const what = /\p{Nd}/u.test(letter)
    ? `the figure \`${letter}\` (${number}) is not one of 0 to 9`
    : /\p{Zs}|\p{Cf}/u.test(letter)
      ? `it holds an invisible character (${number})`
      : `the ${/\p{L}/u.test(letter) ? 'letter' : 'character'} \`${letter}\` (${number}) is ${script === undefined ? 'not one of a to z' : script}`;
  return twin === undefined ? what : `${what}; type \`${twin}\``;
}
