import type { IncidentState } from '../domain/incident-state.js';
import { formatInstant } from '../domain/time.js';
import type { Verdict } from '../domain/verdict.js';
import type { IncidentVersion } from '../store/incidents.js';
import type { NewVerdict } from '../store/verdict-rows.js';
import type { PossibleDuplicate } from './possible-duplicates.js';

/** An incident as it is answered. */
export interface IncidentDocument {
  readonly id: string;
  readonly version: number;
  readonly reporter: string;
  readonly receivedAt: string;
  readonly state: IncidentState;
  /** As it was sent. */
  readonly report: unknown;
  /** What Truce added to it before judging. */
  readonly added?: unknown;
  /** Why it was corrected or withdrawn, where somebody said so. */
  readonly reason?: string;
  /** The id of the event it belongs to now. */
  readonly event: string;
  /** Other reports that may be of the same act; absent = none. */
  readonly possibleDuplicateOf?: readonly PossibleDuplicate[];
}

type Shown = Omit<IncidentVersion, 'number' | 'hash' | 'warnings'>;

export const incidentDocument = (version: Shown, duplicates: readonly PossibleDuplicate[] = []): IncidentDocument => ({
  id: version.id,
  version: version.version,
  reporter: version.reporter,
  receivedAt: formatInstant(version.receivedAt),
  state: version.state,
  report: version.report,
  ...(version.added == null ? {} : { added: version.added }),
  ...(version.reason === null ? {} : { reason: version.reason }),
  event: version.eventId,
  ...(duplicates.length === 0 ? {} : { possibleDuplicateOf: duplicates }),
});

/** The verdict that was just stored, as reading it back would give it. */
export const verdictOfNew = ({ id, number, judgement, supersedes, judgedAt }: NewVerdict): Verdict => ({
  ...judgement,
  id,
  revision: number,
  ...(supersedes === undefined ? {} : { supersedes }),
  judgedAt: formatInstant(judgedAt),
});
