import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../src/authored/parse-yaml.js';
import { parseJson } from '../../src/rulebook/parse-json.js';

const places = (read: typeof parseYaml, text: string) =>
  read('file', text).diagnostics.map(({ code, line, column }) => `${code} ${line}:${column}`);

describe('The place of a fault', () => {
  it('is the line of the mark that git left, and of the zero byte', () => {
    expect(places(parseYaml, 'a: 1\nb: 2\n<<<<<<< ours\nc: 3\n')).toEqual(['merge-conflict 3:1']);
    expect(places(parseYaml, '\0')).toEqual(['hidden-character 1:1']);
    expect(places(parseYaml, 'a: 1\nb: \0')).toEqual(['hidden-character 2:4']);
  });

  it('is counted by line feeds, whatever stands before them', () => {
    expect(places(parseYaml, 'a: {\r\r\n b: 1,\r\r\n c: 2 }\r\r\nd: 01\r\r\n')).toEqual(['yaml-syntax 4:1']);
    expect(places(parseJson, '{"a": 1,\r"b": x}')).toEqual(['json-syntax 1:15']);
    expect(places(parseJson, '{"a": 1,\r\n"b": 2,\n"b": 3}')).toEqual(['duplicate-key 3:1']);
  });

  it('is told of the first five hundred faults, in YAML and in JSON', () => {
    expect(places(parseYaml, '- 01\n'.repeat(2_000))).toHaveLength(500);
    expect(places(parseJson, `{${'"a": 1,'.repeat(2_000)}"a": 1}`)).toHaveLength(500);
  });
});
