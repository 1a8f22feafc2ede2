import { z } from 'zod';
import type { RuleFile } from '../rulebook/read-files.js';

/** The files of a candidate rulebook in a request: by path below the rules folder, as text. */

/** groups.yaml, and agreement.yaml, zones.geojson, presence.geojson and cases.yaml of each agreement. */
export const candidateFilesSchema = z
  .record(
    z.string().min(1, 'must not be empty').max(200, 'must have at most 200 characters'),
    z.string().describe('The text of the file'),
  )
  .refine((files) => Object.keys(files).length > 0, 'must hold at least one file')
  .describe('The whole set of rule files, by path below the rules folder; cases.yaml may be among them')
  .meta({
    id: 'CandidateFiles',
    examples: [{ 'groups.yaml': 'groups: …', 'syria-2016/agreement.yaml': 'format: 1 …' }],
  });
export type CandidateFiles = z.output<typeof candidateFilesSchema>;

export interface Candidate {
  /** What makes up the rulebook, in order of path. A path that is none of a rulebook is among them, and refused with it. */
  readonly rules: readonly RuleFile[];
  /** The cases files, which are no part of the rulebook. */
  readonly cases: readonly RuleFile[];
}

/** The files as the rulebook's own reader gives them, the cases apart. */
export function candidateOf(files: CandidateFiles): Candidate {
  const all = Object.entries(files)
    .map(([path, text]): RuleFile => ({ path, text }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const isCases = ({ path }: RuleFile) => /^[^/]+\/cases\.yaml$/.test(path);
  return { rules: all.filter((file) => !isCases(file)), cases: all.filter(isCases) };
}
