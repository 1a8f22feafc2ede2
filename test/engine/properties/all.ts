import type { Property } from '../support/pair.js';
import { dependence } from './depends.js';
import { missing } from './missing.js';
import { monotony } from './monotony.js';
import { mirrored, orderless } from './order.js';
import { parting } from './parted.js';
import { contract, purity } from './purity.js';
import { reasons } from './reasons.js';
import { secondEngine } from './second-opinion.js';
import { attribution, soundness } from './soundness.js';

/** Every property of the judging engine, by the sentence it stands for. */
export const PROPERTIES: readonly { name: string; holds: Property; everyNth: number }[] = [
  { name: 'what can be sent and what is answered fit the contract', holds: contract, everyNth: 10 },
  { name: 'no way of filling in the unknowns leaves what is possible (S12)', holds: soundness, everyNth: 1 },
  { name: 'an incident comes to what its candidates allow (S9)', holds: attribution, everyNth: 1 },
  {
    name: 'learning a fact never widens what is possible nor turns a firm outcome (S13)',
    holds: monotony,
    everyNth: 1,
  },
  {
    name: 'json-rules-engine agrees on complete facts and on completions (section 5)',
    holds: secondEngine,
    everyNth: 10,
  },
  { name: 'the order of rules, groups and conditions does not count (S19)', holds: orderless, everyNth: 1 },
  { name: 'what an outcome depends on is what removing an exception shows (S14)', holds: dependence, everyNth: 1 },
  { name: 'what is said to be missing can matter (S15)', holds: missing, everyNth: 1 },
  { name: 'what parts two readings is enough and cannot be made less (S11)', holds: parting, everyNth: 1 },
  { name: 'two sides that change places get each other’s verdicts', holds: mirrored, everyNth: 1 },
  { name: 'judging is pure: the same bytes, and no input is written to (S19)', holds: purity, everyNth: 10 },
  { name: 'every reason cited is so (S18)', holds: reasons, everyNth: 1 },
];
