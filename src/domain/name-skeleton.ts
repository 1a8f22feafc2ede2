import { foldName } from './fold-name.js';
import { soundsOf } from './name-sounds.js';

/**
 * Keys under which the spellings of one place name meet. The fold is narrow: one script, small differences. The skeleton
 * is wide: only the consonants stay, in any script, and those that are written in many ways are levelled.
 */
export interface NameKeys {
  /** As in S6; empty when the name holds no letter or digit. Names that share it are one name. */
  readonly fold: string;
  /** Lower-case letters and digits; empty when the name has no consonant. Names that share it may be one name. */
  readonly skeleton: string;
}

/** Raised when the keys of names change, so that what was loaded with the old ones is known to be stale. */
export const NAME_KEYS = 1;

/** @param name in any script; never throws */
export function nameKeys(name: string): NameKeys {
  return { fold: foldName(name), skeleton: soundsOf(name).consonants.join('') };
}

/**
 * Whether two names are spellings of one as far as letters can tell: one skeleton, consonants that may be the same Arabic
 * letter (kh is never ح), and vowels that do not contradict each other. A long vowel that Arabic writes must show on the
 * other side, a diphthong or a final vowel of a Latin spelling must be written in Arabic; short vowels are free.
 */
export function spellingsAgree(one: string, other: string): boolean {
  const a = soundsOf(one);
  const b = soundsOf(other);
  if (a.consonants.join('') !== b.consonants.join('')) return false;
  if (!a.letters.every((letters, index) => [...letters].some((letter) => b.letters[index]?.includes(letter))))
    return false;
  return a.gaps.every((gap, index) => gapsAgree(gap, b.gaps[index] ?? '', index === a.gaps.length - 1));
}

/** @param last whether the name ends with this gap */
function gapsAgree(one: string, other: string, last: boolean): boolean {
  const a = one.split('|');
  const b = other.split('|');
  if (a.length === b.length) return a.every((part, i) => partsAgree(part, b[i] ?? '', last || i < a.length - 1));
  return partsAgree(a.join(''), b.join(''), last);
}

/** @param final whether a word ends here: then both sides must have a vowel, or neither */
function partsAgree(a: string, b: string, final: boolean): boolean {
  const free = a.includes('?') || b.includes('?');
  if (final && !free && (a === '') !== (b === '')) return false;
  const [arabicA, arabicB] = [/[AUI]/.test(a), /[AUI]/.test(b)];
  if (arabicA && arabicB) return ['U', 'I'].every((vowel) => a.includes(vowel) === b.includes(vowel));
  if (/[a-z]/.test(a) && /[a-z]/.test(b)) return latinAgree(a, b) && latinAgree(b, a);
  return shows(a, b, free) && shows(b, a, free);
}

/** Two Latin spellings: no o or u against e or i, and no diphthong or long vowel against an a. */
function latinAgree(a: string, b: string): boolean {
  if (/^[uow]+$/.test(a) && /^[iey]+$/.test(b)) return false;
  return (!/y|[ae]i|ee/.test(a) || /[iey]/.test(b)) && (!/w|[ao]u|oo/.test(a) || /[uow]/.test(b));
}

/** Whether what Arabic writes is heard in the Latin vowels, and what these surely have is written. */
function shows(arabic: string, latin: string, free: boolean): boolean {
  if (/[a-z]/.test(arabic) || /[AUI]/.test(latin)) return true;
  if (arabic.includes('U') && !/[uow]/.test(latin)) return false;
  if (arabic.includes('I') && !/[iey]/.test(latin)) return false;
  if (arabic.includes('A') && !/[ae]/.test(latin)) return false;
  if (free) return true;
  return (!/y|[ae]i/.test(latin) || arabic.includes('I')) && (!/w|au/.test(latin) || arabic.includes('U'));
}
