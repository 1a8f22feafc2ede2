import type { Code } from './code.js';

/** What the inspection may find in rules that load; docs/findings.md tells more. In the order in which findings are told. */
export const FINDING_CODES = {
  'never-breached': {
    meaning: 'A term that no act can breach, in a reading or in any',
    remedy: 'let it bind, protect and forbid what one act can meet at once while the agreement is in force',
  },
  'swallows-term': {
    meaning: 'An exception, or several together, that lift every breach of a term in a reading',
    remedy: 'narrow its `when`, or leave the term out of the reading if that is meant',
  },
  'never-holds': {
    meaning: 'An exception or limit that can never hold',
    remedy: 'look for parts of its conditions that shut each other out, or take it out',
  },
  'never-matters': {
    meaning: 'An exception or limit that may hold and never decides an outcome',
    remedy: 'take it out, or change it so that it covers what nothing else does',
  },
  contradiction: {
    meaning: 'Parts of an `all` that can never be so together',
    remedy: 'correct one of them; if either will do, write `any`',
  },
  'always-true': {
    meaning: 'Parts of an `any` of which one is always so',
    remedy: 'correct one of them; if both must be so, write `all`',
  },
  subsumed: {
    meaning: 'A part of a condition that adds nothing to the one beside it',
    remedy: 'take it out, or say what it was meant to add',
  },
  gap: {
    meaning: 'Ranges of a number that leave values between them uncovered',
    remedy: 'let the ranges meet, one with the bound and one without; if the gap is meant, accept it',
  },
  'role-of-nobody': {
    meaning: 'A role that nobody holds while the agreement is in force',
    remedy: 'list who holds it, or take the role out',
  },
  'window-of-nobody': {
    meaning: 'Dates in which what they are for cannot happen',
    remedy: 'correct the dates, or take it out',
  },
  'same-readings': {
    meaning: 'Two readings that come to the same of every act',
    remedy: 'say in the rules what parts them, or keep one and name both holders under `heldBy`',
  },
  'presumption-never-counts': {
    meaning: 'A presumption whose conditions are never met',
    remedy: 'correct its conditions, or take it out',
  },
  'doubt-never-counts': {
    meaning: 'A doubt whose conditions are never met',
    remedy: 'correct its conditions, or take it out',
  },
  'term-without-case': {
    meaning: 'A term that no case reaches',
    remedy: 'add a case to cases.yaml, such as the example with the outcome that the text calls for',
  },
} as const satisfies Readonly<Record<string, Code>>;

/** What can be wrong in the comments by which an author accepts a finding. */
export const ACCEPTANCE_CODES: Readonly<Record<string, Code>> = {
  'unused-acceptance': {
    meaning: 'A comment that accepts a finding which is not found there',
    remedy: 'take the comment out, or put it above the line that the finding points to',
  },
  'acceptance-without-why': {
    meaning: 'A comment that accepts a finding and does not say why',
    remedy: 'write `# truce: expect never-matters because …`',
  },
  'unknown-finding': {
    meaning: 'A comment that accepts a finding of which there is none by that name',
    remedy: 'write the code as the finding has it',
  },
};
