import { parse, type ValueNode } from '@humanwhocodes/momoa';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Path } from '../../src/authored/diagnostic.js';
import { placeInJson, spansIn } from '../../src/rulebook/json-place.js';
import { buildRulebook } from '../../src/rulebook/load.js';
import { goodFilesWith } from './rule-folders.js';

/** Every value and key of a JSON text with its place, from a parser that builds the whole tree. */
function placesIn(node: ValueNode, path: Path = []): { path: Path; which: 'key' | 'value'; loc: ValueNode['loc'] }[] {
  const own = { path, which: 'value' as const, loc: node.loc };
  if (node.type === 'Array')
    return [own, ...node.elements.flatMap((each, index) => placesIn(each.value, [...path, index]))];
  if (node.type !== 'Object') return [own];
  const members = node.members.flatMap(({ name, value }) => {
    const at = [...path, name.type === 'String' ? name.value : name.name];
    return [{ path: at, which: 'key' as const, loc: name.loc }, ...placesIn(value, at)];
  });
  return [own, ...members];
}

describe('The place of a value in a JSON text', () => {
  it('is where a parser of the whole text finds it, however the text is laid out', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 1, 2, '\t'), (value, indent) => {
        const text = ` ${JSON.stringify(value, null, indent)}\n`;
        const spanOf = spansIn(text);
        for (const { path, which, loc } of placesIn(parse(text, { mode: 'json' }).body))
          expect(placeInJson(text, path, which, spanOf)).toEqual({
            line: loc.start.line,
            column: loc.start.column,
            endLine: loc.end.line,
            endColumn: loc.end.column,
          });
      }),
    );
  });

  it('is where its holder begins when it is not there', () => {
    const text = '{\n  "a": [1, 2]\n}';
    const spanOf = spansIn(text);
    expect(placeInJson(text, ['a', 5], 'value', spanOf)).toEqual({ line: 2, column: 8 });
    expect(placeInJson(text, ['b'], 'value', spanOf)).toEqual({ line: 1, column: 1 });
    expect(placeInJson(text, ['a', 0, 'c'], 'value', spanOf)).toEqual({ line: 2, column: 9 });
  });
});

describe('A zone file of 200,000 lines', () => {
  const positions = Array.from({ length: 199_990 }, (_, index) => {
    const turn = (index / 199_990) * 2 * Math.PI;
    return `[${(36.5 + 0.4 * Math.cos(turn)).toFixed(6)}, ${(35.5 + 0.4 * Math.sin(turn)).toFixed(6)}]`;
  });
  const fileOf = (ring: readonly string[]) =>
    `{ "type": "FeatureCollection", "features": [{ "type": "Feature", "id": "valley",
"properties": { "name": "V", "source": "S", "accuracyKm": 1 }, "geometry": { "type": "Polygon", "coordinates": [[
${ring.join(',\n')}
]] } }, { "type": "Feature", "id": "line", "properties": { "name": "L", "source": "S", "accuracyKm": 1 },
"geometry": { "type": "LineString", "coordinates": [[36, 35.5], [37, 35.5]] } }] }`;
  const told = (text: string) => {
    const built = buildRulebook(goodFilesWith([{ path: 'example/zones.geojson', text }]));
    return built.ok
      ? []
      : built.diagnostics.map(({ code, line, column, excerpt }) => ({ code, line, column, excerpt }));
  };

  it('is answered with the line that is wrong', () => {
    const ring = [...positions, positions[0] ?? ''].with(149_997, '[36.2, "x"]');
    expect(told(fileOf(ring))).toEqual([{ code: 'wrong-geometry', line: 150_000, column: 1, excerpt: '[36.2, "x"],' }]);
  });

  it('is told when it was saved only in part', () => {
    const text = fileOf(positions);
    expect(told(text.slice(0, text.length / 2))).toMatchObject([{ code: 'half-saved' }]);
  });
});
