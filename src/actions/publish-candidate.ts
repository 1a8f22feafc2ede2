import { Problem } from '../domain/problem.js';
import type { Rulebook } from '../engine/rulebook.js';
import type { RuleFile } from '../rulebook/read-files.js';
import type { Database } from '../store/connect.js';
import { type Published, type Publishing, publishRulebook } from './publish-rulebook.js';
import { refusedCandidate } from './read-candidate.js';
import type { KeptAgain } from './roll-back-rulebook.js';
import { rollBackRulebook } from './roll-back-rulebook.js';
import type { RulesDesk } from './rules-desk.js';
import { compiledFrom } from './rules-folder.js';

interface Service {
  readonly database: Database;
  now(): number;
  rules(): RulesDesk;
}
type Said = Pick<Publishing, 'who' | 'why' | 'ifLive'>;
export type Made = Published & { readonly rulebook: Rulebook };

/**
 * An editor publishes the rule files they send.
 * @throws Problem `rules-refused` with every diagnostic, or every case that fails; `rulebook-differs`
 */
export async function publishFiles(
  service: Service,
  files: { readonly rules: readonly RuleFile[]; readonly cases: readonly RuleFile[] },
  said: Said,
): Promise<Made> {
  const checked = await service.rules().checker.check({ files });
  if (!checked.ok) throw refusedCandidate(checked, 'published');
  return goLive(service, compiledFrom(checked), { kind: 'publish', ...said });
}

/**
 * An editor publishes what waits in the folder of the service.
 * @throws Problem `rules-refused` where the folder could not go live; `rulebook-differs`
 */
export async function publishWaiting(service: Service, said: Said): Promise<Made> {
  const { folder } = service.rules();
  // What waits is what was read; somebody may have saved a file in the last moment.
  const looked = await folder.look();
  const rulebook = folder.rulebook();
  if (looked === undefined) throw new Problem('not-ready', 'The folder of rule files cannot be read now. Try again.');
  if (rulebook === undefined) {
    const { diagnostics, failed } = looked.status;
    throw refusedCandidate({ diagnostics, cases: { passed: 0, failed } }, 'published', '/waiting');
  }
  return goLive(service, rulebook, { kind: 'publish', ...said, folder: looked.status.folder });
}

/** An editor makes a kept rulebook live. @throws what rollBackRulebook throws */
export async function publishKept(service: Service, again: KeptAgain): Promise<Made> {
  const made = await rollBackRulebook(service, again);
  await service.rules().live.follow(made.rulebook.hash, made.rulebook);
  return made;
}

async function goLive(service: Service, rulebook: Rulebook, publishing: Publishing): Promise<Made> {
  const published = await publishRulebook(service, rulebook, publishing);
  await service.rules().live.follow(rulebook.hash, rulebook);
  return { ...published, rulebook };
}
