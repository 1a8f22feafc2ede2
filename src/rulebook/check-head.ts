import { type Path, quoted, type Report } from '../authored/diagnostic.js';
import { under } from '../authored/raw.js';
import type { Agreement } from '../domain/agreement.js';
import { type Draft, piecesOf } from './draft.js';

/** The head of an agreement: its id, its texts and their languages, its time zone. */
export function checkHead(draft: Draft): void {
  const { report, file } = draft;
  const folder = file.path.split('/').at(-2);
  const id = under(file.value, 'id');
  if (typeof id === 'string' && folder !== undefined && id !== folder)
    report(['id'], {
      code: 'other-id',
      message: `the agreement ${quoted(id)} lies in the folder ${quoted(folder)}`,
      help: 'folder and id must be the same',
    });
  for (const [text, path] of piecesOf<Agreement['texts'][number]>(draft, 'texts'))
    checkLanguage(report, text.language, [...path, 'language']);
  const zone = under(file.value, 'timeZone');
  if (typeof zone === 'string' && !isTimeZone(zone))
    report(['timeZone'], {
      code: 'unknown-time-zone',
      message: `there is no time zone ${quoted(zone)}`,
      help: 'use an IANA name such as Asia/Damascus',
    });
}

const languages = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

function checkLanguage(report: Report, tag: string, path: Path): void {
  const wellFormed = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/.test(tag);
  if (wellFormed && languages.of(tag.split('-')[0] ?? '') !== undefined) return;
  report(path, {
    code: 'unknown-language',
    message: `${quoted(tag)} is not a language tag`,
    help: 'use a BCP 47 tag such as en, ar or zh-Hans',
  });
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return /\/|^UTC$/.test(name);
  } catch {
    return false;
  }
}
