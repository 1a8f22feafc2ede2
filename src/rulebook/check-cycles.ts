import type { Report } from '../authored/diagnostic.js';
import { entriesOf, isRaw, membersOf, under } from '../authored/raw.js';
import { cyclesOf, cycleText } from './cycles.js';

/** Limits and exceptions form no cycle (S17), and no condition contains itself. */
export function checkCycles(report: Report, agreement: unknown): void {
  checkExceptionCycles(report, agreement);
  checkConditionCycles(report, agreement);
}

function checkExceptionCycles(report: Report, agreement: unknown): void {
  const exceptions = membersOf(under(agreement, 'exceptions'), ['exceptions']);
  const edges = new Map<string, string[]>();
  for (const [exception] of exceptions) {
    const defeats = under(exception, 'defeats');
    edges.set(String(under(exception, 'id')), Array.isArray(defeats) ? defeats.map(String) : []);
  }
  for (const cycle of cyclesOf(edges)) {
    const [, path] = exceptions.find(([exception]) => under(exception, 'id') === cycle[0]) ?? [
      undefined,
      ['exceptions'],
    ];
    const message =
      cycle.length === 1
        ? `\`${cycle[0]}\` defeats itself`
        : `limits defeat each other in a circle: ${cycleText(cycle)}`;
    report([...path, 'defeats'], { code: 'exception-cycle', message, at: 'key' });
  }
}

function checkConditionCycles(report: Report, agreement: unknown): void {
  const conditions = entriesOf(under(agreement, 'conditions'), ['conditions']);
  const edges = new Map(conditions.map(([name, condition]) => [name, referencesIn(condition)]));
  for (const cycle of cyclesOf(edges)) {
    const message =
      cycle.length === 1
        ? `the condition \`${cycle[0]}\` contains itself`
        : `conditions contain each other: ${cycleText(cycle)}`;
    report(['conditions', cycle[0] as string], { code: 'condition-cycle', message, at: 'key' });
  }
}

function referencesIn(condition: unknown): string[] {
  if (Array.isArray(condition)) return condition.flatMap(referencesIn);
  if (!isRaw(condition)) return [];
  const own = typeof condition.condition === 'string' ? [condition.condition] : [];
  return [...own, ...[condition.all, condition.any, condition.not].flatMap(referencesIn)];
}
