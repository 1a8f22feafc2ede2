import { type Path, quoted, type Report } from '../authored/diagnostic.js';
import { foldName } from '../domain/fold-name.js';
import { nearest } from '../domain/nearest.js';
import type { FactDefinition } from '../engine/vocabulary.js';

/** What there is to refer to. A file that could not be read makes its names undefined: then nothing is said of them. */

export interface KnownGroups {
  readonly ids: ReadonlySet<string>;
  /** Group ids by folded name. */
  readonly byName: ReadonlyMap<string, string>;
  /** The slugs of lists that some group is on. */
  readonly lists: ReadonlySet<string>;
}

export interface Known {
  readonly groups: KnownGroups | undefined;
  readonly zones: ReadonlySet<string> | undefined;
  readonly roles: ReadonlySet<string>;
  readonly terms: ReadonlySet<string>;
  readonly exceptions: ReadonlySet<string>;
  readonly conditions: ReadonlySet<string>;
  readonly texts: ReadonlySet<string>;
  readonly facts: ReadonlyMap<string, FactDefinition>;
  /** Own facts whose declaration is broken: they exist, but nothing can be said of them. */
  readonly unclearFacts: ReadonlySet<string>;
  /** What conditions and territory used, for the warnings about what nobody uses. */
  readonly used: { readonly conditions: Set<string>; readonly zones: Set<string> };
}

const kinds = {
  role: { code: 'unknown-role', words: 'no role' },
  term: { code: 'unknown-term', words: 'no term' },
  exception: { code: 'unknown-exception', words: 'no exception' },
  condition: { code: 'unknown-condition', words: 'no condition' },
  text: { code: 'unknown-text', words: 'no text' },
  zone: { code: 'unknown-zone', words: 'no zone' },
  list: { code: 'unknown-list', words: 'no group is on a list that' },
  reading: { code: 'unknown-reading', words: 'no reading' },
} as const;

/** Reports a name that refers to nothing; a value that is no text is left to the check of the shape. */
export function checkName(
  report: Report,
  path: Path,
  kind: keyof typeof kinds,
  name: unknown,
  known: ReadonlySet<string> | undefined,
  all?: Known,
): void {
  if (typeof name !== 'string' || known === undefined || known.has(name)) return;
  const { code, words } = kinds[kind];
  report(path, {
    code,
    message: `${words} is called ${quoted(name)}`,
    nearest: nearest(name, known),
    help: elsewhere(name, all),
  });
}

/** What the name does refer to, when it stands at the wrong place. */
function elsewhere(name: string, known: Known | undefined): string | undefined {
  if (known === undefined) return undefined;
  if (name === 'anyone') return '`anyone` stands alone, and only under `protects`';
  const found = (['roles', 'terms', 'exceptions', 'conditions', 'texts', 'zones'] as const).find((each) =>
    known[each]?.has(name),
  );
  if (found !== undefined) return `\`${name}\` is one of the ${found}`;
  return known.groups?.ids.has(name) === true ? `\`${name}\` is a group; write the role it holds` : undefined;
}

/** Reports a group that the registry does not hold; a name instead of an id is answered with the id. */
export function checkGroup(report: Report, path: Path, name: unknown, known: Known): void {
  if (typeof name !== 'string' || known.groups === undefined || known.groups.ids.has(name)) return;
  const named = known.groups.byName.get(foldName(name));
  const near = named === undefined ? nearest(name, known.groups.ids) : [named];
  const help = named === undefined ? undefined : 'rule files name groups by id';
  report(path, { code: 'unknown-group', message: `no group has the id ${quoted(name)}`, nearest: near, help });
}
