import { correctIncident } from '../../src/actions/correct-incident.js';
import { decideLink } from '../../src/actions/decide-link.js';
import { readIncident } from '../../src/actions/read-incidents.js';
import { recordCustody, recordEvidence } from '../../src/actions/record-evidence.js';
import { recordStatement } from '../../src/actions/record-statement.js';
import { redactIncident } from '../../src/actions/redact-incident.js';
import { submitIncident } from '../../src/actions/submit-incident.js';
import { recordToVerify, verifyRecord } from '../../src/actions/verify-record.js';
import { claimReceipt, keepAnswer } from '../../src/store/receipts.js';
import { wholeCaller } from './callers.js';
import { NAME, redactingService, tellingReport } from './redacting.js';
import { ACCOUNT, editedRules } from './small-record.js';
import type { OpenedStore } from './stores.js';

/** A record in which redactions are made and looked at, and by whom and why. */

export const caller = wholeCaller(ACCOUNT);
export const reason = 'asked by the person';

export type RedactionBench = ReturnType<typeof redactionOn>;

export function redactionOn({ database }: Pick<OpenedStore, 'database'>) {
  const service = redactingService(database);

  const redact = (id: string, asked: Partial<Parameters<typeof redactIncident>[2]>) =>
    redactIncident(service, 'operator', { reason, ...asked, id });
  const checked = async () => {
    const all = [];
    for await (const each of verifyRecord(database, await recordToVerify(database), {})) all.push(each);
    return all;
  };
  const differing = async () =>
    (await checked()).flatMap(({ differences }) => differences.map(({ pointer, detail }) => `${pointer} ${detail}`));
  const versions = async (id: string) => (await readIncident(service, caller, id)).versions;

  /** Three versions that tell the name, a report that was near, and what was said beside them. */
  async function tellItEverywhere(): Promise<string> {
    const old = redactingService(database, editedRules());
    const { incident } = await submitIncident(old, ACCOUNT, tellingReport());
    const { id } = incident;
    const near = tellingReport({
      reportId: 'r2',
      notes: 'near',
      place: { name: `House of ${NAME}` },
      candidates: [{ target: 'south' }],
    });
    await submitIncident(service, ACCOUNT, near);
    await correctIncident(service, caller, {
      id,
      report: tellingReport({ notes: `of ${NAME}`, occurred: { from: '2016-03-01T13:00:00+02:00' } }),
      reason: `as ${NAME} says`,
    });
    await correctIncident(service, caller, { id, report: tellingReport({ happened: 'confirmed' }), reason: NAME });
    const link = (await database('links').first()).id;
    await decideLink(service, caller, link, { decision: 'confirmed', by: NAME, note: `${NAME} says so` });
    const { evidence } = await recordEvidence(service, caller, id, {
      uri: 'https://example.org/zaynab-al-qarmuti.jpg',
      sha256: 'cd'.repeat(32),
      kind: 'photo',
      note: `of ${NAME}`,
      custody: [{ at: '2016-03-02T10:00:00Z', by: NAME, note: `from ${NAME}` }],
    });
    await recordCustody(service, caller, evidence.id, { at: '2016-03-03T10:00:00Z', by: NAME, note: `to ${NAME}` });
    const said = { by: `office of ${NAME}`, text: `${NAME} was there`, at: '2016-03-04T10:00:00Z' };
    const event = `evt_${id.slice(4)}`;
    await recordStatement(service, caller, event, { type: 'determination', body: { ...said, finding: 'violation' } });
    await recordStatement(service, caller, event, {
      type: 'reply',
      body: { ...said, kind: 'denial', url: 'https://example.org/Zaynab%20al-Qarmuti' },
    });
    const name = { caller: ACCOUNT, key: 'k' };
    const claim = await claimReceipt(database, name, 'sha256:1', 0);
    const answer = { status: 201, body: JSON.stringify({ incident: { id, report: tellingReport() } }) };
    await keepAnswer(database, name, claim.is === 'mine' ? claim.holder : '', answer, 0);
    return id;
  }

  return { database, service, redact, checked, differing, versions, tellItEverywhere };
}
