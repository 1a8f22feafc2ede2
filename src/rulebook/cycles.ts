/**
 * The cycles of a graph, each found once and told from its first member in order of name.
 * @param edges for each node the nodes it points to
 */
export function cyclesOf(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const done = new Set<string>();
  const found = new Map<string, string[]>();
  for (const start of edges.keys()) {
    const trail: { node: string; left: string[] }[] = [];
    const open = new Set<string>();
    const enter = (node: string) => {
      open.add(node);
      trail.push({ node, left: [...(edges.get(node) ?? [])] });
    };
    if (!done.has(start)) enter(start);
    for (let top = trail.at(-1); top !== undefined; top = trail.at(-1)) {
      const next = top.left.shift();
      if (next === undefined) {
        trail.pop();
        open.delete(top.node);
        done.add(top.node);
      } else if (open.has(next)) {
        const nodes = trail.map((step) => step.node);
        const cycle = fromLeast(nodes.slice(nodes.indexOf(next)));
        found.set(cycle.join('\n'), cycle);
      } else if (!done.has(next)) enter(next);
    }
  }
  return [...found.values()];
}

function fromLeast(cycle: readonly string[]): string[] {
  const least = [...cycle].sort()[0] as string;
  const at = cycle.indexOf(least);
  return [...cycle.slice(at), ...cycle.slice(0, at)];
}

/** A cycle as it is told: `a` → `b` → `a` */
export const cycleText = (cycle: readonly string[]): string =>
  [...cycle, cycle[0]].map((name) => `\`${name}\``).join(' → ');
