import type { Added } from '../domain/added.js';
import type { Incident } from '../domain/incident.js';
import { formatInstant } from '../domain/time.js';
import { VERDICT_FILE, VERDICT_FILE_VERSION, type VerdictFile } from '../domain/verdict-file.js';
import { hashOf } from '../engine/hash.js';
import { versionsOf } from '../store/incidents.js';
import { redactionsOf } from '../store/redactions.js';
import { rulebookSource } from '../store/rulebooks.js';
import { readStoredVerdict } from './read-verdicts.js';
import type { Service } from './service.js';

/**
 * Somebody takes a verdict along, as one file that `truce verify` checks on any machine. One verdict, always the same file.
 * @param program the version of this program
 * @throws Problem `not-found`
 */
export async function exportVerdict(
  { database }: Pick<Service, 'database'>,
  id: string,
  program: string,
): Promise<VerdictFile> {
  const verdict = await readStoredVerdict({ database }, id);
  const versions = await versionsOf(database, verdict.incident.id ?? '');
  const version = versions.find((each) => each.version === verdict.incident.version);
  const source = await rulebookSource(database, verdict.rulebook);
  if (version === undefined || source === undefined)
    throw new Error(`the record lacks the ${version === undefined ? 'report' : 'rulebook'} of verdict ${id}`);
  const redactions = (await redactionsOf(database, [version.id]))
    .filter(({ part, version: of }) => part === 'report' && of === version.version)
    .map(({ number, pointer, at, before, after }) => ({
      number,
      pointer,
      at: formatInstant(at),
      before: String(before),
      after: String(after),
    }));
  const content: Omit<VerdictFile, 'sha256'> = {
    format: VERDICT_FILE,
    version: VERDICT_FILE_VERSION,
    program,
    semantics: verdict.semantics,
    verdict,
    incident: {
      id: version.id,
      version: version.version,
      hash: version.hash,
      report: version.report as Incident,
      added: version.added as Added | null,
      ...(redactions.length === 0 ? {} : { redactions }),
    },
    rulebook: { hash: verdict.rulebook, source },
  };
  return { ...content, sha256: hashOf(content) };
}
