import { uuidv7 } from 'uuidv7';
import type { Caller } from '../domain/access.js';
import { incidentOfEvent, ownEventOf } from '../domain/event.js';
import { nearest } from '../domain/nearest.js';
import { type Fault, Problem } from '../domain/problem.js';
import type { Determination, Reply } from '../domain/statement.js';
import type { Warning } from '../domain/verdict.js';
import { hashOf } from '../engine/hash.js';
import type { Rulebook } from '../engine/rulebook.js';
import type { Transaction } from '../store/connect.js';
import { eventAround } from '../store/event-members.js';
import { insertRecord, recordsOf, type StoredRecord } from '../store/records.js';
import { currentRevision, write } from '../store/revision.js';
import { partyWarnings } from './party-warnings.js';
import { statementDocument } from './record-documents.js';
import type { Service } from './service.js';

type Statement =
  | ({ readonly type: 'determination' } & { readonly body: Determination })
  | ({ readonly type: 'reply' } & { readonly body: Reply });

const PREFIXES = { determination: 'det', reply: 'rep' } as const;

/**
 * A monitoring body's determination, or an accused party's reply, goes beside the verdicts of an event. It changes none of
 * them. A mistake is replaced by another record that names it; nothing is edited. The same again changes nothing.
 * @param event any id the event is known by
 * @throws Problem `not-found`, `unknown-agreement`, `bad-request` where what it replaces is not there to be replaced
 */
export async function recordStatement(service: Service, caller: Caller, event: string, { type, body }: Statement) {
  const rulebook = service.rulebook();
  if (type === 'determination') refuseUnknownReading(body, rulebook);
  const at = service.now();
  const answer = await write(service.database, async (transaction, revision) => {
    const all = await statementsOf(transaction, event, type);
    const hash = hashOf({ type, subject: event, body });
    const same = all.find((record) => record.hash === hash && !isReplaced(record, all));
    if (same !== undefined) return { status: 200 as const, record: same, all };
    refuseReplacing(body.replaces, all, type);
    const [number] = revision.take(1) as [number];
    const record: StoredRecord = {
      id: `${PREFIXES[type]}_${uuidv7()}`,
      type,
      subject: event,
      number,
      by: body.by,
      replaces: body.replaces ?? undefined,
      body,
      hash,
      at,
    };
    await insertRecord(transaction, record);
    revision.record({ at, who: caller.reporter, what: `${type}-recorded`, subject: record.id, after: hash });
    return { status: 201 as const, record, all };
  });
  const warnings: Warning[] = partyWarnings(body.by, rulebook);
  return {
    status: answer.status,
    statement: statementDocument(answer.record, answer.all),
    warnings,
    revision: await currentRevision(service.database),
  };
}

/** What was recorded of the event that goes by this id now, whichever of its ids it was recorded under. */
async function statementsOf(transaction: Transaction, event: string, type: 'determination' | 'reply') {
  const around = event.startsWith('evt_') ? await eventAround(transaction, incidentOfEvent(event)) : undefined;
  if (around === undefined) throw noEvent(event);
  return recordsOf(transaction, around.incidents.map(ownEventOf), [type]);
}

export const noEvent = (id: string): Problem =>
  new Problem('not-found', `There is no event ${JSON.stringify(id)}. The report of an incident names its event.`);

const isReplaced = ({ id }: StoredRecord, all: readonly StoredRecord[]) => all.some(({ replaces }) => replaces === id);

function refuseReplacing(replaces: string | null | undefined, all: readonly StoredRecord[], type: string): void {
  if (replaces == null) return;
  const replaced = all.find(({ id }) => id === replaces);
  const by = all.find((each) => each.replaces === replaces)?.id;
  if (replaced !== undefined && by === undefined) return;
  const detail =
    replaced === undefined ? `is no ${type} of this event` : `was already replaced by ${by}; replace that one`;
  const standing = all.filter((each) => !isReplaced(each, all)).map(({ id }) => id);
  throw new Problem('bad-request', 'Nothing was stored: what it replaces is not there to be replaced.', {
    faults: [{ pointer: '/replaces', detail, got: replaces, allowed: standing }],
  });
}

/** @throws Problem `unknown-agreement` naming what comes nearest */
function refuseUnknownReading({ agreement, reading }: Determination, { agreements }: Rulebook): void {
  if (agreement == null) return;
  const faults: Fault[] = [];
  const refuse = (pointer: string, got: string, what: string, allowed: readonly string[]) =>
    faults.push({ pointer, detail: `is no ${what}`, got, allowed: [...allowed], nearest: nearest(got, allowed) });
  const known = agreements.get(agreement);
  if (known === undefined) refuse('/agreement', agreement, 'agreement of the rulebook', [...agreements.keys()]);
  const readings = known?.definition.readings.map(({ id }) => id) ?? [];
  if (known !== undefined && reading != null && !readings.includes(reading))
    refuse('/reading', reading, `reading of ${agreement}`, readings);
  if (faults.length > 0)
    throw new Problem('unknown-agreement', 'Nothing was stored: the rulebook does not hold what it speaks of.', {
      faults,
    });
}
