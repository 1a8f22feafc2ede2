import {
  blocks,
  type Diagnostic,
  diagnosticAt,
  MAX_FAULTS,
  reportOn,
  type SourceFile,
  sorted,
  TooManyFaults,
} from '../authored/diagnostic.js';
import { parseYaml } from '../authored/parse-yaml.js';
import { under } from '../authored/raw.js';
import type { Agreement } from '../domain/agreement.js';
import type { Group } from '../domain/group.js';
import type { AgreementSource } from '../engine/compiled-agreement.js';
import { hashOf } from '../engine/hash.js';
import { compileRulebook, type Rulebook, type RulebookSource } from '../engine/rulebook.js';
import { checkAgreement } from './check-agreement.js';
import { checkGroups } from './check-groups.js';
import { checkTerritory } from './check-territory.js';
import { checkPresence, checkZones } from './check-zones.js';
import type { Known, KnownGroups } from './known.js';
import { parseJson } from './parse-json.js';
import { type FolderFiles, limitOf, type RuleFile, readRuleFiles } from './read-files.js';

/** Rule files become one immutable rulebook, or every diagnostic at once. */

export type Loaded =
  | { readonly ok: true; readonly rulebook: Rulebook; readonly warnings: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** Reads and checks a rules folder. */
export async function loadRulebook(folder: string): Promise<Loaded> {
  return loadFiles(await readRuleFiles(folder));
}

/** Checks what readRuleFiles read from a rules folder. */
export function loadFiles({ files, diagnostics }: FolderFiles): Loaded {
  if (diagnostics.some((each) => each.code === 'no-folder')) return { ok: false, diagnostics };
  return build(files, diagnostics);
}

/**
 * Checks rule files that are already in memory, such as those of a candidate in a request.
 * @param files have paths relative to the rules folder; others than those of a rulebook are diagnostics
 */
export function buildRulebook(files: readonly RuleFile[]): Loaded {
  const diagnostics: Diagnostic[] = [];
  const accepted = new Map<string, RuleFile>();
  for (const file of files) {
    const fault = pathFault(file, accepted);
    if (fault === undefined) accepted.set(file.path, file);
    else diagnostics.push(diagnosticAt(file.path, 1, 1, [], fault));
  }
  return build([...accepted.values()], diagnostics);
}

const RULE_PATH = /^(groups\.yaml|[a-z0-9]+(-[a-z0-9]+)*\/(agreement\.yaml|zones\.geojson|presence\.geojson))$/;

function pathFault(file: RuleFile, accepted: ReadonlyMap<string, RuleFile>) {
  if (/(^|[/\\])\.\.([/\\]|$)|^[/\\]|\0/.test(file.path))
    return { code: 'outside-folder', message: 'the file lies outside the rules folder' };
  if (!RULE_PATH.test(file.path)) return { code: 'unknown-file', message: 'a rulebook has no file of that name' };
  if (accepted.has(file.path)) return { code: 'duplicate-file', message: 'the file is given twice' };
  const size = Buffer.byteLength(file.text);
  const limit = limitOf(file.path);
  if (size > limit) return { code: 'too-large', message: `the file has ${size} bytes; at most ${limit} are read` };
  return undefined;
}

function build(files: readonly RuleFile[], before: readonly Diagnostic[]): Loaded {
  const diagnostics: Diagnostic[] = [...before];
  const parsed = new Map<string, SourceFile>();
  for (const { path, text } of files) {
    const result = path.endsWith('.geojson') ? parseJson(path, text) : parseYaml(path, text);
    diagnostics.push(...result.diagnostics);
    if (result.file !== undefined) parsed.set(path, result.file);
  }
  const groups = checkGroupsFile(parsed.get('groups.yaml'), diagnostics);
  const folders = [
    ...new Set(
      files
        .map((file) => file.path)
        .filter((path) => path.includes('/'))
        .map((path) => path.split('/')[0] as string),
    ),
  ].sort();
  if (folders.length === 0 && diagnostics.length === 0)
    diagnostics.push(
      diagnosticAt('.', 1, 1, [], { code: 'no-agreement', message: 'the rules folder holds no agreement' }),
    );
  const agreements: AgreementSource[] = [];
  for (const folder of folders) {
    const source = checkFolder(folder, parsed, groups, diagnostics);
    if (source !== undefined) agreements.push(source);
  }
  const told = sorted(diagnostics);
  if (blocks(told)) return { ok: false, diagnostics: told };
  const source: RulebookSource = { groups: sortedGroups(parsed.get('groups.yaml')), agreements };
  return compiled(source, told);
}

/** INVARIANT: what has passed the checks compiles. Should a check be missing, the rulebook is refused, not the process lost. */
function compiled(source: RulebookSource, warnings: readonly Diagnostic[]): Loaded {
  try {
    return { ok: true, rulebook: compileRulebook(source, hashOf(source)), warnings };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const fault = diagnosticAt('.', 1, 1, [], { code: 'does-not-compile', message: error.message });
    return { ok: false, diagnostics: [...warnings, fault] };
  }
}

function checkGroupsFile(file: SourceFile | undefined, diagnostics: Diagnostic[]): KnownGroups | undefined {
  if (file === undefined) {
    if (!diagnostics.some((each) => each.file === 'groups.yaml'))
      diagnostics.push(
        diagnosticAt('groups.yaml', 1, 1, [], { code: 'missing-file', message: 'there is no groups.yaml' }),
      );
    return undefined;
  }
  return guarded(file, diagnostics, () => checkGroups(reportOn(file, diagnostics), file, onlyGroups));
}

const NOTHING: ReadonlySet<string> = new Set();
const onlyGroups = (groups: KnownGroups | undefined): Known => ({
  groups,
  zones: undefined,
  roles: NOTHING,
  terms: NOTHING,
  exceptions: NOTHING,
  conditions: NOTHING,
  texts: NOTHING,
  facts: new Map(),
  unclearFacts: NOTHING,
  used: { conditions: new Set(), zones: new Set() },
});

/** Runs the checks of one file; one that has too many faults keeps those that were told. */
function guarded<Result>(file: SourceFile, diagnostics: Diagnostic[], check: () => Result): Result | undefined {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof TooManyFaults)) throw error;
    const message = `the file has more than ${MAX_FAULTS} faults; the rest is not told`;
    diagnostics.push(diagnosticAt(file.path, 1, 1, [], { code: 'too-many-faults', message }));
    return undefined;
  }
}

