import type { Incident } from '../domain/incident.js';
import { Problem } from '../domain/problem.js';
import type { Verdict } from '../domain/verdict.js';
import type { VerdictSummary } from '../domain/verdict-summary.js';
import { verdictProse } from '../export/prose.js';
import { type Cause, causeOfChange } from '../store/causes.js';
import { versionsOf } from '../store/incidents.js';
import { listVerdicts, listWholeVerdicts, type VerdictFilter } from '../store/list-verdicts.js';
import { currentRevision } from '../store/revision.js';
import { verdictById, verdictEnd } from '../store/verdicts.js';
import { knownParty } from './known-party.js';
import { asOfOf, type Page, pageOf } from './page.js';
import type { Service } from './service.js';

/**
 * A dashboard reads verdicts, the newest first: summaries, or whole with their reasons.
 * @throws Problem `unknown-parameter` for a party that nobody knows
 */
export async function readVerdicts(
  service: Service,
  asked: Omit<VerdictFilter, 'asOf' | 'before'> & { readonly reasons: boolean },
  page: { asOf?: number | undefined; before?: number | undefined },
): Promise<Page<VerdictSummary, number>> {
  const { reasons, ...rest } = asked;
  const filter = { ...rest, party: await knownParty(service, rest.party) };
  const revision = await currentRevision(service.database);
  const asOf = asOfOf(page.asOf, revision);
  const list = reasons ? listWholeVerdicts : listVerdicts;
  const found = await list(service.database, { ...filter, ...page, asOf, limit: filter.limit + 1 });
  return pageOf<VerdictSummary, number>(
    found as readonly VerdictSummary[],
    filter.limit,
    revision,
    asOf,
    (last) => last.revision,
  );
}

/**
 * Somebody reads one verdict with its reasons, and with the rule changes that it came from where a publish made it.
 * @throws Problem `not-found`
 */
export async function readVerdict(
  service: Pick<Service, 'database'>,
  id: string,
): Promise<Verdict & { readonly because?: readonly Cause[] }> {
  const verdict = await readStoredVerdict(service, id);
  const because = await causeOfChange(service.database, verdict.revision);
  return because === undefined ? verdict : { ...verdict, because };
}

/**
 * The verdict as it is taken along and told: without what the record says of its making.
 * @throws Problem `not-found`
 */
export async function readStoredVerdict(service: Pick<Service, 'database'>, id: string): Promise<Verdict> {
  const verdict = await verdictById(service.database, id);
  if (verdict === undefined) throw new Problem('not-found', `There is no verdict ${JSON.stringify(id)}.`);
  return verdict;
}

/** All that can ever change of a verdict: whether and by what it ended. Undefined when there is none of that id. One row. */
export async function stateOfVerdict(service: Pick<Service, 'database'>, id: string): Promise<string | undefined> {
  const end = await verdictEnd(service.database, id);
  return end === undefined ? undefined : (end?.toString() ?? 'current');
}

/** The same as plain prose. Names come from the rulebook that is served now; the verdict itself is as it was stored. */
export async function readVerdictProse(service: Service, id: string): Promise<string> {
  const verdict = await readStoredVerdict(service, id);
  const versions = await versionsOf(service.database, verdict.incident.id ?? '');
  const version = versions.find((each) => each.version === verdict.incident.version);
  return verdictProse(verdict, version?.report as Incident, service.rulebook());
}
