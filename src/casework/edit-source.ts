import type { Path } from '../authored/diagnostic.js';

/** Parsed rules with one thing changed; what is not changed is shared with the rules they came from. */

type Holder = Readonly<Record<string, unknown>> | readonly unknown[];

/** @returns a copy in which the value at the path is another; undefined takes the key, or the member of a list, out. */
export function edited<Root>(root: Root, path: Path, value: unknown): Root {
  const [step, ...rest] = path;
  if (step === undefined) return value as Root;
  const holder = root as Holder | null | undefined;
  if (holder == null && value === undefined) return root;
  const before = (holder as Record<string | number, unknown> | null | undefined)?.[step];
  const after = rest.length === 0 ? value : edited(before, rest, value);
  if (Array.isArray(holder)) {
    const list = [...holder];
    if (after === undefined) list.splice(Number(step), 1);
    else list[Number(step)] = after;
    return list as Root;
  }
  const copy: Record<string, unknown> = { ...(holder as Record<string, unknown>) };
  if (after === undefined) delete copy[String(step)];
  else copy[String(step)] = after;
  return copy as Root;
}

/** The one after it, and after the last the first; undefined where there is no other. */
export function next<Value>(values: readonly Value[], value: Value): Value | undefined {
  const others = values.filter((each) => each !== value);
  return others.length === 0 ? undefined : (values[(values.indexOf(value) + 1) % values.length] as Value);
}
