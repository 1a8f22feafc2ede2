import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { incidentSchema } from '../../src/domain/incident.js';
import { pointerOf, segmentsOf, valueAt } from '../../src/domain/json-pointer.js';
import { redactAt, redactTexts } from '../../src/domain/redact-report.js';
import { treatmentOf } from '../../src/domain/redactable.js';
import { INSTANT_FORM } from '../../src/domain/time.js';
import { NAME, tellingReport } from '../helpers/redacting.js';

type Schema = {
  readonly properties?: Record<string, Schema>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly additionalProperties?: Schema;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly $ref?: string;
};
const whole = z.toJSONSchema(incidentSchema, { io: 'input', unrepresentable: 'any' }) as Schema & {
  readonly $defs?: Record<string, Schema>;
};

/** Every path of the contract with what stands there: 0 for an entry of a list, x for an own fact. */
function* paths(schema: Schema, at: readonly string[] = []): Generator<{ at: readonly string[]; schema: Schema }> {
  const { $ref, anyOf = [], properties = {}, items, additionalProperties } = schema;
  if ($ref !== undefined) yield* paths(whole.$defs?.[$ref.split('/').at(-1) ?? ''] as Schema, at);
  if (at.length > 0 && $ref === undefined && anyOf.length === 0) yield { at, schema };
  for (const each of anyOf) yield* paths(each, at);
  for (const [key, each] of Object.entries(properties)) yield* paths(each, [...at, key]);
  if (items !== undefined) yield* paths(items, [...at, '0']);
  if (typeof additionalProperties === 'object' && additionalProperties.type !== 'string')
    yield* paths(additionalProperties, [...at, 'x']);
}
const all = [...new Set([...paths(whole)].map(({ at }) => pointerOf(at)))];
/** Places where the sender is free to write what they like. */
const free = [...paths(whole)].filter(
  ({ schema: { type, enum: words, pattern } }) =>
    type === 'string' && words === undefined && pattern !== INSTANT_FORM.source,
);

describe('a report of which something goes', () => {
  it('has a treatment for every part of the contract, or goes with what is around it', () => {
    const untold = all.filter((pointer) => {
      const segments = segmentsOf(pointer) ?? [];
      return (
        !segments.some((_, index) => {
          const treatment = treatmentOf(segments.slice(0, index + 1));
          return treatment !== undefined && treatment !== 'within';
        }) && treatmentOf(segments) !== 'within'
      );
    });
    expect(all.length).toBeGreaterThan(80);
    expect(untold).toEqual([]);
  });

  it('has the name in every text that a sender is free to choose, so that the tests miss none', () => {
    const report = tellingReport();
    const shapes = ['/reportId', '/sources/0/sha256', '/evidence/0/sha256', '/evidence/0/mediaType'];
    const elsewhere = ['/claims/0/place', '/facts/x', '/candidates/0/facts/x'];
    const told = free.map(({ at }) => pointerOf(at)).filter((pointer) => !shapes.includes(pointer));
    expect(told.length).toBeGreaterThan(25);
    const without = told.filter((pointer) => {
      if (elsewhere.some((start) => pointer.startsWith(start))) return false;
      const around = valueAt(report, (segmentsOf(pointer) ?? []).slice(0, -1));
      const last = pointer.split('/').at(-1) ?? '';
      const values = Array.isArray(around) ? around : [valueAt(report, segmentsOf(pointer) ?? [])];
      const texts = [
        ...values,
        ...(last === 'target' || last === 'actor' ? report.candidates.map((each) => each[last]) : []),
      ];
      return !texts.some((text) => /qarmuti/i.test(String(text)));
    });
    expect(without).toEqual([]);
  });

  it('fits the contract after every single part is taken, and keeps all other parts where they were', () => {
    const report = tellingReport();
    const places = [...everywhere(report)];
    expect(places.length).toBeGreaterThan(60);
    for (const pointer of places) {
      const { report: rest, pointers } = redactAt(report, [pointer]);
      expect(incidentSchema.safeParse(rest).success).toBe(true);
      if (pointers.length === 0) expect(rest).toEqual(report);
      else expect(redactAt(rest, [pointer])).toEqual({ report: rest, pointers: [], left: [] });
      const others = places.filter((other) => !other.startsWith(pointer) && !pointer.startsWith(other));
      const point = /^\/place\/l(on|at)$/.test(pointer);
      for (const other of others)
        if (!(point && /^\/place\/l(on|at)$/.test(other)))
          expect([other, valueAt(rest, segmentsOf(other) ?? [])]).toEqual([
            other,
            valueAt(report, segmentsOf(other) ?? []),
          ]);
    }
  });

  it('holds a text nowhere after it was taken out, and all that is not of it', () => {
    const { report, left } = redactTexts(tellingReport(), [NAME]);
    expect(JSON.stringify(report)).not.toMatch(/qarmuti[^":]/i);
    expect(left).toEqual([]);
    expect(report.notes).toBe('Told by [redacted], who lives beside the ford. Ask [redacted] again.');
    expect(report.claims?.[0]).toEqual({
      by: '[redacted]',
      kind: 'denial',
      target: '[redacted]',
      text: '[redacted] did it, said [redacted]',
    });
    expect(report.candidates).toEqual([
      {
        actor: 'north-army',
        grade: 'likely',
        actsFor: ['north', '[redacted]'],
        assertedBy: ['[redacted]'],
        facts: { mood: null, calledBy: null },
      },
      { target: 'south' },
    ]);
    expect(report.access).toEqual({});
    expect(report.facts).toEqual({ gaveNotice: true, mood: null, words: null, heardOfQarmuti: true });
    expect(redactTexts(report, [NAME]).pointers).toEqual([]);
    const handle = redactTexts(tellingReport(), ['qarmuti']);
    expect(JSON.stringify(handle.report)).not.toMatch(/qarmuti/i);
    expect(handle.report.facts).toEqual({ gaveNotice: true, mood: null, words: null });
    expect(handle.pointers).toContain('/facts');
    expect(handle.pointers.join()).not.toMatch(/qarmuti/i);
  });

  it('says what a text stands in that cannot go', () => {
    const report = tellingReport({ reportId: 'phone of Qarmuti' });
    expect(redactTexts(report, ['qarmuti']).left).toEqual(['/reportId']);
  });

  it('has the mark alone where there is no room for it beside the rest', () => {
    const names = 'Mo, '.repeat(74);
    const { report } = redactTexts(tellingReport({ sources: [{ name: names }] }), ['mo']);
    expect(report.sources?.[0]?.name).toBe('[redacted]');
  });
});

function* everywhere(value: unknown, at: readonly string[] = []): Generator<string> {
  if (at.length > 0 && value != null) yield pointerOf(at);
  if (typeof value === 'object' && value !== null)
    for (const [key, each] of Object.entries(value)) yield* everywhere(each, [...at, key]);
}
