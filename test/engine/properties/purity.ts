import { agreementSchema } from '../../../src/domain/agreement.js';
import { incidentSchema } from '../../../src/domain/incident.js';
import { judgementSchema } from '../../../src/domain/verdict.js';
import { compileRandom } from '../../helpers/random-rulebook.js';
import { judged, type Property } from '../support/pair.js';

/** Freezes a value and all it holds: whoever writes to it throws. */
export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

/** S19: the same inputs give the same bytes, judged again, on a copy, and from a rulebook compiled anew; and stay as they were. */
export const purity: Property = ({ book, agreement, rulebook, incident, verdict }) => {
  const first = JSON.stringify(verdict);
  const sent = frozen(structuredClone(incident));
  if (JSON.stringify(judged(sent, { agreement, rulebook })) !== first) return 'judging again gives other bytes';
  const anew = compileRandom(frozen(structuredClone(book)), false);
  if (JSON.stringify(judged(sent, anew)) !== first) return 'a rulebook compiled anew gives other bytes';
  return undefined;
};

/** What goes in fits the contract, and what comes out fits it too. */
export const contract: Property = ({ book, incident, verdict }) => {
  const checks = [
    incidentSchema.safeParse(incident),
    agreementSchema.safeParse(book.definition),
    judgementSchema.safeParse(verdict),
  ];
  const failed = checks.find((each) => !each.success);
  return failed?.error?.message;
};
