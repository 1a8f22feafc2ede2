import {
  blocks,
  type Diagnostic,
  type Path,
  quoted,
  type Report,
  reportOn,
  type SourceFile,
  sorted,
} from '../authored/diagnostic.js';
import { parseYaml } from '../authored/parse-yaml.js';
import { entriesOf, isRaw, membersOf, under } from '../authored/raw.js';
import { pathOf, shapeFaults } from '../authored/shape.js';
import { CASE_KEYS } from '../domain/file-key-meanings.js';
import { incidentSchema } from '../domain/incident.js';
import { nearest } from '../domain/nearest.js';
import { COMMON_KEYS } from '../domain/rule-key-meanings.js';
import { type CasesFile, casesSchema, type Expectation } from '../domain/worked-case.js';
import type { CompiledAgreement } from '../engine/compiled-agreement.js';
import type { Rulebook } from '../engine/rulebook.js';
import { FACTS } from '../engine/vocabulary.js';
import { faultsOf, warningsOf } from '../engine/warnings.js';
import { checkUniqueIds } from '../rulebook/check-ids.js';
import { checkName } from '../rulebook/known.js';
import type { RuleFile } from '../rulebook/read-files.js';

export type CasesRead =
  | { readonly ok: true; readonly cases: readonly CasesFile[]; readonly warnings: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** Reads cases files and holds them against the rulebook: every fault of every file at once. */
export function readCases(files: readonly RuleFile[], rulebook: Rulebook): CasesRead {
  const diagnostics: Diagnostic[] = [];
  const cases: CasesFile[] = [];
  for (const { path, text } of files) {
    const parsed = parseYaml(path, text);
    diagnostics.push(...parsed.diagnostics);
    if (parsed.file === undefined) continue;
    checkCases(parsed.file, rulebook, reportOn(parsed.file, diagnostics));
    cases.push(parsed.file.value as CasesFile);
  }
  const told = sorted(diagnostics);
  return blocks(told) ? { ok: false, diagnostics: told } : { ok: true, cases, warnings: told };
}

function checkCases(file: SourceFile, rulebook: Rulebook, report: Report): void {
  for (const fault of shapeFaults(casesSchema, file, CASE_KEYS, COMMON_KEYS)) report(fault.path, fault.remark);
  checkUniqueIds(report, under(file.value, 'cases'), ['cases'], 'cases');
  const id = under(file.value, 'agreement');
  if (typeof id !== 'string') return;
  const agreement = rulebook.agreements.get(id);
  if (agreement === undefined) {
    const message = `the rulebook has no agreement ${quoted(id)}`;
    report(['agreement'], { code: 'unknown-agreement', message, nearest: nearest(id, rulebook.agreements.keys()) });
    return;
  }
  const folder = /^([^/]+)\/cases\.yaml$/.exec(file.path)?.[1];
  if (folder !== undefined && folder !== id && rulebook.agreements.has(folder))
    report(['agreement'], {
      code: 'other-id',
      message: `the cases of ${quoted(id)} lie in the folder ${quoted(folder)}`,
      help: `move the file, or write \`agreement: ${folder}\``,
    });
  const names = namesOf(agreement);
  for (const [each, path] of membersOf(under(file.value, 'cases'), ['cases'])) {
    const incident = under(each, 'incident');
    checkFacts(report, under(incident, 'facts'), [...path, 'incident', 'facts'], names);
    for (const [candidate, at] of membersOf(under(incident, 'candidates'), [...path, 'incident', 'candidates']))
      checkFacts(report, under(candidate, 'facts'), [...at, 'facts'], names);
    checkIncident(report, incident, [...path, 'incident'], rulebook);
    const expectation = under(each, 'expect');
    if (isRaw(expectation) && Object.keys(expectation).length === 0)
      report([...path, 'expect'], { code: 'empty-expectation', message: 'the case expects nothing' });
    for (const [reading, expected, at] of entriesOf(expectation, [...path, 'expect']))
      checkExpectation(report, reading, expected, at, names);
  }
}

interface Names {
  readonly readings: ReadonlySet<string>;
  readonly terms: ReadonlySet<string>;
  readonly exceptions: ReadonlySet<string>;
  readonly ownFacts: ReadonlySet<string>;
  /** What `missing` may say. */
  readonly missing: ReadonlySet<string>;
}

function namesOf({ definition }: CompiledAgreement): Names {
  const exceptions = (definition.exceptions ?? []).map((each) => each.id);
  const ownFacts = (definition.vocabulary ?? []).map((each) => each.name);
  const open = ['attribution', 'occurred', 'place', ...exceptions.map((each) => `exception:${each}`)];
  return {
    readings: new Set(definition.readings.map((each) => each.id)),
    terms: new Set(definition.terms.map((each) => each.id)),
    exceptions: new Set(exceptions),
    ownFacts: new Set(ownFacts),
    missing: new Set([...FACTS.keys(), ...ownFacts, ...open]),
  };
}

/** A fact that the agreement does not declare is never read; that is odd, but a report may carry it. */
function checkFacts(report: Report, facts: unknown, path: Path, names: Names): void {
  for (const [name, , at] of entriesOf(facts, path)) {
    if (names.ownFacts.has(name)) continue;
    const message = `the agreement declares no fact ${quoted(name)}, so no rule reads it`;
    report(at, {
      code: 'undeclared-fact',
      message,
      at: 'key',
      severity: 'warning',
      nearest: nearest(name, names.ownFacts),
    });
  }
}

/** What only the rulebook can tell of a report whose shape is right. */
function checkIncident(report: Report, value: unknown, path: Path, rulebook: Rulebook): void {
  const incident = incidentSchema.safeParse(value);
  if (!incident.success) return;
  for (const { pointer, detail } of faultsOf(incident.data, rulebook))
    report([...path, ...pathOf(pointer, value)], { code: 'bad-incident', message: detail });
  for (const { pointer, code, detail } of warningsOf(incident.data, rulebook))
    if (code === 'wrong-fact-type')
      report([...path, ...pathOf(pointer, value)], { code, message: detail, severity: 'warning' });
}

function checkExpectation(report: Report, reading: string, expected: unknown, path: Path, names: Names): void {
  checkName((at, remark) => report(at, { ...remark, at: 'key' }), path, 'reading', reading, names.readings);
  if (!isRaw(expected)) return;
  const { terms, by, missing, dependsOn } = expected as Partial<Expectation>;
  for (const [term, at] of membersOf(terms, [...path, 'terms'])) checkName(report, at, 'term', term, names.terms);
  for (const [exception, at] of membersOf(by, [...path, 'by']))
    checkName(report, at, 'exception', exception, names.exceptions);
  for (const [entry, at] of membersOf(dependsOn, [...path, 'dependsOn']))
    if (typeof entry === 'string') checkName(report, at, 'exception', entry, names.exceptions);
    else checkName(report, [...at, 'exception'], 'exception', under(entry, 'exception'), names.exceptions);
  for (const [fact, at] of membersOf(missing, [...path, 'missing'])) {
    if (typeof fact !== 'string' || names.missing.has(fact)) continue;
    report(at, {
      code: 'unknown-fact',
      message: `no fact is called ${quoted(fact)}`,
      nearest: nearest(fact, names.missing),
    });
  }
}
