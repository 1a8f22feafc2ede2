import anyAscii from 'any-ascii';

/**
 * A name as sounds, so that spellings in several scripts can be laid side by side: the consonants, and what stands
 * between them. Arabic is read as Arabic; every other script is brought to Latin letters by any-ascii and read as a
 * transliteration of Arabic in the English, French, Turkish, Kurdish or Russian manner.
 */
export interface Sounds {
  /** One entry for each consonant or digit, levelled: q and k, j and g and gh, kh and h, t and d, b and p, sh as `x`. */
  readonly consonants: readonly string[];
  /** For each consonant the Arabic letters it may stand for; a digit stands for itself. */
  readonly letters: readonly string[];
  /**
   * What stands before, between and after the consonants; one more than there are consonants. Latin vowels as written
   * (`a`, `ou`, `ay`); vowels that Arabic writes as `A`, `U`, `I`; `?` for what may or may not be heard as a vowel (ʿayn,
   * hamza, a feminine ending); `|` between two words.
   */
  readonly gaps: readonly string[];
}

/** The same names are asked again and again; so many are remembered. */
const MOST_REMEMBERED = 20_000;
const remembered = new Map<string, Sounds>();

/** @param name in any script; never throws */
export function soundsOf(name: string): Sounds {
  const before = remembered.get(name);
  if (before !== undefined) return before;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  const sounds = readSounds(name);
  remembered.set(name, sounds);
  return sounds;
}

