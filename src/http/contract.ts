import type { Endpoint } from './operation.js';
import { correctIncidentEndpoint } from './operations/correct-incident.js';
import { getAgreementEndpoint } from './operations/get-agreement.js';
import { getIncidentEndpoint } from './operations/get-incident.js';
import { getVerdictEndpoint } from './operations/get-verdict.js';
import { getVerdictFileEndpoint } from './operations/get-verdict-file.js';
import { healthEndpoint } from './operations/health.js';
import { judgeIncidentEndpoint } from './operations/judge-incident.js';
import { listAgreementsEndpoint } from './operations/list-agreements.js';
import { listGroupsEndpoint } from './operations/list-groups.js';
import { listIncidentsEndpoint } from './operations/list-incidents.js';
import { listVerdictsEndpoint } from './operations/list-verdicts.js';
import { readyEndpoint } from './operations/ready.js';
import { replayVerdictEndpoint } from './operations/replay-verdict.js';
import { submitIncidentEndpoint } from './operations/submit-incident.js';
import { withdrawIncidentEndpoint } from './operations/withdraw-incident.js';

/** Every operation of the API. Each is said once, in its own file: what goes in, what comes out, and its handler. */
export const endpoints: readonly Endpoint[] = [
  submitIncidentEndpoint,
  listIncidentsEndpoint,
  getIncidentEndpoint,
  correctIncidentEndpoint,
  withdrawIncidentEndpoint,
  judgeIncidentEndpoint,
  listVerdictsEndpoint,
  getVerdictEndpoint,
  replayVerdictEndpoint,
  getVerdictFileEndpoint,
  listAgreementsEndpoint,
  getAgreementEndpoint,
  listGroupsEndpoint,
  healthEndpoint,
  readyEndpoint,
];
