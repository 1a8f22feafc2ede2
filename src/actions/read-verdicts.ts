import { type Added, withAdded } from '../domain/added.js';
import type { Incident } from '../domain/incident.js';
import { Problem } from '../domain/problem.js';
import { shown } from '../domain/shown.js';
import type { View } from '../domain/shown-view.js';
import type { Verdict } from '../domain/verdict.js';
import type { VerdictSummary } from '../domain/verdict-summary.js';
import type { Rulebook } from '../engine/rulebook.js';
import { verdictProse } from '../export/prose.js';
import type { Language } from '../language/language.js';
import { type Cause, causeOfChange } from '../store/causes.js';
import { versionsOf } from '../store/incidents.js';
import { listVerdicts, listWholeVerdicts, type VerdictFilter } from '../store/list-verdicts.js';
import { redactedPointers } from '../store/redactions.js';
import { currentRevision } from '../store/revision.js';
import { verdictById, verdictState } from '../store/verdicts.js';
import type { KeptRulebooks } from './kept-rulebooks.js';
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
): Promise<Verdict & { readonly because?: readonly Cause[]; readonly redacted?: readonly string[] }> {
  const verdict = await readStoredVerdict(service, id);
  const because = await causeOfChange(service.database, verdict.revision);
  const redacted = await redactedSince(service, verdict);
  return {
    ...verdict,
    ...(because === undefined ? {} : { because }),
    ...(redacted.length === 0 ? {} : { redacted }),
  };
}

/** What was redacted of the report since, as pointers. */
const redactedSince = ({ database }: Pick<Service, 'database'>, { incident: { id = '', version = 0 } }: Verdict) =>
  redactedPointers(database, id, version);

/**
 * The verdict as it is taken along and told: without what the record says of its making.
 * @throws Problem `not-found`
 */
export async function readStoredVerdict(service: Pick<Service, 'database'>, id: string): Promise<Verdict> {
  const verdict = await verdictById(service.database, id);
  if (verdict === undefined) throw new Problem('not-found', `There is no verdict ${JSON.stringify(id)}.`);
  return verdict;
}

/**
 * All that can ever change of a verdict: whether and by what it ended, and whether something of it was redacted. Undefined
 * when there is none of that id. One row.
 */
export async function stateOfVerdict(service: Pick<Service, 'database'>, id: string): Promise<string | undefined> {
  const state = await verdictState(service.database, id);
  if (state === undefined) return undefined;
  const { ended, redacted } = state;
  return `${ended ?? 'current'}${redacted === null ? '' : ` redacted ${redacted}`}`;
}

/** A verdict with what was judged, and the rulebook its names are taken from. */
export interface JudgedVerdict {
  readonly verdict: Verdict;
  /** With what Truce had added to the report. */
  readonly incident: Incident;
  readonly rulebook: Rulebook;
}

/**
 * A verdict with all that is needed to say it in words. Names come from the rulebook that is served now; from its own one
 * where that has lost the agreement.
 * @throws Problem `not-found`
 */
export async function readJudged(service: Judging, id: string): Promise<JudgedVerdict> {
  const verdict = await readStoredVerdict(service, id);
  const versions = await versionsOf(service.database, verdict.incident.id ?? '');
  const version = versions.find((each) => each.version === verdict.incident.version);
  if (version === undefined) throw new Error(`the record lacks the report of verdict ${id}`);
  const incident = withAdded(version.report as Incident, version.added as Added | null);
  const served = service.rulebook();
  if (served.agreements.has(verdict.agreement)) return { verdict, incident, rulebook: served };
  const { rulebook } = await service.keptRulebooks.get(verdict.rulebook);
  if (rulebook === undefined) throw new Error(`the rulebook of verdict ${id} cannot be built again`);
  return { verdict, incident, rulebook };
}

/** The same as plain prose; the verdict itself is as it was stored. @param view whom it is told to */
export async function readVerdictProse(service: Judging, id: string, language: Language, view: View): Promise<string> {
  const { verdict, incident, rulebook } = await readJudged(service, id);
  const lacks = { view, ...shown({ redacted: await redactedSince(service, verdict) }, view) };
  return verdictProse(shown(verdict, view), shown({ report: incident }, view).report, rulebook, language, lacks);
}

export type Judging = Pick<Service, 'database' | 'rulebook'> & { readonly keptRulebooks: KeptRulebooks };
