import type { LiveRulebook } from './live-rulebook.js';
import type { RulesChecker } from './rules-checker.js';
import type { RulesFolder } from './rules-folder.js';

/** What those who edit rules work on: what is live, the folder of this process, and where a candidate is checked. */
export interface RulesDesk {
  readonly live: LiveRulebook;
  readonly folder: RulesFolder;
  readonly checker: RulesChecker;
}
