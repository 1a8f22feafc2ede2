import type { SourceFile } from '../authored/diagnostic.js';
import { parseYaml } from '../authored/parse-yaml.js';
import { membersOf, under } from '../authored/raw.js';
import { parseJson } from '../rulebook/parse-json.js';
import type { RuleFile } from '../rulebook/read-files.js';
import type { Place } from './mutant.js';

/** Finds the line of a place in the rule files. */
export function lineFinder(files: readonly RuleFile[]): (place: Place) => { file: string; line: number } {
  const parsed = new Map<string, SourceFile | undefined>();
  const fileOf = (path: string) => {
    if (!parsed.has(path)) {
      const text = files.find((each) => each.path === path)?.text;
      const read =
        text === undefined ? undefined : path.endsWith('.geojson') ? parseJson(path, text) : parseYaml(path, text);
      parsed.set(path, read?.file);
    }
    return parsed.get(path);
  };
  return ({ file, path }) => {
    const source = fileOf(file);
    if (source === undefined) return { file, line: 1 };
    const [list, id, ...rest] = path;
    const at = membersOf(under(source.value, 'groups'), []).findIndex(([group]) => under(group, 'id') === id);
    const written = list === 'groups' && typeof id === 'string' && at >= 0 ? ['groups', at, ...rest] : path;
    return { file, line: source.position(written, 'key').line };
  };
}
