/**
 * The cycles of a graph, each found once and told from its first member in order of name.
 * @param edges for each node the nodes it points to
 */
export function cyclesOf(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const state = new Map<string, 'open' | 'done'>();
  const trail: string[] = [];
  const found = new Map<string, string[]>();
  const visit = (node: string) => {
    state.set(node, 'open');
    trail.push(node);
    for (const next of edges.get(node) ?? []) {
      if (state.get(next) === 'open') {
        const cycle = fromLeast(trail.slice(trail.indexOf(next)));
        found.set(cycle.join('\n'), cycle);
      } else if (!state.has(next)) visit(next);
    }
    trail.pop();
    state.set(node, 'done');
  };
  for (const node of edges.keys()) if (!state.has(node)) visit(node);
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
