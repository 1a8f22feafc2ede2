import { holdsAny, withoutTexts } from '../domain/find-text.js';
import { pointerOf, segmentsOf, valueAt } from '../domain/json-pointer.js';
import { REDACTED, REDACTED_URI } from '../domain/redacted.js';
import type { Nearness } from '../domain/sighting.js';
import { hashOf } from '../engine/hash.js';
import type { StoredRecord } from '../store/records.js';
import type { linkRows } from '../store/scrub.js';
import { type Gone, isOfPlace } from './plan-redaction.js';

/** What a redaction takes out of what stands beside the reports: records, links and what was decided of them. Pure. */

type LinkRows = Awaited<ReturnType<typeof linkRows>>;

export interface RedactedBeside {
  readonly records: readonly { readonly record: StoredRecord; readonly by: string; readonly body: unknown }[];
  readonly links: LinkRows['links'];
  readonly decisions: LinkRows['decisions'];
  readonly gone: readonly Gone[];
}

/**
 * @param records about the incident, its event and its evidence
 * @param pointers what goes out of its reports: why it was near others follows from that
 * @param texts that go wherever they stand
 */
export function redactBeside(
  records: readonly StoredRecord[],
  { links, decisions }: LinkRows,
  pointers: readonly string[],
  texts: readonly string[],
): RedactedBeside {
  const spared = records.map((record) => {
    const gone: string[] = [];
    const body = spare(record.body, texts, [], gone);
    return { record, by: withoutTexts(record.by, texts, REDACTED), body, gone };
  });
  const changed = spared.filter(({ record, by, gone }) => gone.length > 0 || by !== record.by);
  const reasons = (because: string) => JSON.stringify(nearnessLeft(JSON.parse(because), pointers, texts));
  const decided = decisions.map((row) => ({
    ...row,
    author: withoutTexts(row.author, texts, REDACTED),
    note: row.note === null ? null : withoutTexts(row.note, texts, REDACTED),
    because: row.because === null ? null : reasons(row.because),
  }));
  return {
    records: changed,
    links: links
      .map(({ id, because }) => ({ id, because: reasons(because) }))
      .filter(({ because }, index) => because !== links[index]?.because),
    decisions: decided.filter((row, index) => JSON.stringify(row) !== JSON.stringify(decisions[index])),
    gone: [...changed.flatMap(goneOfRecord), ...decided.flatMap((row, index) => goneOfDecision(row, decisions[index]))],
  };
}

function goneOfRecord({
  record,
  body,
  gone,
}: {
  record: StoredRecord;
  body: unknown;
  gone: readonly string[];
}): Gone[] {
  const { id: subject, type, subject: about } = record;
  const hashes = {
    before: hashOf({ type, subject: about, body: record.body }),
    after: hashOf({ type, subject: about, body }),
  };
  const pointers = gone.length > 0 ? gone : ['/by'];
  return pointers.map((pointer) => ({
    part: 'record',
    subject,
    version: 0,
    pointer,
    ...hashes,
    is: valueAt(record.body, segmentsOf(pointer) ?? []) ?? record.by,
  }));
}

type Decision = LinkRows['decisions'][number];

function goneOfDecision(after: Decision, before: Decision | undefined): Gone[] {
  const keys = (['author', 'note'] as const).filter((key) => before?.[key] !== after[key]);
  return keys.map((key) => ({
    part: 'note',
    subject: after.link,
    version: 0,
    pointer: pointerOf(['decisions', after.number, key === 'author' ? 'by' : key]),
    before: null,
    after: null,
    is: before?.[key],
  }));
}

/** Names are kept to so many characters where the contract has the least room for them. */
const ROOM = 200;

function spare(value: unknown, texts: readonly string[], at: readonly string[], gone: string[]): unknown {
  if (typeof value === 'string') {
    if (!holdsAny(value, texts)) return value;
    gone.push(pointerOf(at));
    if (at.at(-1) === 'uri' || at.at(-1) === 'url') return REDACTED_URI;
    const spared = withoutTexts(value, texts, REDACTED);
    return spared.length <= Math.max(value.length, ROOM) ? spared : REDACTED;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each, index) => spare(each, texts, [...at, String(index)], gone));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, spare(each, texts, [...at, key], gone)]));
}

const OF_PLACE: readonly string[] = ['place', 'name', 'pcode'];

/** In what two reports are near, without what a redaction took out of one of them. */
function nearnessLeft(because: readonly Nearness[], pointers: readonly string[], texts: readonly string[]): Nearness[] {
  const placeGone = pointers.some(isOfPlace);
  const partiesGone = pointers.some((pointer) => pointer.startsWith('/candidates'));
  return because.map((each) => {
    const goes =
      (placeGone && OF_PLACE.includes(each.of)) || (partiesGone && each.of === 'actor') || holdsAny(each.detail, texts);
    if (!goes) return each;
    const { km: _, ...rest } = each;
    return { ...rest, detail: REDACTED };
  });
}
