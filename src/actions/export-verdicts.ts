import { shown } from '../domain/shown.js';
import type { View } from '../domain/shown-view.js';
import type { ExportedVerdict } from '../export/exported-verdict.js';
import { listVerdicts, type VerdictFilter } from '../store/list-verdicts.js';
import { currentRevision } from '../store/revision.js';
import { sourcesOfVerdicts, type VerdictSources } from '../store/verdict-sources.js';
import { knownParty } from './known-party.js';
import { asOfOf } from './page.js';
import type { Service } from './service.js';

export interface VerdictExport {
  /** The highest change number now. */
  readonly revision: number;
  /** The revision that the whole of it shows, whatever arrives meanwhile. */
  readonly asOf: number;
  /** The newest first. Throws when the database fails, so that what was written of it is known to be incomplete. */
  readonly pages: AsyncGenerator<readonly ExportedVerdict[], void, undefined>;
}

const PAGE = 500;

/**
 * Somebody takes verdicts away in a file: all that a filter finds, as they were at one revision.
 * @param asOf the revision to show; the latest when absent
 * @param view whom the file is for
 * @throws Problem `unknown-parameter` for a party that nobody knows
 */
export async function exportVerdicts(
  { database, rulebook }: Pick<Service, 'database' | 'rulebook'>,
  asked: Omit<VerdictFilter, 'asOf' | 'before' | 'limit'>,
  asOf: number | undefined,
  view: View,
): Promise<VerdictExport> {
  const filter = { ...asked, party: await knownParty({ database, rulebook }, asked.party) };
  const revision = await currentRevision(database);
  const showing = asOfOf(asOf, revision);
  return { revision, asOf: showing, pages: shownPages(pagesOf(database, filter, showing), view) };
}

async function* shownPages(pages: AsyncGenerator<readonly ExportedVerdict[]>, view: View) {
  for await (const page of pages) yield shown(page, view);
}

/** Each page is a query by itself: nothing is held open while the reader takes the last one. */
async function* pagesOf(
  database: Service['database'],
  filter: Omit<VerdictFilter, 'asOf' | 'before' | 'limit'>,
  asOf: number,
) {
  let before: number | undefined;
  for (;;) {
    const found = await listVerdicts(database, { ...filter, asOf, before, limit: PAGE });
    const numbers = found.map(({ revision }) => revision);
    const sources = await sourcesOfVerdicts(database, numbers);
    yield found.map((summary): ExportedVerdict => ({ summary, ...shownSources(sources.get(summary.revision)) }));
    before = numbers.at(-1);
    if (found.length < PAGE) return;
  }
}

/** What a report leaves out or does not know is left out. */
const shownSources = ({ area, sources }: VerdictSources = { sources: [] }): Omit<ExportedVerdict, 'summary'> => ({
  ...(area === undefined ? {} : { area }),
  sources: sources.map(({ name, url, licence }) => ({
    name,
    ...(url == null ? {} : { url }),
    ...(licence == null ? {} : { licence }),
  })),
});
