import { decideLink } from '../../src/actions/decide-link.js';
import { KeptRulebooks } from '../../src/actions/kept-rulebooks.js';
import { createKey } from '../../src/actions/keys.js';
import { loadGazetteer } from '../../src/actions/load-gazetteer.js';
import { publishRulebook } from '../../src/actions/publish-rulebook.js';
import { recordEvidence } from '../../src/actions/record-evidence.js';
import { recordStatement } from '../../src/actions/record-statement.js';
import { redactIncident } from '../../src/actions/redact-incident.js';
import { submitIncident } from '../../src/actions/submit-incident.js';
import { LOCAL_CALLER } from '../../src/domain/access.js';
import type { Database } from '../../src/store/connect.js';
import { write } from '../../src/store/revision.js';
import { insertAttempt } from '../../src/store/webhook-attempts.js';
import { insertWebhook, settingsHash } from '../../src/store/webhooks.js';
import { reassessAll } from './reassessing.js';
import { ACCOUNT, editedRules, fillSmallRecord, smallReport, smallRules, smallService } from './small-record.js';

/**
 * A record with something of everything: corrections, withdrawals, rulebooks that went live with verdicts judged again
 * because of it, a link that was decided, a determination, evidence, a redaction, places, a key, a webhook. Every table has rows but the receipts.
 */
export async function fillWholeRecord(database: Database): Promise<void> {
  await fillSmallRecord(database);
  const service = smallService(database);
  await publishRulebook(service, editedRules(), { kind: 'initial', who: 'truce', why: 'the first' });
  await reassessAll(database);
  await publishRulebook(service, smallRules(), { kind: 'publish', who: 'an-analyst', why: 'mended' });
  await reassessAll(database);
  const { incident } = await submitIncident(service, 'another', smallReport({ reportId: 'near', event: 'another' }));
  const link = String(
    await database('links')
      .where({ later: incident.id })
      .first()
      .then(({ id }) => id),
  );
  await decideLink(service, LOCAL_CALLER, link, { decision: 'confirmed', by: 'a-desk', note: 'مؤكد' });
  const at = '2016-04-01T00:00:00Z';
  const body = { by: 'a-body', finding: 'violation' as const, at, text: 'so it was\nand "so" it was \u0001' };
  await recordStatement(service, LOCAL_CALLER, incident.event, { type: 'determination', body });
  await recordEvidence(service, LOCAL_CALLER, incident.id, {
    uri: 'https://example.org/1.jpg',
    sha256: 'a'.repeat(64),
    kind: 'photo',
  });
  const place = {
    pcode: 'C1',
    lon: 36.6 + 1e-15,
    lat: 35.1,
    radiusKm: 0.1,
    area: 'SY05',
    codes: ['SY05'],
    country: 'SY',
  };
  await loadGazetteer(service, 'an-operator', {
    places: [
      { ...place, name: 'Latmana', names: ['Latmana', 'اللطامنة'] },
      { ...place, name: 'Ford', names: ['Ford'], pcode: 'C2' },
    ],
    fileHash: 'sha256:1',
    source: 'test',
    licence: null,
    how: {},
  });
  const redacting = { ...service, keptRulebooks: new KeptRulebooks(database) };
  await redactIncident(redacting, 'an-operator', { id: incident.id, pointers: ['/event'], reason: 'asked' });
  await createKey(service, 'an-operator', {
    reporter: ACCOUNT,
    name: 'phone',
    scopes: ['incidents:read'],
    expiresAt: null,
  });
  const webhook = {
    id: 'whk_1',
    url: 'https://example.org/hook',
    description: null,
    agreement: null,
    reports: false,
    exact: false,
    secret: 'whsec_c2VjcmV0',
    createdAt: 1_000,
    who: 'an-operator',
    cursor: 1,
  };
  const attempt = { kind: 'test' as const, change: null, message: 'msg_1', attempt: 1, at: 1_000, durationMs: 5 };
  const failed = { delivered: false, status: null, error: 'no such host', nextAt: 2_000 };
  await write(database, async (transaction, revision) => {
    await insertWebhook(transaction, webhook);
    const after = settingsHash({ ...webhook, disabledAt: null });
    const made = { at: webhook.createdAt, who: webhook.who, subject: webhook.id, after };
    revision.record({ ...made, what: 'webhook-created' });
    await insertAttempt(transaction, webhook.id, { ...attempt, ...failed });
  });
}
