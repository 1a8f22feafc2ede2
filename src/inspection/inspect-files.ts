import { type Diagnostic, diagnosticAt, type Path, reportOn, type SourceFile, sorted } from '../authored/diagnostic.js';
import { parseYaml } from '../authored/parse-yaml.js';
import type { Incident } from '../domain/incident.js';
import type { Rulebook } from '../engine/rulebook.js';
import type { RuleFile } from '../rulebook/read-files.js';
import { type Acceptance, acceptancesIn } from './acceptances.js';
import type { Finding, Undecided } from './finding.js';
import { inspectAgreement } from './inspect.js';

/** The findings of a rulebook's agreements as diagnostics of the files they were read from. */

export interface FilesInspected {
  /** Warnings all of them. */
  readonly diagnostics: readonly Diagnostic[];
  /** Findings that the author accepted, with why. */
  readonly accepted: readonly {
    readonly file: string;
    readonly line: number;
    readonly code: string;
    readonly why: string;
  }[];
  /** What was not settled, and of which nothing is claimed. */
  readonly undecided: readonly {
    readonly file: string;
    readonly line: number;
    readonly code: string;
    readonly what: string;
  }[];
}

/**
 * @param rulebook loaded from the files
 * @param cases the incidents of each agreement's cases, by its id; none for an agreement without a cases file
 */
export function inspectFiles(
  rulebook: Rulebook,
  files: readonly RuleFile[],
  cases: ReadonlyMap<string, readonly Incident[]>,
): FilesInspected {
  const diagnostics: Diagnostic[] = [];
  const accepted: FilesInspected['accepted'][number][] = [];
  const undecided: FilesInspected['undecided'][number][] = [];
  for (const [id, agreement] of rulebook.agreements) {
    const path = `${id}/agreement.yaml`;
    const text = files.find((each) => each.path === path)?.text;
    const file = text === undefined ? undefined : parseYaml(path, text).file;
    if (text === undefined || file === undefined) continue;
    const inspected = inspectAgreement(agreement, rulebook, cases.get(id));
    const lineOf = (where: Path) => file.position(where, 'value').line;
    for (const each of inspected.undecided)
      undecided.push({ file: path, line: lineOf(each.path), code: each.code, what: each.what });
    const used = tell(file, text, inspected.findings, inspected.undecided, diagnostics);
    for (const { code, why, meant } of used) accepted.push({ file: path, line: meant, code, why });
  }
  return { diagnostics: sorted(diagnostics), accepted, undecided };
}

/** @returns the acceptances that accepted something. */
function tell(
  file: SourceFile,
  text: string,
  findings: readonly Finding[],
  undecided: readonly Undecided[],
  diagnostics: Diagnostic[],
): readonly Acceptance[] {
  const { acceptances, faults } = acceptancesIn(text);
  const used = new Set<Acceptance>();
  const report = reportOn(file, diagnostics);
  for (const { path, ...finding } of findings) {
    const { line } = file.position(path, finding.at ?? 'value');
    const by = acceptances.filter((each) => each.code === finding.code && each.meant === line);
    for (const each of by) used.add(each);
    if (by.length === 0) report(path, { ...finding, severity: 'warning' });
  }
  for (const { line, column, ...fault } of faults)
    diagnostics.push(diagnosticAt(file.path, line, column, [], { ...fault, severity: 'warning' }, file.lineText(line)));
  for (const each of acceptances) {
    if (used.has(each) || undecided.some(({ code }) => code === each.code)) continue;
    const message = `nothing is found here that \`${each.code}\` would accept`;
    const help = 'take the comment out, or put it above the line that the finding points to';
    const remark = { code: 'unused-acceptance', severity: 'warning' as const, message, help };
    diagnostics.push(diagnosticAt(file.path, each.line, each.column, [], remark, file.lineText(each.line)));
  }
  return [...used];
}
