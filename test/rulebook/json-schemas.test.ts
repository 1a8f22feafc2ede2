import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../src/authored/parse-yaml.js';
import { jsonSchemas } from '../../src/rulebook/json-schemas.js';
import { filesIn, GOOD_RULES } from './rule-folders.js';

const ajv = new Ajv({ strict: false, allErrors: true, formats: { 'date-time': true } });
const schemaOf = (name: string) => ajv.compile(JSON.parse(jsonSchemas().get(`${name}.schema.json`) ?? 'null'));
function parsed(path: string, change = (text: string) => text): unknown {
  const file = filesIn(GOOD_RULES).find((each) => each.path === path);
  return parseYaml(path, change(file?.text ?? '')).file?.value;
}

describe('the schemas for editors', () => {
  it('accept what loads', () => {
    expect(schemaOf('agreement')(parsed('example/agreement.yaml'))).toBe(true);
    expect(schemaOf('groups')(parsed('groups.yaml'))).toBe(true);
  });

  it.each([
    ['an unknown operator', 'operator: equal', 'operator: equals'],
    ['an unknown fact', 'fact: act.kind', 'fact: act.sort'],
    ['a key that is not known', 'territory:', 'teritory:'],
  ])('refuse %s', (_, from, to) => {
    expect(schemaOf('agreement')(parsed('example/agreement.yaml', (text) => text.replace(from, to)))).toBe(false);
  });

  it('give editors every fact and operator to complete', () => {
    const text = jsonSchemas().get('agreement.schema.json');
    for (const name of ['presence.distanceKm', 'greaterThanInclusive', 'doesNotContain'])
      expect(text).toContain(`"${name}"`);
  });
});
