import type { Endpoint } from './operation.js';
import { checkRulebookEndpoint } from './operations/check-rulebook.js';
import { compareRulebookEndpoint } from './operations/compare-rulebook.js';
import { correctIncidentEndpoint } from './operations/correct-incident.js';
import { createWebhookEndpoint } from './operations/create-webhook.js';
import { decideLinkEndpoint } from './operations/decide-link.js';
import { describeKeyEndpoint } from './operations/describe-key.js';
import { exportCsvEndpoint, exportGeojsonEndpoint, exportNdjsonEndpoint } from './operations/export-verdicts.js';
import { findPlaceEndpoint } from './operations/find-place.js';
import { getAgreementEndpoint } from './operations/get-agreement.js';
import { getEventEndpoint } from './operations/get-event.js';
import { getEvidenceEndpoint } from './operations/get-evidence.js';
import { getIncidentEndpoint } from './operations/get-incident.js';
import { getKeptRulebookEndpoint } from './operations/get-kept-rulebook.js';
import { getLedgerEndpoint } from './operations/get-ledger.js';
import { getLinkEndpoint } from './operations/get-link.js';
import { getMetricsEndpoint } from './operations/get-metrics.js';
import { getReassessmentEndpoint } from './operations/get-reassessment.js';
import { getRulebookEndpoint } from './operations/get-rulebook.js';
import { getSummaryEndpoint } from './operations/get-summary.js';
import { getSweepEndpoint } from './operations/get-sweep.js';
import { getVerdictEndpoint } from './operations/get-verdict.js';
import { getVerdictFileEndpoint } from './operations/get-verdict-file.js';
import { getWebhookEndpoint } from './operations/get-webhook.js';
import { healthEndpoint } from './operations/health.js';
import { judgeIncidentEndpoint } from './operations/judge-incident.js';
import { listAgreementsEndpoint } from './operations/list-agreements.js';
import { listChangesEndpoint } from './operations/list-changes.js';
import { listEventsEndpoint } from './operations/list-events.js';
import { listGroupsEndpoint } from './operations/list-groups.js';
import { listIncidentsEndpoint } from './operations/list-incidents.js';
import { exportJournalEndpoint, listJournalEndpoint } from './operations/list-journal.js';
import { listLinksEndpoint } from './operations/list-links.js';
import { listPublicationsEndpoint } from './operations/list-publications.js';
import { listReassessmentsEndpoint } from './operations/list-reassessments.js';
import { listVerdictsEndpoint } from './operations/list-verdicts.js';
import { listWebhookAttemptsEndpoint } from './operations/list-webhook-attempts.js';
import { listWebhooksEndpoint } from './operations/list-webhooks.js';
import { publishRulebookEndpoint } from './operations/publish-rulebook.js';
import { readyEndpoint } from './operations/ready.js';
import { recordCustodyEndpoint } from './operations/record-custody.js';
import { recordDeterminationEndpoint } from './operations/record-determination.js';
import { recordEvidenceEndpoint } from './operations/record-evidence.js';
import { recordReplyEndpoint } from './operations/record-reply.js';
import { redactIncidentEndpoint } from './operations/redact-incident.js';
import { removeWebhookEndpoint } from './operations/remove-webhook.js';
import { replayVerdictEndpoint } from './operations/replay-verdict.js';
import { replayWebhookEndpoint } from './operations/replay-webhook.js';
import { rollBackRulebookEndpoint } from './operations/roll-back-rulebook.js';
import { rotateWebhookSecretEndpoint } from './operations/rotate-webhook-secret.js';
import { setWebhookEndpoint } from './operations/set-webhook.js';
import { streamRevisionsEndpoint } from './operations/stream-revisions.js';
import { submitBatchEndpoint } from './operations/submit-batch.js';
import { submitIncidentEndpoint } from './operations/submit-incident.js';
import { switchWebhookEndpoint } from './operations/switch-webhook.js';
import { testWebhookEndpoint } from './operations/test-webhook.js';
import { whyNotVerdictEndpoint } from './operations/why-not-verdict.js';
import { withdrawIncidentEndpoint } from './operations/withdraw-incident.js';

/** Every operation of the API. Each is said once, in its own file: what goes in, what comes out, and its handler. */
export const endpoints: readonly Endpoint[] = [
  submitIncidentEndpoint,
  submitBatchEndpoint,
  listIncidentsEndpoint,
  getIncidentEndpoint,
  correctIncidentEndpoint,
  withdrawIncidentEndpoint,
  redactIncidentEndpoint,
  judgeIncidentEndpoint,
  listVerdictsEndpoint,
  getVerdictEndpoint,
  whyNotVerdictEndpoint,
  replayVerdictEndpoint,
  getVerdictFileEndpoint,
  exportGeojsonEndpoint,
  exportCsvEndpoint,
  exportNdjsonEndpoint,
  getSummaryEndpoint,
  getLedgerEndpoint,
  getSweepEndpoint,
  listChangesEndpoint,
  streamRevisionsEndpoint,
  listEventsEndpoint,
  getEventEndpoint,
  recordDeterminationEndpoint,
  recordReplyEndpoint,
  listLinksEndpoint,
  getLinkEndpoint,
  decideLinkEndpoint,
  recordEvidenceEndpoint,
  getEvidenceEndpoint,
  recordCustodyEndpoint,
  listAgreementsEndpoint,
  getAgreementEndpoint,
  listGroupsEndpoint,
  compareRulebookEndpoint,
  listReassessmentsEndpoint,
  getReassessmentEndpoint,
  getRulebookEndpoint,
  listPublicationsEndpoint,
  getKeptRulebookEndpoint,
  checkRulebookEndpoint,
  publishRulebookEndpoint,
  rollBackRulebookEndpoint,
  findPlaceEndpoint,
  describeKeyEndpoint,
  listJournalEndpoint,
  exportJournalEndpoint,
  createWebhookEndpoint,
  listWebhooksEndpoint,
  getWebhookEndpoint,
  setWebhookEndpoint,
  switchWebhookEndpoint,
  rotateWebhookSecretEndpoint,
  removeWebhookEndpoint,
  listWebhookAttemptsEndpoint,
  replayWebhookEndpoint,
  testWebhookEndpoint,
  healthEndpoint,
  readyEndpoint,
  getMetricsEndpoint,
];
