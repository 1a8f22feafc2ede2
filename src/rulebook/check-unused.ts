import type { Report, SourceFile } from '../authored/diagnostic.js';
import { entriesOf, membersOf, under } from '../authored/raw.js';
import type { Known } from './known.js';

/** Warnings about conditions that nothing refers to. A reference from an unused condition counts. */
export function checkUnusedConditions(report: Report, agreement: unknown, known: Known): void {
  for (const [name, , path] of entriesOf(under(agreement, 'conditions'), ['conditions'])) {
    if (known.used.conditions.has(name)) continue;
    report(path, {
      code: 'unused-condition',
      message: `nothing uses the condition \`${name}\``,
      at: 'key',
      severity: 'warning',
    });
  }
}

/** Warnings about zones that nothing refers to. */
export function checkUnusedZones(report: Report, zones: SourceFile, known: Known): void {
  for (const [feature, path] of membersOf(under(zones.value, 'features'), ['features'])) {
    const id = under(feature, 'id') ?? under(under(feature, 'properties'), 'id');
    if (typeof id !== 'string' || known.used.zones.has(id)) continue;
    report(path, { code: 'unused-zone', message: `nothing uses the zone \`${id}\``, severity: 'warning' });
  }
}
