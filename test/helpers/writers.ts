import { setTimeout as pause } from 'node:timers/promises';
import { smallReport } from './small-record.js';

/** Senders as monitors are: they send again until they are answered, and remember what they were told. */

/** What was answered 200 or 201, by reportId. */
export interface Acknowledged {
  readonly id: string;
  readonly verdicts: readonly string[];
}

export interface Senders {
  readonly acknowledged: Map<string, Acknowledged>;
  /** Every reportId that was ever sent, answered or not. */
  readonly sent: Set<string>;
  /** Statuses other than 200 and 201, and how often they came. */
  readonly refused: Map<string, number>;
  /** How often a request was taken, and nothing or half an answer came. */
  unanswered: number;
}

export const noSenders = (): Senders => ({
  acknowledged: new Map(),
  sent: new Set(),
  refused: new Map(),
  unanswered: 0,
});

interface Submitted {
  readonly incident: { readonly id: string };
  readonly verdicts: readonly { readonly id: string }[];
}

const RETRY_MS = 30;

export const reportOf = (reportId: string) => smallReport({ reportId, event: null, notes: `of ${reportId}` });

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

/** Posts a body. @returns undefined where no whole answer came */
export async function post(
  address: string,
  path: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer | 'not-there' | undefined> {
  try {
    const answer = await fetch(`${address}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  } catch (error) {
    return isRefused(error) ? 'not-there' : undefined;
  }
}

/** Nobody listens: the service is not there just now, and the request went nowhere. */
const isRefused = (error: unknown): boolean =>
  error instanceof Error && (error.cause as NodeJS.ErrnoException | undefined)?.code === 'ECONNREFUSED';

/** Notes an answer. @returns whether it acknowledges */
export function note(senders: Senders, reportId: string, answer: Answer | 'not-there' | undefined): boolean {
  if (answer === undefined) senders.unanswered += 1;
  if (answer === undefined || answer === 'not-there') return false;
  const body = JSON.parse(answer.text);
  if (answer.status === 200 || answer.status === 201) {
    const { incident, verdicts } = body as Submitted;
    senders.acknowledged.set(reportId, { id: incident.id, verdicts: verdicts.map(({ id }) => id) });
    return true;
  }
  noteRefusal(senders, answer.status, body.code);
  return false;
}

export function noteRefusal(senders: Senders, status: number, code: string): void {
  const name = `${status} ${code}`;
  senders.refused.set(name, (senders.refused.get(name) ?? 0) + 1);
}

/**
 * Sends reports one at a time, each under an Idempotency-Key, and each until it is acknowledged.
 * @param address where the service is just now
 * @param more whether another is to be sent
 */
export async function sendSingly(senders: Senders, name: string, address: () => string, more: () => boolean) {
  for (let index = 0; more(); index++) {
    const reportId = `${name}-${index}`;
    senders.sent.add(reportId);
    // Whoever died under a key holds it for a minute: the report is sent again under another, which stores it once all the same.
    for (let tries = 0; ; tries++) {
      const headers = { 'idempotency-key': `${reportId}-${tries}` };
      const answer = await post(address(), '/v1/incidents', JSON.stringify(reportOf(reportId)), headers);
      if (note(senders, reportId, answer)) break;
      await pause(RETRY_MS);
    }
  }
}

/** Sends batches of a few, each whole until its answer has a summary; a line that says stored is an acknowledgement. */
export async function sendBatches(
  senders: Senders,
  name: string,
  address: () => string,
  more: () => boolean,
  size = 25,
) {
  for (let index = 0; more(); index++) {
    const reports = Array.from({ length: size }, (_, at) => reportOf(`${name}-${index}-${at}`));
    for (const { reportId } of reports) senders.sent.add(reportId);
    while (!(await sendBatch(senders, address(), reports))) await pause(RETRY_MS);
  }
}

async function sendBatch(
  senders: Senders,
  address: string,
  reports: readonly { reportId: string }[],
): Promise<boolean> {
  let text = '';
  let status = 0;
  try {
    const answer = await fetch(`${address}/v1/incidents/batch`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: reports.map((each) => JSON.stringify(each)).join('\n'),
    });
    ({ status } = answer);
    for await (const piece of answer.body ?? []) text += Buffer.from(piece).toString();
  } catch (error) {
    if (!isRefused(error)) senders.unanswered += 1;
  }
  // A last line without its end was cut off in the middle.
  const lines = text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
  if (status !== 200 && status !== 0 && text !== '') noteRefusal(senders, status, JSON.parse(text).code);
  for (const line of lines) {
    if (line.problem !== undefined) noteRefusal(senders, line.problem.status, line.problem.code);
    if (line.status === 201 || line.status === 200) {
      const { reportId } = reports[line.line - 1] as { reportId: string };
      senders.acknowledged.set(reportId, { id: line.id, verdicts: [] });
    } else if (line.summary === undefined && line.problem === undefined)
      noteRefusal(senders, line.status, JSON.stringify(line));
  }
  return lines.at(-1)?.summary?.complete === true;
}