function readSounds(name: string): Sounds {
  const plain = name.normalize('NFKC').toLowerCase().normalize('NFD').replace(ARABIC_MARKS, '').normalize('NFC');
  const words = plain
    .replace(/[ʿʾ‘’'`´"]/g, '')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '');
  const telling = words.filter((word) => !ARTICLES.has(inLatin(word)));
  const other = OTHER_ALPHABET.test(plain);
  const consonants: string[] = [];
  const letters: string[] = [];
  const gaps = [''];
  for (const [index, word] of (telling.length > 0 ? telling : words).entries()) {
    if (index > 0) gaps[gaps.length - 1] += '|';
    for (const [base, arabic] of isArabic(word) ? arabicSounds(word) : latinSounds(word, other)) {
      // Kafr Ruma is also written Kafruma.
      const twice = gaps.at(-1) === '|' && base === consonants.at(-1);
      if (arabic === '') gaps[gaps.length - 1] += base;
      else if (!twice) {
        consonants.push(base);
        letters.push(arabic);
        gaps.push('');
      }
    }
  }
  return { consonants, letters, gaps };
}

/** A consonant with the Arabic letters it may be, or a vowel with none. */
type Sound = readonly [base: string, arabic: string];

const ARTICLES = new Set(
  'al el il ul l ash esh ech as es at et ad ed adh edh ar er an en az ez ath eth the of'.split(' '),
);
const ARABIC_MARKS = /[\u064b-\u065f\u0670ـ]/g;

const isArabic = (word: string) => /\p{Script=Arabic}/u.test(word);
const inLatin = (word: string) =>
  anyAscii(word)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

/** Which Arabic letters a Latin consonant or pair may stand for, and the consonant it is levelled to. */
const LATIN = new Map<string, Sound>([
  ...Object.entries({
    ...{ b: 'ب', d: 'دذضظ', f: 'ف', h: 'حه', k: 'كق', l: 'ل', m: 'م', n: 'ن', r: 'ر', s: 'سص', t: 'تطث', z: 'زظ' },
    g: 'غجگ',
  }).map(([letter, arabic]) => [letter, [letter === 't' ? 'd' : letter, arabic]] as const),
  ...Object.entries({ q: ['k', 'ق'], c: ['k', 'كق'], j: ['g', 'ج'], x: ['h', 'خ'], p: ['b', 'بپ'] } as const),
  ...Object.entries({ kh: ['h', 'خ'], gh: ['g', 'غ'], th: ['d', 'ثذظض'], dh: ['d', 'ذظض'], ph: ['f', 'ف'] } as const),
  ...Object.entries({ sh: ['x', 'ش'], ch: ['x', 'شچ'], tch: ['x', 'شچ'], dj: ['g', 'ج'], zh: ['g', 'ج'] } as const),
  ...Object.entries({ dzh: ['g', 'ج'] } as const),
]);
const LATIN_PARTS = /dzh|tch|[kgtdpsz]h|ch|dj|[aeiouyvw]|./g;

/** Kurdish and Turkish write j as c and kh as h or x; Russian has one letter for all of ح, ه and خ. */
const OTHER_ALPHABET = /[êîûçşğıа-я]/;
const ANY_H = 'حهخ';

function latinSounds(word: string, other: boolean): Sound[] {
  const read = other ? word.replace(/c/g, 'j') : word;
  const hushed = read
    .replace(/[šş]/g, 'sh')
    .replace(/[čç]/g, 'ch')
    .replace(/[ğġ]/g, 'gh')
    .replace(/ž/g, 'zh')
    .replace(/х/g, 'h');
  const level = inLatin(hushed)
    .replace(/^abul$/, 'abu')
    .replace(/^el(?=[b-df-hj-np-tv-z]..)/, '')
    .replace(/([^aeiouyw0-9])\1+/g, '$1')
    .replace(/(?<=[aeiouyw])h$/, '');
  const sounds = (level.match(LATIN_PARTS) ?? []).map(
    (part): Sound =>
      other && (part === 'h' || part === 'kh')
        ? ['h', ANY_H]
        : (LATIN.get(part) ?? (/[0-9]/.test(part) ? [part, part] : [part === 'v' ? 'w' : part, ''])),
  );
  return /[ae]t$/.test(level) ? withoutFeminineEnding(sounds) : sounds;
}

/** Persian and Kurdish forms of an Arabic letter. */
const SAME_LETTER = new Map(Object.entries({ ک: 'ك', ھ: 'ه', ڕ: 'ر', ڵ: 'ل', ژ: 'ج' }));
const ARABIC_VOWELS = new Map(
  Object.entries({
    ...{ ا: 'A', أ: '?', إ: '?', آ: 'A', ٱ: '?', ى: 'A', ە: 'A', ة: 'A', و: 'U', ۆ: 'U', ي: 'I', ی: 'I', ێ: 'I' },
    ...{ ء: '?', ع: '?', ئ: '?', ؤ: '?' },
  }),
);
const ARABIC = new Map<string, Sound>(
  Object.entries({
    ...{ b: 'بپ', d: 'دذضظتثط', g: 'جگژغ', h: 'حخهھ', r: 'رڕ', z: 'ز', s: 'سص', x: 'شچ', f: 'ف', k: 'قكک', l: 'لڵ' },
    ...{ m: 'م', n: 'ن' },
  }).flatMap(([base, all]) => [...all].map((letter) => [letter, [base, SAME_LETTER.get(letter) ?? letter]] as const)),
);

function arabicSounds(word: string): Sound[] {
  const bare = /^ال\p{L}{2,}$/u.test(word) ? word.slice(2) : word;
  const ended = bare.replace(/(?<=..)[ةه]$/u, 'ا');
  const sounds = [...ended].flatMap((letter): Sound[] => {
    const known = ARABIC.get(letter);
    if (known !== undefined) return [known];
    const vowel = ARABIC_VOWELS.get(letter);
    return vowel === undefined ? latinSounds(letter, false) : [[vowel, '']];
  });
  // A feminine ending is also written ت; after ي or و it belongs to the word, as in بيت.
  return /[^يو]ت$/u.test(ended) ? withoutFeminineEnding(sounds) : sounds;
}

const withoutFeminineEnding = (sounds: Sound[]): Sound[] => {
  const without = sounds.slice(0, -1);
  return without.filter(([, arabic]) => arabic !== '').length >= 2 ? [...without, ['?', '']] : sounds;
};
