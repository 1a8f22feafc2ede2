import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { submitMany } from '../../../src/actions/submit-many.js';
import type { CountsAsked } from '../../../src/analysis/asked.js';
import { readCases } from '../../../src/casework/cases.js';
import type { Agreement } from '../../../src/domain/agreement.js';
import type { Incident } from '../../../src/domain/incident.js';
import type { Judgement, ReadingVerdict } from '../../../src/domain/verdict.js';
import { OUTCOMES } from '../../../src/domain/words.js';
import { judgeAll } from '../../../src/engine/judge.js';
import { compileRulebook, type Rulebook } from '../../../src/engine/rulebook.js';
import { loadRulebook } from '../../../src/rulebook/load.js';
import type { Database } from '../../../src/store/connect.js';
import { rulesFolder } from '../../helpers/service.js';

/** The ledger the slow way: judging every incident again with a rulebook in which the reading refuses the exception. */

export const serviceOf = (database: Database, rulebook: Rulebook) => ({
  database,
  rulebook: () => rulebook,
  now: () => Date.parse('2026-11-22T15:00:00Z'),
});

export const everything: CountsAsked = { unit: 'incidents', zone: 'UTC' };

export async function storeAll(database: Database, rulebook: Rulebook, incidents: readonly Incident[]): Promise<void> {
  for (const answer of await submitMany(serviceOf(database, rulebook), rulebook, 'local', incidents))
    if ('problem' in answer) throw answer.problem;
}

const nameOf = (entry: Agreement['readings'][number]['accepts'][number]) =>
  typeof entry === 'string' ? entry : entry.exception;

const closed = new WeakMap<Rulebook, Map<string, Rulebook>>();
const judged = new WeakMap<Rulebook, Map<Incident, readonly Judgement[]>>();

/** The rulebook with one exception accepted no longer by one reading. */
export function closing(rulebook: Rulebook, agreement: string, reading: string, exception: string): Rulebook {
  const known = closed.get(rulebook) ?? new Map<string, Rulebook>();
  closed.set(rulebook, known);
  const key = `${agreement} ${reading} ${exception}`;
  const made = known.get(key) ?? refusing(rulebook, agreement, reading, exception);
  known.set(key, made);
  return made;
}

function refusing(rulebook: Rulebook, agreement: string, reading: string, exception: string): Rulebook {
  const agreements = rulebook.source.agreements.map((source) => {
    if (source.definition.id !== agreement) return source;
    const readings = source.definition.readings.map((each) =>
      each.id === reading
        ? {
            ...each,
            accepts: each.accepts.filter((entry) => nameOf(entry) !== exception),
            undecided: (each.undecided ?? []).filter((id) => id !== exception),
          }
        : each,
    );
    return { ...source, definition: { ...source.definition, readings } };
  });
  return compileRulebook({ ...rulebook.source, agreements }, rulebook.hash);
}

/** The judgements of an agreement, one for each incident that it touches. */
export const judgements = (rulebook: Rulebook, agreement: string, incidents: readonly Incident[]): Judgement[] =>
  incidents.flatMap((incident) => {
    const known = judged.get(rulebook) ?? new Map<Incident, readonly Judgement[]>();
    judged.set(rulebook, known);
    const verdicts = known.get(incident) ?? judgeAll(incident, 'sha256:any', rulebook).verdicts;
    known.set(incident, verdicts);
    return verdicts.filter((verdict) => verdict.agreement === agreement);
  });

/** Every outcome, and how many of the undetermined may be a violation. */
export function totals(verdicts: readonly ReadingVerdict[]) {
  const byOutcome = Object.fromEntries(
    [...OUTCOMES, 'undetermined'].map((name) => [name, verdicts.filter(({ outcome }) => outcome === name).length]),
  );
  const open = verdicts.filter(({ outcome }) => outcome === 'undetermined');
  const mayBeViolation = open.filter(({ possible }) => possible.includes('violation')).length;
  return {
    byOutcome,
    mayBeViolation,
    clearedEitherWay: open.length - mayBeViolation,
    decided: verdicts.length - open.length,
  };
}

/** The exceptions that lifted a term of a candidate that votes. */
export const liftedIn = ({ candidates }: ReadingVerdict): Set<string> =>
  new Set(
    candidates
      .filter(({ votes }) => votes)
      .flatMap(({ terms }) => terms.filter(({ state }) => state === 'lifted'))
      .flatMap(({ lifting }) => lifting.filter(({ holds }) => holds === 'true').map(({ id }) => id)),
  );

let worked: Promise<{ rulebook: Rulebook; incidents: Incident[] }> | undefined;

/** The rules of this repository with the incidents of its worked cases. */
export function workedCases(): Promise<{ rulebook: Rulebook; incidents: Incident[] }> {
  worked ??= loadRulebook(rulesFolder).then((loaded) => {
    if (!loaded.ok) throw new Error('the rules do not load');
    const path = 'syria-2016/cases.yaml';
    const read = readCases([{ path, text: readFileSync(join(rulesFolder, path), 'utf8') }], loaded.rulebook);
    if (!read.ok) throw new Error('the cases do not load');
    const incidents = read.cases.flatMap(({ cases }) =>
      cases.map(({ id, incident }) => ({ ...incident, reportId: id })),
    );
    return { rulebook: loaded.rulebook, incidents };
  });
  return worked;
}
