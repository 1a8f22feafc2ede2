import { blocks, type Diagnostic, sorted } from '../authored/diagnostic.js';
import { parseYaml } from '../authored/parse-yaml.js';
import { readCases } from '../casework/cases.js';
import type { Incident } from '../domain/incident.js';
import type { Rulebook } from '../engine/rulebook.js';
import { type FilesInspected, inspectFiles } from '../inspection/inspect-files.js';
import { loadRulebook } from '../rulebook/load.js';
import { readCaseFiles, readRuleFiles } from '../rulebook/read-files.js';

/** Everything that can be said of a rules folder without running its cases. */
export interface Checked {
  /** Whether it may go live: rules and cases load. */
  readonly ok: boolean;
  readonly rulebook?: Rulebook;
  /** How many cases lie beside the agreements, where all could be read. */
  readonly cases?: number;
  readonly diagnostics: readonly Diagnostic[];
  /** What the inspection of rules that load leaves to be told besides its diagnostics. */
  readonly inspected?: Pick<FilesInspected, 'accepted' | 'undecided'>;
}

/**
 * Loads the rules, holds the cases against them, inspects what loads, and gathers every diagnostic in order of file and place.
 * @param inspects whether to look for rules that load and cannot matter
 */
export async function checkRules(folder: string, inspects = true): Promise<Checked> {
  const loaded = await loadRulebook(folder);
  const beside = await readCaseFiles(folder);
  if (!loaded.ok) {
    const spelling = beside.files.flatMap(({ path, text }) => parseYaml(path, text).diagnostics);
    return { ok: false, diagnostics: sorted([...loaded.diagnostics, ...beside.diagnostics, ...spelling]) };
  }
  const { rulebook } = loaded;
  const read = readCases(beside.files, rulebook);
  const ofCases = read.ok ? read.warnings : read.diagnostics;
  const diagnostics = sorted([...loaded.warnings, ...beside.diagnostics, ...ofCases]);
  if (!read.ok || blocks(diagnostics)) return { ok: false, rulebook, diagnostics };
  const cases = read.cases.reduce((sum, file) => sum + file.cases.length, 0);
  if (!inspects) return { ok: true, rulebook, cases, diagnostics };
  const incidents = new Map(
    read.cases.map((file): [string, Incident[]] => [file.agreement, file.cases.map(({ incident }) => incident)]),
  );
  const { files } = await readRuleFiles(folder);
  const { diagnostics: found, accepted, undecided } = inspectFiles(rulebook, files, incidents);
  return {
    ok: true,
    rulebook,
    cases,
    diagnostics: sorted([...diagnostics, ...found]),
    inspected: { accepted, undecided },
  };
}
