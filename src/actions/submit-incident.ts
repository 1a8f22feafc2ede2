import type { Incident } from '../domain/incident.js';
import type { Service } from './service.js';
import { type Submitted, submitMany } from './submit-many.js';

/**
 * A monitor reports an incident: it is stored with its verdicts, or was there before.
 * @param incident fits the contract
 * @throws Problem `report-differs` when the reportId stands for other content, `bad-incident` when the rulebook refuses it
 */
export async function submitIncident(service: Service, reporter: string, incident: Incident): Promise<Submitted> {
  const [answer] = await submitMany(service, service.rulebook(), reporter, [incident]);
  if (answer === undefined) throw new Error('one report was submitted and none was answered');
  if ('problem' in answer) throw answer.problem;
  return answer;
}
