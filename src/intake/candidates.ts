import type { Candidate } from '../domain/incident.js';
import { gradeOf, LEAF_KINDS, listOf } from './leaf.js';
import { levelText } from './level-text.js';
import type { Pattern } from './profile.js';
import type { Value } from './profile-value.js';
import type { Maps, Reader } from './reader.js';
import type { Row } from './row.js';
import { graded, suspects, twoSides } from './sides.js';
import { readerOf } from './value.js';

/** Who may have done it to whom, by the pattern that a profile chose. */

export interface CandidatesReader {
  (row: Row): Candidate[];
  readonly columns: readonly string[];
}

/** @returns a function of a row; with no candidate where the row has been faulted */
export function candidatesReader(pattern: Pattern, maps: Maps): CandidatesReader {
  const reader = (value: Value) => readerOf(value, maps);
  const optional = (value: Value | undefined) => (value === undefined ? undefined : reader(value));
  if ('twoSides' in pattern) {
    const { neverActs } = pattern.twoSides;
    const [one, other] = [reader(pattern.twoSides.one), reader(pattern.twoSides.other)];
    const grade = optional(pattern.twoSides.grade);
    const never = new Set(neverActs);
    return made([one, other], (row) =>
      graded(twoSides(listOf(one, row), listOf(other, row), never), gradeOf(grade, row)),
    );
  }
  if ('suspected' in pattern) {
    const actors = reader(pattern.suspected.actors);
    const targets = optional(pattern.suspected.targets);
    const grade = optional(pattern.suspected.grade);
    return made([actors, targets], (row) =>
      graded(suspects(listOf(actors, row), targets === undefined ? [] : listOf(targets, row)), gradeOf(grade, row)),
    );
  }
  if ('listed' in pattern) return listedReader(pattern.listed, reader);
  return chosenReader(pattern, maps);
}

const made = (readers: readonly (Reader | undefined)[], read: (row: Row) => Candidate[]): CandidatesReader =>
  Object.assign(read, { columns: readers.flatMap((reader) => reader?.columns ?? []) });

/**
 * Each as it is said. Where the cells of one are empty nobody is meant by it, and it is left out, unless it is the only
 * one; a cell that says that somebody unknown did it keeps its candidate.
 */
function listedReader(
  entries: Extract<Pattern, { listed: unknown }>['listed'],
  reader: (value: Value) => Reader,
): CandidatesReader {
  const parts = entries.map((entry) => {
    const optional = (value: Value | undefined) => (value === undefined ? undefined : reader(value));
    return {
      texts: (['actor', 'target'] as const).map((key) => [key, optional(entry[key])] as const),
      lists: (['actsFor', 'assertedBy'] as const).map((key) => [key, optional(entry[key])] as const),
      grade: optional(entry.grade),
    };
  });
  const readers = parts.flatMap(({ texts, lists }) => [...texts, ...lists].map(([, each]) => each));
  return made(readers, (row) => {
    const all = parts.map(({ texts, lists, grade }) => {
      const candidate: Candidate = {};
      for (const [key, each] of texts) {
        const text = each === undefined ? undefined : LEAF_KINDS.text(each, row);
        if (text !== undefined) candidate[key] = text;
      }
      for (const [key, each] of lists) {
        const list = each === undefined ? undefined : LEAF_KINDS.openList(each, row);
        if (list !== undefined) candidate[key] = list;
      }
      const columns = [...texts, ...lists].flatMap(([, each]) => each?.columns ?? []);
      const named = Object.keys(candidate).length > 0 || columns.some((column) => row.text(column) !== '');
      const sure = gradeOf(grade, row);
      return { named, candidate: sure === undefined ? candidate : { ...candidate, grade: sure } };
    });
    const named = all.filter((each) => each.named);
    return (named.length > 0 ? named : all.slice(0, 1)).map(({ candidate }) => candidate);
  });
}

function chosenReader(pattern: Extract<Pattern, { choose: unknown }>, maps: Maps): CandidatesReader {
  const { column } = pattern;
  const choices = new Map(
    Object.entries(pattern.choose).map(([key, each]) => [levelText(key), candidatesReader(each, maps)] as const),
  );
  const otherwise = pattern.otherwise === undefined ? undefined : candidatesReader(pattern.otherwise, maps);
  const read = (row: Row): Candidate[] => {
    const choice = choices.get(levelText(row.text(column))) ?? otherwise;
    if (choice !== undefined) return choice(row);
    const allowed = Object.keys(pattern.choose);
    row.fault(column, 'does not say whom the row names as actor and target', { got: row.text(column), allowed });
    return [];
  };
  return Object.assign(read, { columns: [column] });
}
