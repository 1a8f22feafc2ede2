import { type Diagnostic, MAX_FAULTS, reportOn, type SourceFile } from '../authored/diagnostic.js';
import { entriesOf, idsOf, isWithin, membersOf, under, valueAt } from '../authored/raw.js';
import { type ShapeFault, shapeFaults } from '../authored/shape.js';
import { type Agreement, agreementSchema, type OwnFact } from '../domain/agreement.js';
import { AGREEMENT_KEYS, COMMON_KEYS } from '../domain/rule-key-meanings.js';
import { FACTS, type FactDefinition } from '../engine/vocabulary.js';
import { checkCondition, conditionPaths } from './check-conditions.js';
import { checkCycles } from './check-cycles.js';
import { checkDates } from './check-dates.js';
import { checkHead } from './check-head.js';
import { checkWithJsonRulesEngine } from './check-json-rules-engine.js';
import { checkReadings } from './check-readings.js';
import { checkReferences } from './check-references.js';
import { checkUnusedConditions, checkUnusedZones } from './check-unused.js';
import { zoneIds } from './check-zones.js';
import { type Draft, piecesOf } from './draft.js';
import type { Known, KnownGroups } from './known.js';

/** Checks one agreement against its own words, the groups and its zones. */
export function checkAgreement(
  file: SourceFile,
  groups: KnownGroups | undefined,
  zones: SourceFile | undefined,
  diagnostics: Diagnostic[],
): void {
  const report = reportOn(file, diagnostics);
  const all = shapeFaults(agreementSchema, file, AGREEMENT_KEYS, COMMON_KEYS);
  const future = all.find((fault) => fault.remark.code === 'future-format');
  if (future !== undefined) {
    report(future.path, future.remark);
    return;
  }
  if (all.length > MAX_FAULTS) for (const fault of all) report(fault.path, fault.remark);
  const conditions = conditionPaths(file.value);
  const faults = all.filter((fault) => !conditions.some((path) => isWithin(fault.path, path)));
  for (const fault of faults) report(fault.path, fault.remark);
  const draft: Draft = { file, faults, report };
  const known = knownOf(draft, groups, zones);
  for (const path of conditions) {
    const before = diagnostics.length;
    const condition = valueAt(file.value, path);
    checkCondition(report, path, condition, known);
    if (diagnostics.length === before) reportShape(report, all, path);
    if (diagnostics.length === before) checkWithJsonRulesEngine(report, path, condition);
  }
  checkHead(draft);
  checkReferences(draft, known);
  checkCycles(report, file.value);
  checkReadings(draft, known);
  checkDates(draft);
  if (diagnostics.some((each) => each.file === file.path && each.severity === 'error')) return;
  checkUnusedConditions(report, file.value, known);
  if (zones !== undefined) checkUnusedZones(reportOn(zones, diagnostics), zones, known);
}

/** What the shape has against a condition that its own check let pass. */
function reportShape(report: Draft['report'], faults: readonly ShapeFault[], path: readonly (string | number)[]): void {
  for (const fault of faults) if (isWithin(fault.path, path)) report(fault.path, fault.remark);
}

function knownOf(draft: Draft, groups: KnownGroups | undefined, zones: SourceFile | undefined): Known {
  const value = draft.file.value as Partial<Agreement>;
  const own = piecesOf<OwnFact>(draft, 'vocabulary').map(([fact]): [string, FactDefinition] => [
    fact.name,
    definitionOf(fact),
  ]);
  return {
    groups,
    zones: zones === undefined ? undefined : zoneIds(zones.value),
    roles: new Set(entriesOf(under(value, 'roles'), []).map(([role]) => role)),
    terms: new Set(idsOf(under(value, 'terms'))),
    exceptions: new Set(idsOf(under(value, 'exceptions'))),
    conditions: new Set(entriesOf(under(value, 'conditions'), []).map(([name]) => name)),
    texts: new Set(idsOf(under(value, 'texts'))),
    facts: new Map([...FACTS, ...own]),
    unclearFacts: new Set(membersOf(under(value, 'vocabulary'), []).map(([fact]) => String(under(fact, 'name')))),
    used: { conditions: new Set(), zones: new Set() },
  };
}

/** A fact of the agreement's own, as the vocabulary describes facts. */
const definitionOf = (fact: OwnFact): FactDefinition => ({
  name: fact.name,
  type: fact.type,
  unit: fact.unit,
  meaning: fact.meaning,
  example: '',
  values: fact.values,
  ask: fact.name,
});
