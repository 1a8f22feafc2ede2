import type { Incident } from '../domain/incident.js';
import { Evaluator } from '../engine/evaluate.js';
import type { OutcomeMask } from '../engine/fold.js';
import { evaluateReading } from '../engine/reading.js';
import { type Situation, situationOf } from '../engine/situation.js';
import { View } from '../engine/view.js';
import { applyChanges, type Move, type Searched } from './move.js';
import { placeMoves, timeMoves } from './moves-elsewhere.js';
import { groundMoves } from './moves-ground.js';
import { partyMoves } from './moves-parties.js';
import { reportMoves } from './moves-report.js';

/** Judges changed reports under one reading: outcomes only, without reasons, by the same evaluation as every verdict. */
export class Trial {
  readonly searched: Searched;
  /** Whether places are in zones is measured once for each place. */
  readonly #measured = new Map<Incident['place'], Situation['inZone']>();
  judgements = 0;

  constructor(searched: Searched) {
    this.searched = searched;
    const { situation } = searched.evaluator;
    this.#measured.set(situation.incident.place, situation.inZone);
  }

  situationWith(moves: readonly Move[]): Situation {
    const { incident, registry } = this.searched.evaluator.situation;
    const situation = situationOf(applyChanges(incident, moves), registry);
    const { place } = situation.incident;
    const inZone = this.#measured.get(place) ?? situation.inZone;
    this.#measured.set(place, inZone);
    return { ...situation, inZone };
  }

  /** What the report comes to with these changes. */
  possible(moves: readonly Move[]): OutcomeMask {
    const { evaluator, plan } = this.searched;
    return this.counted(() => {
      const situation = this.situationWith(moves);
      return evaluateReading(new Evaluator(evaluator.agreement, situation), plan).possible;
    });
  }

  /** Whatever costs about as much as a judgement counts as one. */
  counted<T>(judge: () => T): T {
    this.judgements += 1;
    return judge();
  }

  /** How every comparison of the rules comes out, as one text: equal texts are told apart by no rule. */
  signature(moves: readonly Move[]): string {
    const { evaluator, plan } = this.searched;
    const situation = this.situationWith(moves);
    const { agreement } = evaluator;
    const views = situation.candidates.map((_, index) => new View(situation, index, agreement, { roles: plan.roles }));
    const truths = views.map((view) => agreement.atoms.map(({ index }) => view.truth(index)).join(''));
    const { happened, attribution } = situation.incident;
    return [happened === 'disproved', attribution === 'each', situation.kinds.length > 1, ...truths].join(' ');
  }
}

/**
 * Every single change that some rule can tell from the report and from the others of its fact, the most plausible first.
 * Of values that no rule tells apart the first stands for all.
 */
export function movesOf(trial: Trial): Move[] {
  const { searched } = trial;
  const all = [
    ...reportMoves(searched),
    ...groundMoves(searched),
    ...partyMoves(searched),
    ...timeMoves(searched),
    ...placeMoves(searched),
  ];
  const before = trial.signature([]);
  const seen = new Set<string>();
  const kept = all
    .map((move, index) => ({ move, index }))
    .sort((a, b) => a.move.rank - b.move.rank || a.index - b.index)
    .filter(({ move }) => {
      const signature = trial.signature([move]);
      const key = `${move.key} ${signature}`;
      if (signature === before || seen.has(key)) return false;
      seen.add(key);
      return true;
    });
  return kept.map(({ move }) => move);
}
