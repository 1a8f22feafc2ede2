import type { CheckedRules } from '../actions/check-rules.js';
import type { Published } from '../actions/publish-rulebook.js';
import { caseLine } from '../actions/refused-rules.js';
import { formatDiagnostic } from '../authored/diagnostic.js';
import type { Publication } from '../domain/publication.js';
import { formatInstant } from '../domain/time.js';
import { EXIT } from './run.js';
import { shownFolder } from './shown-folder.js';

/** What the commands about the live rulebook print. */

/** Tells on standard error why a folder cannot go live, and sets the exit code: 3 where it does not load, 1 for its cases. */
export function tellRefused(folder: string, { diagnostics, cases }: CheckedRules): undefined {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const prefix = shownFolder(folder);
  const told = [
    ...errors.map((each) => formatDiagnostic(each, prefix)),
    ...cases.failed.map((each) => prefix + caseLine(each)),
  ];
  const what = errors.length > 0 ? 'do not load' : 'load, but their cases fail';
  process.stderr.write(`${told.join('\n')}\ntruce: the rule files in ${folder} ${what}; nothing was published\n`);
  process.exitCode = errors.length > 0 ? EXIT.rules : EXIT.no;
}

/** A publication as JSON, with times that people read. */
export const publicationJson = ({ at, ...rest }: Publication) => ({ ...rest, at: formatInstant(at) });

const HOW: Readonly<Record<Publication['kind'], string>> = {
  initial: 'first',
  publish: 'published',
  automatic: 'by itself',
  rollback: 'rolled back to',
};

/** One line: number, time, hash, how, who and why. */
export const publicationLine = ({ number, at, hash, kind, who, why }: Publication): string =>
  `${String(number).padStart(4)}  ${formatInstant(at)}  ${hash.slice(0, 19)}…  ${HOW[kind]}, ${who}: ${why}`;

/** What came of a publish or a rollback. */
export function publishedText(hash: string, { published, publication, reassessment }: Published): string {
  if (!published) return `${hash} was live already; nothing was changed\n`;
  const before = publication?.previous === undefined ? '' : ` in place of ${publication.previous}`;
  const again =
    reassessment === undefined || reassessment.state === 'finished'
      ? ''
      : '\nwhat it can touch is judged again by a running service, or by truce reassess';
  return `${hash} is live${before} (publication ${publication?.number})${again}\n`;
}

export const publishedJson = (hash: string, { published, publication, reassessment }: Published) => ({
  rulebook: hash,
  published,
  ...(publication === undefined ? {} : { publication: publicationJson(publication) }),
  ...(reassessment === undefined ? {} : { reassessment: reassessment.id }),
});
