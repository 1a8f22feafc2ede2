import { Engine } from 'json-rules-engine';
import { paramsKey, type RulesInput } from '../../src/engine/second-opinion-input.js';
import { addAgreement } from '../../src/engine/second-opinion-rules.js';
import { outcomeOfRun, runRules } from '../../src/engine/second-opinion-runs.js';
import type { Peer } from './peer.js';

const gives = 'for every rule whether it fired, with each comparison of it, the value it met and its result';
const lacks =
  'a third truth (an absent fact makes `not` true), what is missing, what an outcome hangs on, roles, zones';

/** As Truce's own second opinion runs it. */
export const freshEngine: Peer = {
  name: 'json-rules-engine 7.3.1, a fresh engine each run',
  gives,
  lacks,
  build:
    ({ definition, reading }) =>
    (asked) =>
      runRules(definition, reading, asked.input),
};

/** One engine kept, and no two runs at a time: it drops rules when runs overlap. */
export const keptEngine: Peer = {
  name: 'json-rules-engine 7.3.1, one engine kept, runs in turn',
  gives,
  lacks: `${lacks}; runs side by side`,
  build({ definition, reading }) {
    const engine = new Engine([], { allowUndefinedFacts: false });
    addAgreement(engine, definition, reading);
    let values = new Map<string, unknown>();
    const named = new Set<string>();
    const nameFacts = ({ facts }: RulesInput) => {
      values = new Map(facts.map(([name, params, value]) => [`${name} ${params}`, value]));
      for (const [name] of facts) {
        if (named.has(name)) continue;
        named.add(name);
        const read = (params: Record<string, string | number>) => values.get(`${name} ${paramsKey(params)}`);
        engine.addFact(name, read, { cache: false });
      }
    };
    return ({ input }) => {
      nameFacts(input);
      return outcomeOfRun(engine, { ...input.given });
    };
  },
};
