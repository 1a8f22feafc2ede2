import { Problem } from '../domain/problem.js';
import type { Database, Transaction } from '../store/connect.js';
import { type Link, type LinkFilter, linkById, linkDecisions, listLinks } from '../store/links.js';
import { currentRevision } from '../store/revision.js';
import { asOfOf, type Page, pageOf } from './page.js';
import type { Service } from './service.js';

const shortOf = ({ number, decided: _, ...link }: Link) => ({ ...link, revision: number });
export type LinkSummary = ReturnType<typeof shortOf>;

/** A reviewer reads links between reports that may be of one act, the newest first. */
export async function readLinks(
  service: Service,
  asked: Omit<LinkFilter, 'asOf' | 'before'>,
  page: { asOf?: number | undefined; before?: string | undefined },
): Promise<Page<LinkSummary, string>> {
  const revision = await currentRevision(service.database);
  const asOf = asOfOf(page.asOf, revision);
  const found = await listLinks(service.database, { ...asked, ...page, asOf, limit: asked.limit + 1 });
  return pageOf(found.map(shortOf), asked.limit, revision, asOf, (last) => last.id);
}

/**
 * One link with everything that was decided of it.
 * @throws Problem `not-found`
 */
export async function readLink({ database }: { readonly database: Database | Transaction }, id: string) {
  const link = await linkById(database, id);
  if (link === undefined) throw new Problem('not-found', `There is no link ${JSON.stringify(id)}.`);
  return { ...shortOf(link), decisions: await linkDecisions(database, id) };
}
