import { type KeyMeanings, meaningOf } from '../domain/key-meaning.js';

type Json = Readonly<Record<string, unknown>>;
const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is said where a text does not match its pattern, in place of the pattern. */
const PATTERNS: Readonly<Record<string, string>> = {
  '^[a-z0-9]+(-[a-z0-9]+)*$': 'must be lower-case words joined by hyphens, such as jaish-al-islam',
  '^[a-z][a-zA-Z0-9]*$': 'must be a bare name in camelCase',
};

/**
 * A JSON Schema with a description on every key that has none, snippets where lists have them, and patterns in words.
 * @param snippets by the path of the list whose entries they write
 * @param meanings tables in the order in which they are asked
 */
export function withMeanings(
  schema: object,
  snippets: Readonly<Record<string, { readonly title: string; readonly snippets: readonly unknown[] }>>,
  ...meanings: readonly KeyMeanings[]
): object {
  const visit = (value: unknown, path: readonly string[], isEntry = false): unknown => {
    if (!isJson(value)) return value;
    const found: Record<string, unknown> = {};
    for (const [key, inner] of Object.entries(value)) {
      if ((key === 'properties' || key === 'definitions' || key === '$defs') && isJson(inner))
        found[key] = Object.fromEntries(
          Object.entries(inner).map(([name, each]) =>
            key === 'properties'
              ? [name, described(visit(each, [...path, name]), [...path, name])]
              : [
                  name,
                  visit(
                    each,
                    [name.replace(/^(Agreement|Cases|IncidentReport)$/, '')].filter((part) => part !== ''),
                    true,
                  ),
                ],
          ),
        );
      else if (key === 'if' || key === 'then' || key === 'else') found[key] = inner;
      else if (key === 'items') found[key] = visit(inner, path, true);
      else if (key === 'additionalProperties') found[key] = visit(inner, [...path, '*']);
      else found[key] = Array.isArray(inner) ? inner.map((each) => visit(each, path)) : visit(inner, path);
    }
    const text = typeof found.pattern === 'string' ? PATTERNS[found.pattern] : undefined;
    if (text !== undefined) found.errorMessage = text;
    const own = isEntry ? snippets[path.join('.')] : undefined;
    if (own !== undefined) Object.assign(found, { title: own.title, defaultSnippets: own.snippets });
    return found;
  };
  const described = (value: unknown, path: readonly string[]): unknown => {
    if (!isJson(value) || value.description !== undefined) return value;
    const description = meaningOf(path, ...meanings);
    return description === undefined ? value : { description, ...value };
  };
  return visit(schema, []) as object;
}