function checkFolder(
  folder: string,
  parsed: ReadonlyMap<string, SourceFile>,
  groups: KnownGroups | undefined,
  diagnostics: Diagnostic[],
): AgreementSource | undefined {
  const [agreement, zones, presence] = ['agreement.yaml', 'zones.geojson', 'presence.geojson'].map((name) =>
    parsed.get(`${folder}/${name}`),
  );
  if (zones !== undefined) guarded(zones, diagnostics, () => checkZones(reportOn(zones, diagnostics), zones));
  if (presence !== undefined)
    guarded(presence, diagnostics, () => checkPresence(reportOn(presence, diagnostics), presence, onlyGroups(groups)));
  for (const [name, file] of [
    ['agreement.yaml', agreement],
    ['zones.geojson', zones],
  ] as const) {
    const path = `${folder}/${name}`;
    if (file === undefined && !diagnostics.some((each) => each.file === path))
      diagnostics.push(diagnosticAt(path, 1, 1, [], { code: 'missing-file', message: `the folder has no ${name}` }));
  }
  if (agreement === undefined) return undefined;
  guarded(agreement, diagnostics, () => checkAgreement(agreement, groups, zones, diagnostics));
  const isBroken = diagnostics.some((each) => each.severity === 'error' && each.file.startsWith(`${folder}/`));
  const territory = under(under(agreement.value, 'territory'), 'zone');
  for (const file of isBroken || zones === undefined ? [] : [zones, presence])
    if (file !== undefined) checkTerritory(reportOn(file, diagnostics), territory, zones?.value, file.value);
  const definition = agreement.value as Agreement;
  return { definition, zones: zones?.value, ...(presence === undefined ? {} : { presence: presence.value }) };
}

/** The groups in order of id, so that their order in the file never counts (S19). */
function sortedGroups(file: SourceFile | undefined): Group[] {
  const value = file?.value as { groups: Group[] } | undefined;
  return [...(value?.groups ?? [])].sort((a, b) => (a.id < b.id ? -1 : 1));
}
