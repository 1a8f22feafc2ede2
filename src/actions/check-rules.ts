import { blocks, type Diagnostic, diagnosticAt, quoted } from '../authored/diagnostic.js';
import { readCases } from '../casework/cases.js';
import { type CaseResult, runCases } from '../casework/run-cases.js';
import type { CasesFile } from '../domain/worked-case.js';
import { hashOf } from '../engine/hash.js';
import type { Rulebook } from '../engine/rulebook.js';
import { buildRulebook, type Loaded, loadFiles } from '../rulebook/load.js';
import { type FolderFiles, type RuleFile, readCaseFiles, readRuleFiles } from '../rulebook/read-files.js';

/** What is asked of a set of rule files: whether it could go live. Plain data, so that another thread can be asked. */
export type RulesQuestion =
  | { readonly files: { readonly rules: readonly RuleFile[]; readonly cases: readonly RuleFile[] } }
  | {
      readonly folder: string;
      /** The hash of a rulebook whose cases need not be run, because it is live already. */
      readonly known?: string | undefined;
    };

/** A set of rule files as it was found. Plain data too. */
export interface CheckedRules {
  /** Whether it loads and all of its cases pass: whether it could go live. */
  readonly ok: boolean;
  /** The hash of the rulebook and its whole source as JSON; absent where it does not load. */
  readonly rulebook?: { readonly hash: string; readonly source: string; readonly agreements: readonly string[] };
  /** Errors and warnings, of the rule files and of the cases. */
  readonly diagnostics: readonly Diagnostic[];
  readonly cases: {
    readonly passed: number;
    /** Those that come out otherwise than they expect. */
    readonly failed: readonly CaseResult[];
  };
  /** The content hash of each file that was read, by its path. */
  readonly files: Readonly<Record<string, string>>;
}

/** Loads rule files, reads the cases beside them and runs them: every fault at once, and nothing is stored. */
export async function checkRules(question: RulesQuestion): Promise<CheckedRules> {
  if ('files' in question) {
    const { rules, cases } = question.files;
    return checked(buildRulebook(rules), { files: [...cases], diagnostics: [] }, rules);
  }
  const read = await readRuleFiles(question.folder);
  const cases = await readCaseFiles(question.folder);
  const loaded = loadFiles(read);
  if (!loaded.ok || loaded.rulebook.hash !== question.known) return checked(loaded, cases, read.files);
  const files = hashesOf([...read.files, ...cases.files]);
  return { ok: true, rulebook: plain(loaded.rulebook), diagnostics: loaded.warnings, cases: NONE, files };
}

const NONE = { passed: 0, failed: [] };

function checked(loaded: Loaded, cases: FolderFiles, rules: readonly RuleFile[]): CheckedRules {
  const files = hashesOf([...rules, ...cases.files]);
  if (!loaded.ok) return { ok: false, diagnostics: loaded.diagnostics, cases: NONE, files };
  const rulebook = plain(loaded.rulebook);
  const read = readCases(cases.files, loaded.rulebook);
  const told = [...loaded.warnings, ...cases.diagnostics, ...(read.ok ? read.warnings : read.diagnostics)];
  if (!read.ok || blocks(told)) return { ok: false, rulebook, diagnostics: told, cases: NONE, files };
  const results = runCases(read.cases, loaded.rulebook);
  const failed = results.filter(({ passed }) => !passed);
  return {
    ok: failed.length === 0,
    rulebook,
    diagnostics: [...told, ...withoutCases(loaded.rulebook, read.cases)],
    cases: { passed: results.length - failed.length, failed },
    files,
  };
}

const hashesOf = (files: readonly RuleFile[]) =>
  Object.fromEntries(files.map(({ path, text }) => [path, hashOf(text)]));

const plain = ({ hash, source, agreements }: Rulebook) => ({
  hash,
  source: JSON.stringify(source),
  agreements: [...agreements.keys()],
});

function withoutCases({ agreements }: Rulebook, cases: readonly CasesFile[]): Diagnostic[] {
  const tried = new Set(cases.map(({ agreement }) => agreement));
  return [...agreements.keys()]
    .filter((id) => !tried.has(id))
    .map((id) =>
      diagnosticAt(`${id}/cases.yaml`, 1, 1, [], {
        code: 'no-cases',
        severity: 'warning',
        message: `the agreement ${quoted(id)} has no cases, so nothing shows that its rules say what was meant`,
        help: 'write worked incidents with the outcome under each reading; rules/README.md says how',
      }),
    );
}
