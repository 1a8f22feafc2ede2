import { blocks, type Diagnostic, reportOn, type SourceFile, sorted, TooManyFaults } from '../authored/diagnostic.js';
import { parseYaml } from '../authored/parse-yaml.js';
import { shapeFaults } from '../authored/shape.js';
import { checkProfile } from './check-profile.js';
import { type Profile, profileSchema } from './profile.js';

/** A profile file as a profile, or every fault of it at once. */

export type LoadedProfile =
  | { readonly ok: true; readonly profile: Profile; readonly warnings: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * @param path as it is shown in diagnostics
 * @param text the file's text
 * @param wantedId the id it must have, where it is looked up by its name
 */
export function loadProfile(path: string, text: string, wantedId?: string): LoadedProfile {
  const { file, diagnostics } = parseYaml(path, text);
  if (file !== undefined) check(file, wantedId, diagnostics);
  const told = sorted(diagnostics);
  if (file === undefined || blocks(told)) return { ok: false, diagnostics: told };
  return { ok: true, profile: profileSchema.parse(file.value), warnings: told };
}

function check(file: SourceFile, wantedId: string | undefined, into: Diagnostic[]): void {
  const report = reportOn(file, into);
  try {
    for (const fault of shapeFaults(profileSchema, file)) report(fault.path, fault.remark);
    const { id } = (file.value ?? {}) as { id?: unknown };
    if (wantedId !== undefined && typeof id === 'string' && id !== wantedId) {
      const message = `the profile is called \`${id}\` and its file \`${wantedId}.yaml\``;
      report(['id'], { code: 'other-id', message, help: 'a profile has the name of its file' });
    }
    checkProfile(file, report);
  } catch (error) {
    if (!(error instanceof TooManyFaults)) throw error;
  }
}
