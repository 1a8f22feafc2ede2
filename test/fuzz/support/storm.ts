import { Chance } from './chance.js';
import { wrongWith } from './check-answer.js';
import { operations } from './document.js';
import { hostile } from './hostile.js';
import { nearlyValid } from './nearly-valid.js';
import type { Known } from './record.js';
import type { FuzzRequest } from './request.js';
import type { FuzzAnswer, Sender } from './send.js';
import { validDraft, written } from './valid-request.js';

/** Many requests, each known by the seed and its number alone, so that any one can be sent again by itself. */

export type Kind = 'valid' | 'nearly valid' | 'hostile';

/** Those that take long are asked less often. */
const SELDOM: Readonly<Record<string, number>> = {
  checkRulebook: 0.1,
  publishRulebook: 0.1,
  rollBackRulebook: 0.2,
  compareRulebook: 0.1,
  getSweep: 0.15,
  whyNotVerdict: 0.1,
  getLedger: 0.5,
};

export interface Numbered {
  readonly number: number;
  readonly kind: Kind;
  readonly request: FuzzRequest;
}

export function requestOf(seed: number, number: number, known: Known): Numbered {
  const chance = new Chance(seed, number);
  const draft = validDraft(someOperation(chance), known, chance, `${seed}-${number}`);
  const lot = chance.below(10);
  if (lot < 4) return { number, kind: 'valid', request: written(draft, 'as it should be') };
  if (lot < 7) return { number, kind: 'nearly valid', request: nearlyValid(draft, chance) };
  return { number, kind: 'hostile', request: hostile(draft, chance) };
}

function someOperation(chance: Chance) {
  for (;;) {
    const operation = chance.oneOf(operations);
    if (chance.yes(SELDOM[operation.id] ?? 1)) return operation;
  }
}

export interface Failure {
  readonly number: number;
  readonly kind: Kind;
  readonly said: string;
  readonly request: string;
  readonly answer: string;
}

/** What came of a storm. */
export class Tally {
  sent = 0;
  readonly failures: Failure[] = [];
  readonly byStatus = new Map<number | 'hung up', number>();
  /** How many requests of each kind an operation was sent, and how many of the valid ones it took. */
  readonly byOperation = new Map<string, Record<Kind | 'taken', number>>();

  add({ number, kind, request }: Numbered, answer: FuzzAnswer | Error | undefined): void {
    this.sent += 1;
    const status = answer instanceof Error || answer === undefined ? 'hung up' : answer.status;
    this.byStatus.set(status, (this.byStatus.get(status) ?? 0) + 1);
    const operation = request.operation ?? 'elsewhere';
    const counts = this.byOperation.get(operation) ?? { valid: 0, 'nearly valid': 0, hostile: 0, taken: 0 };
    counts[kind] += 1;
    if (kind === 'valid' && typeof status === 'number' && status < 400) counts.taken += 1;
    this.byOperation.set(operation, counts);
    const wrong = answer instanceof Error ? [answer.message] : answer === undefined ? [] : checked(request, answer);
    if (wrong.length > 0)
      this.failures.push({
        number,
        kind,
        said: wrong.slice(0, 3).join('; '),
        request: shown(request),
        answer: shownAnswer(answer),
      });
  }
}

/** The tally for people. */
export function report({ sent, byStatus, byOperation }: Tally): string {
  const statuses = [...byStatus]
    .sort(([a], [b]) => String(a).localeCompare(String(b)))
    .map(([status, count]) => `${status}: ${count}`);
  const operations = [...byOperation]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([id, counts]) => `${id}: ${JSON.stringify(counts)}`);
  return [`${sent} requests`, ...statuses, ...operations].join('\n');
}

function checked(request: FuzzRequest, answer: FuzzAnswer): string[] {
  try {
    return wrongWith(request, answer);
  } catch (error) {
    return [`the answer cannot be read: ${String(error)}`];
  }
}

const short = (text: string, most = 400) => (text.length > most ? `${text.slice(0, most)}… (${text.length})` : text);
const shown = ({ method, target, headers, body, done }: FuzzRequest) =>
  `${done}: ${method} ${short(target)} ${short(JSON.stringify(headers))} ${body === undefined ? '' : short(JSON.stringify(Buffer.from(body).toString('utf8')))}`;
const shownAnswer = (answer: FuzzAnswer | Error | undefined) =>
  answer instanceof Error || answer === undefined
    ? ''
    : `${answer.status} ${answer.headers['content-type']} ${short(answer.body.toString('utf8'), 600)}`;

export interface Storm {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  readonly lanes: number;
  /** What is done to each at last. */
  dressed?(request: FuzzRequest, number: number): FuzzRequest;
  /** Told of every answer. */
  heard(numbered: Numbered, answer: FuzzAnswer): Promise<void> | void;
}

/** Sends requests in several lanes. Every one is answered, or hung up on, before it comes back. */
export async function storm(
  sender: Sender,
  known: Known,
  { seed, from, to, lanes, dressed, heard }: Storm,
): Promise<Tally> {
  const tally = new Tally();
  let next = from;
  const lane = async () => {
    while (next < to && tally.failures.length < 100) {
      const number = next;
      next += 1;
      const made = requestOf(seed, number, known);
      const numbered = dressed === undefined ? made : { ...made, request: dressed(made.request, number) };
      const answer = await sender.send(numbered.request).catch((error: Error) => error);
      tally.add(numbered, answer);
      if (answer !== undefined && !(answer instanceof Error)) await heard(numbered, answer);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return tally;
}
