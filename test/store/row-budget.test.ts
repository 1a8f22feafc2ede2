import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { submitMany } from '../../src/actions/submit-many.js';
import { type Incident, incidentSchema } from '../../src/domain/incident.js';
import { bodyOf, readBody, readBodyText } from '../../src/store/verdict-body.js';
import { makeTestService, type TestService } from '../helpers/service.js';

/** What a verdict may cost (docs/scale.md). */
const MARKS = 40;
const BODY_BYTES = 4_000;

describe('the row budget of a verdict', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await makeTestService();
    const { cases } = parse(readFileSync(new URL('../../rules/syria-2016/cases.yaml', import.meta.url), 'utf8')) as {
      cases: { id: string; incident: object }[];
    };
    const incidents = cases.map(({ id, incident }): Incident => incidentSchema.parse({ reportId: id, ...incident }));
    await submitMany(service.context, service.context.rulebook(), 'budget', incidents);
  });
  afterAll(() => service.close());

  it('is one row, and a bounded number of marks and bytes', async () => {
    const { database } = service;
    const [verdicts] = await database('verdicts').count({ rows: '*' }).avg({ bytes: database.raw('length(body)') });
    const [marks] = await database('verdict_marks').count({ rows: '*' });
    expect(Number(verdicts?.rows)).toBeGreaterThan(90);
    expect(Number(marks?.rows) / Number(verdicts?.rows)).toBeLessThan(MARKS);
    expect(Number(verdicts?.bytes)).toBeLessThan(BODY_BYTES);
  });

  it('a reason that every reading shares is stored once: a second copy of a reading costs next to nothing', async () => {
    for (const { body } of await service.database('verdicts').select('body')) {
      const judgement = readBody(body);
      expect(JSON.stringify(judgement)).toBe(readBodyText(body));
      const [first] = Object.values(judgement.readings);
      if (first === undefined) throw new Error('a verdict has no reading');
      const twice = bodyOf({ ...judgement, readings: { ...judgement.readings, again: first } });
      expect(twice.length - body.length).toBeLessThan(0.15 * body.length);
    }
  });
});
