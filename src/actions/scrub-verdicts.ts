import { withAdded } from '../domain/added.js';
import { areaOf } from '../domain/area.js';
import { type Judgement, SEMANTICS } from '../domain/verdict.js';
import type { Mark } from '../engine/marks.js';
import { keptJudgement } from '../engine/redacted-judgement.js';
import { judgedAgain } from '../engine/replay.js';
import type { Rulebook } from '../engine/rulebook.js';
import { situationOf } from '../engine/situation.js';
import type { ScrubbedVerdict } from '../store/scrub.js';
import type { StoredVerdict } from '../store/stored-verdicts.js';
import { verdictColumns } from '../store/verdict-rows.js';
import { newVerdicts, summaryOf } from './new-verdict.js';
import type { RedactedVersion } from './plan-redaction.js';

/** What a redaction takes out of the verdicts on what it redacts. */

/** The kinds of marks that say who acted and who was struck, as the report names them. */
export const NAMING: readonly Mark['kind'][] = ['party', 'actor', 'target', 'whose', 'whom'];

/**
 * A verdict as it will stand. Where the redacted report gives the same judgement, byte for byte, nothing in it was of what
 * goes. Where it does not, what it came to stays, and of its reasons those that the redacted report gives too.
 * @param own the rulebook that judged it; undefined where it cannot be built again
 * @param live reads names where its own cannot
 */
export function scrubbedVerdict(
  stored: StoredVerdict,
  { report, added }: Pick<RedactedVersion, 'report' | 'added'>,
  own: Rulebook | undefined,
  live: Rulebook,
): ScrubbedVerdict {
  const judged = withAdded(report, added);
  const judgement = JSON.parse(stored.text ?? 'null') as Judgement | null;
  if (judgement === null) throw new Error(`the judgement of ${stored.id} cannot be read, and nothing was redacted`);
  const again =
    own === undefined || Number(stored.row.semantics) !== SEMANTICS
      ? undefined
      : judgedAgain(judgement.agreement, judged, judgement.incident, own);
  const same = again !== undefined && JSON.stringify(again) === stored.text;
  const kept = same ? judgement : keptJudgement(judgement, again);
  const marks = again === undefined || own === undefined ? [] : marksAgain(stored, again, judged, own);
  const columns = verdictColumns({
    id: stored.id,
    number: stored.number,
    judgement: kept,
    summary: summaryOf(judged, situationOf(judged, (own ?? live).registry)),
    marks: [],
    area: areaOf(judged.place) ?? added?.area,
    occurred: { from: Number(stored.row.occurred_from), to: Number(stored.row.occurred_to) },
    ...(stored.row.supersedes === null ? {} : { supersedes: String(stored.row.supersedes) }),
    judgedAt: Number(stored.row.judged_at),
  });
  const { summary, lon, lat, area } = columns;
  return {
    number: stored.number,
    summary,
    judgement: same ? undefined : kept,
    lon,
    lat,
    area,
    stale: stored.marks.filter((mark) => NAMING.includes(mark.kind) && !has(marks, mark)),
    fresh: marks.filter((mark) => (mark.kind === 'actor' || mark.kind === 'target') && !has(stored.marks, mark)),
  };
}

function marksAgain(
  { number, row }: StoredVerdict,
  again: Judgement,
  judged: Parameters<typeof newVerdicts>[0],
  own: Rulebook,
): readonly Mark[] {
  return newVerdicts(judged, [again], [number], own, Number(row.judged_at))[0]?.marks ?? [];
}

const has = (marks: readonly Mark[], { reading, kind, value }: Mark) =>
  marks.some((each) => each.reading === reading && each.kind === kind && each.value === value);
