import { relative } from 'node:path';

/** A folder as it is shown before file names: from here where it lies below, whole otherwise; with a slash at its end. */
export function shownFolder(folder: string): string {
  const here = relative(process.cwd(), folder);
  const shown = here === '' || here.startsWith('..') ? folder : here;
  return shown.endsWith('/') ? shown : `${shown}/`;
}
