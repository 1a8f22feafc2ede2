import { readCases } from '../casework/cases.js';
import type { Incident } from '../domain/incident.js';
import type { Rulebook } from '../engine/rulebook.js';
import { type FilesInspected, inspectFiles } from '../inspection/inspect-files.js';
import { readCaseFiles, readRuleFiles } from '../rulebook/read-files.js';

/**
 * Inspects the rulebook of a folder that loads. Cases that do not load are left to `truce test`, and their agreements inspected
 * without them.
 */
export async function inspectRules(folder: string, rulebook: Rulebook): Promise<FilesInspected> {
  const { files } = await readRuleFiles(folder);
  const read = readCases((await readCaseFiles(folder)).files, rulebook);
  const cases = new Map<string, Incident[]>();
  if (read.ok)
    for (const { agreement, cases: list } of read.cases)
      cases.set(agreement, [...(cases.get(agreement) ?? []), ...list.map((each) => each.incident)]);
  return inspectFiles(rulebook, files, cases);
}
