import { type Truth, UNKNOWN } from '../domain/truth.js';
import { combine, votesOf } from '../engine/combine.js';
import { fold, type OutcomeMask } from '../engine/fold.js';
import type { Situation } from '../engine/situation.js';
import { View } from '../engine/view.js';
import type { Move, Searched } from './move.js';

/**
 * What a report may still come to when some of its facts are taken to be unknown: no value of them comes to anything else
 * (S12). So whole sets of facts are passed over at the price of one fold, and nothing is lost.
 */

const EVERY_TIME = /^(occurred|actor\.id|target\.id|struck\.holder|claims\.|coLocation\.|presence\.)/;

/** The asks (S15) of all comparisons that a change may turn; undefined for one that changes more than comparisons. */
function asksTurned({ key, fact }: Move): RegExp | undefined {
  if (/^\/(happened|attribution)$|^\/candidates\/\d+$/.test(key)) return undefined;
  // Who is whose member, and who holds a role, hangs on the time.
  if (key === '/occurred') return EVERY_TIME;
  if (key === '/place') return /^(place|presence\.)/;
  if (key.startsWith('coLocation ')) return /^coLocation\./;
  if (key.startsWith('claim ') || key.startsWith('/claims/')) return /^claims\./;
  if (key === '/struck/objects') return /^struck\.(objects|civilian)$/;
  // The fold below takes every term, whatever kinds the report names: what forbids an act is all in its comparisons.
  if (key === '/kind') return /^act\.kind$/;
  return new RegExp(`^${fact.replaceAll('.', '\\.')}$`);
}

/** Whether a change is of facts that can be taken to be unknown; others are tried one by one. */
export const canRelax = (move: Move): boolean => asksTurned(move) !== undefined;

/**
 * @param situation of the report with the changes that are settled already
 * @param open one move of each fact that is taken to be unknown
 * @returns never fewer outcomes than some value of these facts comes to
 */
export function relaxed({ evaluator, plan }: Searched, situation: Situation, open: readonly Move[]): OutcomeMask {
  const { agreement } = evaluator;
  const turned = open.map(asksTurned).filter((each) => each !== undefined);
  // What the reading doubts may become unknown, or known again, with what it doubts it for.
  const doubted = new Set(
    plan.doubts.flatMap(({ subject }) => [subject.slot, ...subject.derived].map(({ ask }) => ask)),
  );
  const atoms = new Map<number, Truth>();
  for (const { index, slot, ask } of agreement.atoms) {
    const asked = slot?.ask ?? ask;
    if (doubted.has(asked) || turned.some((each) => each.test(asked))) atoms.set(index, UNKNOWN);
  }
  const { incident } = situation;
  const votes = votesOf(incident);
  const terms = [...plan.terms];
  const masks = situation.candidates.map((_, candidate) => {
    const view = new View(situation, candidate, agreement, { roles: plan.roles, atoms });
    return fold(agreement, plan, view, terms, incident.happened === 'disproved', NOTHING_PRESUMED).mask;
  });
  return combine(
    masks.filter((_, index) => votes[index]),
    incident.attribution ?? 'oneOf',
  );
}

const NOTHING_PRESUMED = {};
