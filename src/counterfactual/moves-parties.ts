import type { PartyName } from '../engine/outlook.js';
import { representatives } from '../engine/representatives.js';
import type { Party } from '../engine/situation.js';
import { type Move, RANKS, type Searched } from './move.js';
import { mentionedOn, saidAt } from './moves-report.js';

/** Changes of who did it to whom, and of whether it happened at all. */
export function partyMoves(searched: Searched): Move[] {
  const { situation, agreement } = searched.evaluator;
  const { incident } = situation;
  const moves = situation.candidates.flatMap((candidate, index) =>
    (['actor', 'target'] as const).flatMap((name) =>
      groupMoves(searched, name, candidate[name], `${name}.id`, `/candidates/${index}/${name}`, index),
    ),
  );
  if (agreement.slots.some(({ name }) => name.startsWith('struck.holder')))
    moves.push(...groupMoves(searched, 'holder', situation.holder, 'struck.holder', '/struck/holder'));
  for (const slot of agreement.slots)
    if (slot.name === 'access.controlledBy')
      for (const to of mentionedOn(agreement.leavesOn.get(slot.index) ?? []))
        moves.push(groupMove(slot.name, '/access/controlledBy', saidAt(incident, '/access/controlledBy'), to, false));
  return [...moves, ...attributionMoves(searched), happenedMove(searched)];
}

function groupMoves(
  { evaluator, plan }: Searched,
  name: PartyName,
  party: Party,
  fact: string,
  pointer: string,
  candidate?: number,
): Move[] {
  const from = saidAt(evaluator.situation.incident, pointer);
  return representatives(evaluator, plan, name, party.actsFor)
    .filter((id) => id !== party.id)
    .map((id) => groupMove(fact, pointer, from, id, party.id === undefined, candidate));
}

function groupMove(fact: string, pointer: string, from: unknown, to: string, open: boolean, candidate?: number): Move {
  const learned = open || from === null;
  return {
    ...{ key: pointer, fact, kind: learned ? 'learned' : 'changed', pointer, from, to },
    ...(candidate === undefined ? {} : { candidate }),
    rank: learned ? RANKS.learned : RANKS.party,
  };
}

/** With several candidates: that one of them did it not, or that all did it where one was held to have. */
function attributionMoves({ evaluator }: Searched): Move[] {
  const { incident } = evaluator.situation;
  if (incident.candidates.length < 2) return [];
  const each = incident.attribution === 'each';
  const out = incident.candidates.map(
    (candidate, index): Move => ({
      ...{ key: `/candidates/${index}`, fact: 'attribution', kind: each ? 'changed' : 'learned' },
      ...{ candidate: index, pointer: `/candidates/${index}`, from: candidate, to: null },
      rank: each ? RANKS.party : RANKS.learned,
    }),
  );
  const other: Move = {
    ...{ key: '/attribution', fact: 'attribution', kind: 'changed', pointer: '/attribution' },
    ...{ from: incident.attribution ?? null, to: each ? 'oneOf' : 'each', rank: RANKS.party },
  };
  return [...out, other];
}

function happenedMove({ evaluator }: Searched): Move {
  const from = evaluator.situation.incident.happened ?? null;
  const to = from === 'disproved' ? 'alleged' : 'disproved';
  return { key: '/happened', fact: 'happened', kind: 'changed', pointer: '/happened', from, to, rank: RANKS.happened };
}
