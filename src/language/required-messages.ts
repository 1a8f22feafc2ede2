import { GROUP_KINDS } from '../domain/group.js';
import { ACT_CLASSES, CLAIM_KINDS, KINDS, NATURES, OBJECTS, WEAPON_CLASSES } from '../domain/words.js';
import { OPERATORS } from '../engine/operators.js';
import { FACTS, type FactDefinition } from '../engine/vocabulary.js';
import { MESSAGES } from './messages.js';

/** What the code gives a message: what its words must use, and what they may. */
export interface Parameters {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

export const TRUTHS = ['true', 'false', 'unknown'] as const;

/** The message of a fact of the vocabulary: act.kind → fact-act-kind. */
export const factMessage = (name: string): string => `fact-${name.replaceAll('.', '-')}`;
/** The message of a word of the closed vocabularies: same-town → word-same-town. */
export const wordMessage = (word: string): string => `word-${word}`;
export const operatorMessage = (operator: string): string => `operator-${operator}`;

const membership = (operator: string) => /ontain/.test(operator);
const words = [
  ...[...KINDS.keys(), ...ACT_CLASSES, ...WEAPON_CLASSES, ...OBJECTS],
  ...[...CLAIM_KINDS, ...NATURES, ...GROUP_KINDS, 'true', 'false'],
];

/** A fact has a name, a question that asks for it and, where it is a statement or a set, a sentence for each truth. */
function messagesOfFact(definition: FactDefinition): [string, Parameters][] {
  const optional = Object.keys(definition.params ?? {});
  const id = factMessage(definition.name);
  const plain = { required: [], optional };
  const sentences = definition.type === 'set' ? { required: ['value'], optional } : plain;
  const told = definition.type === 'boolean' || definition.type === 'set' ? TRUTHS : [];
  return [
    [id, plain],
    [`${id}.question`, plain],
    ...told.map((truth): [string, Parameters] => [`${id}.${truth}`, sentences]),
  ];
}

/**
 * Every message a complete language has, attributes as `message.attribute`, with its parameters: those of messages.ts,
 * one for each fact and operator of the vocabulary, and one for each word of the closed lists.
 */
export const REQUIRED_MESSAGES: ReadonlyMap<string, Parameters> = new Map([
  ...Object.entries(MESSAGES).map(([id, required]): [string, Parameters] => [id, { required, optional: [] }]),
  ...[...FACTS.values()].flatMap(messagesOfFact),
  ...[...OPERATORS.keys()]
    .filter((operator) => !membership(operator))
    .flatMap((operator) =>
      TRUTHS.map((truth): [string, Parameters] => [
        `${operatorMessage(operator)}.${truth}`,
        { required: ['fact', 'value'], optional: [] },
      ]),
    ),
  ...[...new Set(words)].map((word): [string, Parameters] => [wordMessage(word), { required: [], optional: [] }]),
]);
