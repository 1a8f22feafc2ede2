import { incidentFaults } from '../actions/prepare-incident.js';
import type { Fault } from '../domain/problem.js';
import type { Warning } from '../domain/verdict.js';
import type { Rulebook } from '../engine/rulebook.js';
import { warningsOf } from '../engine/warnings.js';
import type { IntakeItem } from '../intake/item.js';
import type { UnknownWords } from '../intake/unknown-words.js';
import { faultText, unknownJson, unknownLines } from './import-report.js';

/** The first records of a file as an import would take them. Nothing is stored. */

type Shown = IntakeItem & { readonly warnings?: readonly Warning[] };

export interface DryRun {
  readonly items: readonly Shown[];
  readonly refused: number;
}

/** @param most how many records are read */
export async function dryRun(items: AsyncIterable<IntakeItem>, most: number, rulebook: Rulebook): Promise<DryRun> {
  const shown: Shown[] = [];
  for await (const item of items) {
    shown.push(judgedItem(item, rulebook));
    if (shown.length >= most) break;
  }
  return { items: shown, refused: shown.filter((item) => 'faults' in item).length };
}

/** What only the rulebook can tell: names that nobody knows, and reports that it would refuse. */
function judgedItem(item: IntakeItem, rulebook: Rulebook): Shown {
  if (!('incident' in item)) return item;
  const faults: readonly Fault[] = incidentFaults(item.incident, rulebook);
  if (faults.length > 0) return { line: item.line, faults };
  return { ...item, warnings: warningsOf(item.incident, rulebook) };
}

/** The records as they would be stored or refused, for people. */
export function dryRunText({ items, refused }: DryRun, unknown: UnknownWords): string {
  const skipped = items.filter((item) => 'skipped' in item).length;
  const lines = items.flatMap((item) => {
    if ('skipped' in item) return [`line ${item.line} would be skipped: ${item.skipped}`, ''];
    if ('faults' in item) return [`line ${item.line} would be refused: ${item.faults.map(faultText).join('; ')}`, ''];
    const warnings = (item.warnings ?? []).map((each) => {
      const near = (each.nearest ?? []).join(' or ');
      return `  warning: ${each.pointer} ${each.detail}${near === '' ? '' : `; nearest: ${near}`}`;
    });
    return [`line ${item.line}`, JSON.stringify(item.incident, null, 2), ...warnings, ''];
  });
  const fine = items.length - skipped - refused;
  const end = `${items.length} read: ${fine} would be stored, ${skipped} skipped, ${refused} refused. Nothing was stored.`;
  return `${[...lines, end, ...unknownLines(unknown)].join('\n')}\n`;
}

/** The same for programs. */
export function dryRunJson({ items, refused }: DryRun, unknown: UnknownWords): object {
  const skipped = items.filter((item) => 'skipped' in item).length;
  return { dryRun: true, read: items.length, refused, skipped, ...unknownJson(unknown), records: items };
}
