import type { Code } from './code.js';

/** What can be wrong in cases and profiles. */
export const OTHER_CODES: Readonly<Record<string, Code>> = {
  'unknown-agreement': {
    meaning: 'A cases file for an agreement that the rulebook does not have',
    remedy: 'write the `id` of an agreement of this rulebook',
  },
  'no-cases': {
    meaning: 'An agreement without cases: nothing shows that its rules say what was meant',
    remedy: 'write worked incidents with the outcome under each reading',
  },
  'bad-incident': {
    meaning: 'The incident of a case contradicts itself, or what the rulebook knows',
    remedy: 'mend the incident',
  },
  'undeclared-fact': {
    meaning: 'An incident that sends a fact which no rule reads',
    remedy: 'declare it under `vocabulary`, or take it out',
  },
  'wrong-fact-type': {
    meaning: 'An incident that sends a fact of another type than declared',
    remedy: 'send it in the type that the agreement declares',
  },
  'empty-expectation': {
    meaning: 'A case that expects nothing',
    remedy: 'say the outcome under at least one reading',
  },
  'unknown-column': {
    meaning: 'A profile that reads a column it does not list',
    remedy: 'list it under `columns`',
  },
  'unused-column': {
    meaning: 'A column that a profile lists and does not read',
    remedy: 'put it under `ignored`',
  },
  'duplicate-column': {
    meaning: 'Two columns of a profile with one name',
    remedy: 'take the name from one of them',
  },
  'unknown-map': {
    meaning: 'A profile that names a map which is not under `maps`',
    remedy: 'define it there, or write the name it has',
  },
  'idle-key': {
    meaning: 'A key of a profile that has no effect beside the others',
    remedy: 'take it out',
  },
};
