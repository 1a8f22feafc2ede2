import { blocks, type Diagnostic, sorted } from '../authored/diagnostic.js';
import { parseYaml } from '../authored/parse-yaml.js';
import { readCases } from '../casework/cases.js';
import type { Rulebook } from '../engine/rulebook.js';
import { loadRulebook } from '../rulebook/load.js';
import { readCaseFiles } from '../rulebook/read-files.js';

/** Everything that can be said of a rules folder without running its cases. */
export interface Checked {
  /** Whether it may go live: rules and cases load. */
  readonly ok: boolean;
  readonly rulebook?: Rulebook;
  /** How many cases lie beside the agreements, where all could be read. */
  readonly cases?: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** Loads the rules, holds the cases against them, and gathers every diagnostic in order of file and place. */
export async function checkRules(folder: string): Promise<Checked> {
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
  return { ok: true, rulebook, cases: read.cases.reduce((sum, file) => sum + file.cases.length, 0), diagnostics };
}
