import { correctIncident } from '../../src/actions/correct-incident.js';
import type { Service } from '../../src/actions/service.js';
import { submitIncident } from '../../src/actions/submit-incident.js';
import type { Submitted } from '../../src/actions/submit-many.js';
import { withdrawIncident } from '../../src/actions/withdraw-incident.js';
import { type Incident, incidentSchema } from '../../src/domain/incident.js';
import type { Rulebook } from '../../src/engine/rulebook.js';
import { buildRulebook } from '../../src/rulebook/load.js';
import type { RuleFile } from '../../src/rulebook/read-files.js';
import type { Database } from '../../src/store/connect.js';
import { filesIn, GOOD_RULES, goodFilesEdited } from '../rulebook/rule-folders.js';
import { wholeCaller } from './callers.js';

/** A record by a rulebook so small that all that is stored can be changed piece by piece. */

export function builtFrom(files: readonly RuleFile[]): Rulebook {
  const loaded = buildRulebook(files);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.diagnostics));
  return loaded.rulebook;
}
export const smallRules = (): Rulebook => builtFrom(filesIn(GOOD_RULES));
/** The same with one exception dropped by the northern reading. */
export const editedRules = (): Rulebook =>
  builtFrom(
    goodFilesEdited('example/agreement.yaml', 'when: { condition: by-north } }]', 'when: { condition: attack } }]'),
  );

export const smallReport = (change: Partial<Incident> = {}): Incident =>
  incidentSchema.parse({
    reportId: 'r1',
    event: 'e1',
    occurred: { from: '2016-03-01T10:00:00+02:00', to: '2016-03-01T12:00:00+02:00' },
    place: { name: 'Ford', lon: 36.5, lat: 35.2, radiusKm: 1, pcode: 'SY05' },
    kind: 'shelling',
    candidates: [{ actor: 'north-army', target: 'south', grade: 'likely' }, { target: 'south' }],
    weapon: { class: 'mortar', calibreMm: 82 },
    facts: { gaveNotice: true, mood: 'calm' },
    ...change,
  });

export const smallService = (database: Database, rulebook = smallRules()): Service => ({
  database,
  rulebook: () => rulebook,
  now: () => Date.parse('2026-11-22T15:00:00Z'),
});

export const ACCOUNT = 'an-account-of-somebody';

/**
 * Six verdicts of three incidents by two rulebooks: one stands, one was corrected twice, one was withdrawn and corrected.
 * @returns what was answered, in that order
 */
export async function fillSmallRecord(database: Database): Promise<Submitted[]> {
  const before = smallService(database, editedRules());
  const now = smallService(database);
  const first = await submitIncident(before, ACCOUNT, smallReport());
  const second = await submitIncident(before, ACCOUNT, smallReport({ reportId: 'r2', candidates: [{}] }));
  const { id } = second.incident;
  const again = smallReport({ reportId: 'r2', candidates: [{ actor: 'north' }] });
  const corrected = await correctIncident(now, wholeCaller(ACCOUNT), { id, report: again });
  const last = await correctIncident(now, wholeCaller(ACCOUNT), { id, report: { ...again, happened: 'confirmed' } });
  const third = await submitIncident(now, ACCOUNT, smallReport({ reportId: 'r3', weapon: { calibreMm: { min: 90 } } }));
  await withdrawIncident(now, wholeCaller(ACCOUNT), { id: third.incident.id, reason: 'a double' });
  const stands = await correctIncident(now, wholeCaller(ACCOUNT), {
    id: third.incident.id,
    report: smallReport({ reportId: 'r3' }),
  });
  return [first, second, corrected, last, third, stands];
}
