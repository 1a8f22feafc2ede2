/**
 * Folds a name so that spellings of one name meet (S6): case, diacritics and vowel signs go, Arabic letter variants are
 * joined, transliteration is levelled (Jaysh and Jaish, articles, apostrophes, doubled letters, kh and h …), and
 * everything but letters and digits is dropped. Two names are the same when their folds are.
 */
export function foldName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[šşŠŞ]/g, 'sh')
    .replace(/[čçČÇ]/g, 'ch')
    .replace(/[ğĞġĠ]/g, 'gh')
    .replace(/[žŽ]/g, 'zh')
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .toLowerCase()
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/ى/g, 'ي')
    .replace(/ة/g, 'ه')
    .replace(/سوريا/g, 'سوريه')
    .replace(/ـ/g, '')
    .replace(/ؤ/g, 'و')
    .replace(/ئ/g, 'ي')
    .replace(/ё/g, 'е')
    .replace(/&/g, ' and ');
  const words = plain
    .replace(/[ʿʾ‘’'`´"]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !articles.has(word))
    .map((word) => (/^ال\p{L}{3,}$/u.test(word) ? word.slice(2) : word))
    .map(levelTransliteration);
  return words.join('');
}

const articles = new Set(['al', 'el', 'ul', 'ash', 'as', 'at', 'ad', 'ar', 'an', 'az', 'the', 'of']);

/** Levels the usual ways of writing Arabic sounds in Latin letters. */
function levelTransliteration(word: string): string {
  if (!/^[a-z0-9]+$/.test(word)) return word;
  return word
    .replace(/^jay[sc]h$|^jays$|^gaish$|^geish$/, 'jaish')
    .replace(/ae/g, 'ai')
    .replace(/ou|oo/g, 'u')
    .replace(/ee/g, 'i')
    .replace(/dh/g, 'd')
    .replace(/ay|ai|ey|ei/g, 'ai')
    .replace(/q/g, 'k')
    .replace(/e/g, 'a')
    .replace(/o/g, 'u')
    .replace(/([a-z])\1+/g, '$1')
    .replace(/h$/, '');
}
