import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { incidentSchema } from '../../src/domain/incident.js';
import type { CompiledAgreement } from '../../src/engine/compiled-agreement.js';
import { hashOf } from '../../src/engine/hash.js';
import { judge } from '../../src/engine/judge.js';
import { FINDING_CODES } from '../../src/inspection/finding.js';
import { inspected, SEEDED, seeded } from './seeded.js';

describe('a good rulebook', () => {
  it.each(['valley', 'syria-2016', 'minsk-memorandum-2014'])(
    '%s gives no finding, and leaves nothing undecided',
    (base) => {
      const { diagnostics, undecided } = inspected(base, []);
      expect(diagnostics).toEqual([]);
      expect(undecided).toEqual([]);
    },
  );
});

/** Every code that a seeded defect is to bring about. */
const CODES = [
  'never-breached',
  'swallows-term',
  'never-holds',
  'never-matters',
  'contradiction',
  'always-true',
  'subsumed',
  'gap',
  'role-of-nobody',
  'window-of-nobody',
  'same-readings',
  'presumption-never-counts',
  'doubt-never-counts',
  'term-without-case',
];

describe('a seeded defect', () => {
  it('is there for every code of a finding', () => {
    expect([...FINDING_CODES]).toEqual(CODES);
    const wanted = new Set(SEEDED.flatMap((name) => seeded(name).wanted.map(({ code }) => code)));
    expect(CODES.filter((code) => !wanted.has(code))).toEqual([]);
  });

  it('has a code that docs/findings.md explains', () => {
    const page = readFileSync('docs/findings.md', 'utf8');
    expect(CODES.filter((code) => !page.includes(`\`${code}\``))).toEqual([]);
  });

  it('is one of at least forty', () => {
    expect(SEEDED.length).toBeGreaterThanOrEqual(40);
  });

  it.each(SEEDED)('%s is found where it stands, and shown by an incident that the engine judged', (name) => {
    const { base, edits, wanted } = seeded(name);
    const { diagnostics, files, rulebook } = inspected(base, edits);
    const told = diagnostics.map(({ code, line, file, message }) => {
      const text = files.find(({ path }) => path === file)?.text.split('\n')[line - 1] ?? '';
      return { code, at: text, says: message };
    });
    expect(wanted.length).toBeGreaterThan(0);
    for (const { code, at, says = '' } of wanted)
      expect(told).toContainEqual({ code, at: expect.stringContaining(at), says: expect.stringContaining(says) });
    const agreement = rulebook.agreements.get(base) as CompiledAgreement;
    const findings = diagnostics.filter(({ code }) => (FINDING_CODES as readonly string[]).includes(code));
    for (const { code, example } of findings) {
      expect({ code, example }).toMatchObject({
        example: { shows: expect.stringMatching(/judged `\w+` in `[\w-]+`/) },
      });
      const incident = incidentSchema.parse(example?.incident);
      const [, outcome, reading] = /judged `(\w+)` in `([\w-]+)`/.exec(example?.shows ?? '') ?? [];
      expect(judge(incident, hashOf(incident), agreement, rulebook).readings[reading ?? '']?.outcome).toBe(outcome);
    }
  });
});
