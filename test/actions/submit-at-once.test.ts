import request from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { judgeIncident } from '../../src/actions/judge-incident.js';
import { incidentSchema } from '../../src/domain/incident.js';
import { KINDS } from '../../src/domain/words.js';
import { makeTestService, report, type TestService } from '../helpers/service.js';
import { expectSoundJournal } from '../helpers/sound-journal.js';

let service: TestService;
beforeAll(async () => {
  service = await makeTestService();
});
afterAll(() => service.close());

const actors = [
  'russian-aerospace-forces',
  'syrian-arab-army',
  'ahrar-al-sham',
  'jaish-al-islam',
  'al-nusra',
  undefined,
];
const kinds = [...KINDS.keys()];
const reports = Array.from({ length: 200 }, (_, index) =>
  report({
    reportId: `concurrent-${index}`,
    kind: kinds[index % kinds.length],
    occurred: { from: `2016-0${1 + (index % 6)}-15T00:00:00Z` },
    candidates: [{ actor: actors[index % 6], target: actors[(index * 5 + 1) % 6], grade: 'likely' }],
  }),
);

it('200 incidents posted at once equal the same judged one by one', async () => {
  const answers = await Promise.all(reports.map((each) => request(service.http).post('/v1/incidents').send(each)));
  for (const [index, answer] of answers.entries()) {
    expect(answer.status).toBe(201);
    const { verdicts } = await judgeIncident(service.context, { incident: incidentSchema.parse(reports[index]) });
    const { id, version: _version, ...bare } = answer.body.verdicts[0]?.incident ?? {};
    expect(id ?? answer.body.incident.id).toBe(answer.body.incident.id);
    const answered = answer.body.verdicts.map(
      ({ id: _id, revision: _revision, judgedAt: _judgedAt, ...verdict }: Record<string, unknown>) => ({
        ...verdict,
        incident: bare,
      }),
    );
    expect(answered).toEqual(JSON.parse(JSON.stringify(verdicts)));
  }
  const numbers = answers.flatMap(({ body }) => body.verdicts.map(({ revision }: { revision: number }) => revision));
  expect(new Set(numbers).size).toBe(numbers.length);
  await expectSoundJournal(service.database);
}, 60_000);
