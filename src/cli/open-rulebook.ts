import { formatDiagnostic } from '../authored/diagnostic.js';
import type { Rulebook } from '../engine/rulebook.js';
import { loadRulebook } from '../rulebook/load.js';
import { EXIT } from './run.js';

/**
 * The rulebook of a folder, for commands that cannot do without one.
 * @returns undefined where the files do not load; every diagnostic is printed then and the exit code is set
 */
export async function openRulebook(folder: string): Promise<Rulebook | undefined> {
  const loaded = await loadRulebook(folder);
  if (loaded.ok) return loaded.rulebook;
  const prefix = folder.endsWith('/') ? folder : `${folder}/`;
  const told = loaded.diagnostics.map((diagnostic) => formatDiagnostic(diagnostic, prefix));
  process.stderr.write(`${told.join('\n')}\ntruce: the rule files in ${folder} do not load\n`);
  process.exitCode = EXIT.rules;
  return undefined;
}
