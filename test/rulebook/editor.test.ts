import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FAMILIES } from '../../src/domain/agreement.js';
import { ACT_CLASSES, KINDS } from '../../src/domain/words.js';
import { OPERATORS } from '../../src/engine/operators.js';
import { FACTS } from '../../src/engine/vocabulary.js';
import { profileJsonSchema } from '../../src/intake/profile-json-schema.js';
import { jsonSchemas } from '../../src/rulebook/json-schemas.js';
import { Editor, isInstalled } from '../helpers/language-server.js';

const AGREEMENT = '# yaml-language-server: $schema=../schema/agreement.schema.json\n';
const CASES = '# yaml-language-server: $schema=../schema/cases.schema.json\n';
const operatorsFor = (type: string) =>
  [...OPERATORS.values()].filter(({ types }) => (types as string[]).includes(type)).map(({ name }) => name);

describe.skipIf(!isInstalled)('A YAML editor (skipped where yaml-language-server is not installed)', () => {
  const editor = new Editor();
  beforeAll(() => editor.start());
  afterAll(() => editor.stop());
  const inLeaf = (rest: string) => `${AGREEMENT}conditions:\n  a:\n    fact: ${rest}`;

  it('offers the keys of an exception that are not there yet, and whole pieces to fill in', async () => {
    const offered = await editor.completions(`${AGREEMENT}exceptions:\n  - id: x\n    kind: loophole\n    §`);
    expect(offered).toEqual(expect.arrayContaining(['family', 'shields', 'when', 'invokedBy', 'why']));
    expect(offered).not.toContain('kind');
    expect(await editor.completions(`${AGREEMENT}terms:\n  - §`)).toEqual(expect.arrayContaining(['term', 'binds']));
  });

  it('offers the kinds and the families of exceptions', async () => {
    expect(await editor.completions(`${AGREEMENT}exceptions:\n  - kind: §`)).toContain('carve-out');
    expect(await editor.completions(`${AGREEMENT}exceptions:\n  - family: §`)).toEqual(FAMILIES);
  });

  it('offers every fact, and for each the operators, values and parameters that go with it', async () => {
    expect((await editor.completions(inLeaf('§'))).sort()).toEqual([...FACTS.keys()].sort());
    expect((await editor.completions(inLeaf('harm.killed\n    operator: §'))).sort()).toEqual(
      operatorsFor('number').sort(),
    );
    expect((await editor.completions(inLeaf('act.classes\n    operator: §'))).sort()).toEqual(
      operatorsFor('set').sort(),
    );
    const classes = await editor.completions(inLeaf('act.classes\n    operator: contains\n    value: §'));
    expect(classes).toEqual([...ACT_CLASSES]);
    const params = await editor.completions(inLeaf('presence.distanceKm\n    params:\n      §'));
    expect(params).toEqual(expect.arrayContaining(['group', 'withinDays']));
  });

  it('offers kinds and outcomes in cases', async () => {
    expect(await editor.completions(`${CASES}cases:\n  - incident:\n      kind: §`)).toEqual([...KINDS.keys()]);
    expect(await editor.completions(`${CASES}cases:\n  - expect:\n      text:\n        outcome: §`)).toContain(
      'exempt',
    );
  });

  it('says what a key and a fact mean', async () => {
    expect(await editor.hover(`${AGREEMENT}terms:\n  - bi§nds: a\n`)).toContain('those who must keep to it');
    expect(await editor.hover(inLeaf('act.cl§asses\n'))).toContain('The classes its kind belongs to');
  });

  it('underlines what is wrong in a half-written agreement, in words', async () => {
    const text = [
      'format: 1',
      'id: Half Done',
      'conditions:',
      '  a: { fact: act.classes, operator: equal, value: attack }',
      '  b: { fact: act.kind, operator: equal, value: shellin }',
      '  c: { fact: presence.distanceKm, operator: lessThan, value: 5 }',
      '  d: { fact: harm.killed, operator: lessThan, value: "5" }',
      '  e: { al: [] }',
      '  f: { fact: ownFact, operator: equal, value: 5 }',
    ];
    const told = await editor.diagnostics(`${AGREEMENT}${text.join('\n')}\n`);
    const of = (line: number) => told.filter((each) => each.startsWith(`${line}: `)).join('\n');
    expect(of(2)).toContain('Missing property "readings"');
    expect(of(3)).toContain('lower-case words joined by hyphens');
    expect(of(5)).toContain('"contains", "doesNotContain"');
    expect(of(6)).toContain('"shelling"');
    expect(of(7)).toContain('Missing property "params"');
    expect(of(8)).toContain('Incorrect type');
    expect(of(9)).toContain('a condition is one of all, any, not, condition, or fact');
    expect(of(10)).toBe('');
  });

  it('has nothing against the files that are shipped', async () => {
    for (const name of ['agreement.yaml', 'cases.yaml'])
      expect(await editor.diagnostics(readFileSync(join('rules/syria-2016', name), 'utf8'))).toEqual([]);
  });
});

describe('The files for editors', () => {
  it.each([...jsonSchemas(), ['profile.schema.json', profileJsonSchema()]])(
    '%s says what every key means',
    (_, text) => {
      const silent: string[] = [];
      const visit = (value: unknown, path: string): void => {
        if (typeof value !== 'object' || value === null) return;
        for (const [key, inner] of Object.entries(value)) {
          if (['if', 'then', 'else'].includes(key)) continue;
          if (key !== 'properties') visit(inner, `${path}.${key}`);
          else
            for (const [name, each] of Object.entries(inner as Record<string, object>)) {
              if (!('description' in each)) silent.push(`${path}.${name}`);
              visit(each, `${path}.${name}`);
            }
        }
      };
      visit(JSON.parse(text), '');
      expect(silent).toEqual([]);
    },
  );

  const shipped = ['rules', 'profiles']
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
    .filter((path) => path.endsWith('.yaml'));
  it.each(shipped)('%s tells editors its schema in its first line, by a path that leads there', (path) => {
    const [first = ''] = readFileSync(path, 'utf8').split('\n');
    const schema = /^# yaml-language-server: \$schema=(\S+)$/.exec(first)?.[1] ?? 'none';
    const { title } = JSON.parse(readFileSync(join(path, '..', schema), 'utf8')) as { title: string };
    expect(title).toMatch(/Truce/);
  });
});
