import { DIAGNOSTIC_CODES } from './remedies.js';

/**
 * docs/diagnostics.md: every code with what it stands for, what to do and how it is told.
 * @param exampleOf a diagnostic of that code as it is printed, where a text of a rule file can show it
 */
export function diagnosticsPage(exampleOf: (code: string) => string | undefined): string {
  const codes = [...DIAGNOSTIC_CODES].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    '# Diagnostics',
    '',
    'What `truce check` says of rule files, cases and profiles, by its code. Generated from `src/authored/codes-*.ts` and the',
    'mistakes under `test/bad-rules` by `npx vitest run test/authored -u`; do not edit.',
    '',
    'Every diagnostic has a place (`file:line:column`, from 1; columns count UTF-16 units, as editors do), says in the words of the',
    'file what is wrong, and what would be right: `did you mean`, `help`, or both. An error keeps the set of files from being',
    'served; a warning does not (`truce check --strict` exits 1 for it). `--format json` gives the same as data: `file`, `line`,',
    '`column`, `endLine`, `endColumn`, `path`, `severity`, `code`, `message`, `help`, `nearest`, `excerpt`, `excerptFrom` (the',
    'column at which the excerpt of a long line begins) and, with findings, `example`. `--format compact` gives one line each for editors, `--format github` the annotations of GitHub.',
    '',
    ...codes.flatMap(([code, { meaning, remedy }]) => {
      const example = exampleOf(code);
      const shown = example === undefined ? [] : ['', '```', ...example.split('\n'), '```'];
      return [`## ${code}`, '', `${meaning}. *${remedy.charAt(0).toUpperCase()}${remedy.slice(1)}.*`, ...shown, ''];
    }),
  ].join('\n');
}
