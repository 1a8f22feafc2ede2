import type { Incident } from '../domain/incident.js';
import type { Service } from './service.js';
import { type Submitted, submitMany } from './submit-many.js';
import type { SubmitTogether } from './submit-together.js';

/**
 * A monitor reports an incident: it is stored with its verdicts, or was there before.
 * @param service `together` where others may be posting at the same time; without it the report is stored by itself
 * @param incident fits the contract
 * @throws Problem `report-differs` when the reportId stands for other content, `bad-incident` when the rulebook refuses it
 */
export async function submitIncident(
  service: Service & { readonly together?: SubmitTogether },
  reporter: string,
  incident: Incident,
): Promise<Submitted> {
  const answer =
    service.together === undefined
      ? (await submitMany(service, service.rulebook(), reporter, [incident]))[0]
      : await service.together.submit({ reporter, incident });
  if (answer === undefined) throw new Error('one report was submitted and none was answered');
  if ('problem' in answer) throw answer.problem;
  return answer;
}
