import type { Incident } from '../domain/incident.js';
import { incidentSchema } from '../domain/incident.js';
import type { Case } from '../domain/worked-case.js';
import { type Edit, editsFor } from './edits.js';
import { firstIncidents } from './first-incidents.js';
import type { Original } from './mutant.js';

/** A report that lies one small change away from a worked case. */
export interface Nearby {
  readonly incident: Incident;
  /** The case it was made from; undefined where there was none to begin with. */
  readonly from: string | undefined;
  /** What was changed; undefined for the case as it is. */
  readonly edit: string | undefined;
}

/** Where to look for a case that is not written yet: the worked incidents as they are, and then one step away from each. */
export class Neighbourhood {
  readonly #bases: readonly { incident: Incident; from: string | undefined }[];
  readonly #edits: readonly Edit[];

  constructor(original: Original, cases: readonly Case[]) {
    const worked = cases.map(({ incident, id }) => ({ incident, from: id }));
    const made = firstIncidents(original).map((incident) => ({ incident, from: undefined }));
    this.#bases = [...worked, ...made];
    this.#edits = editsFor(original);
  }

  /**
   * @param likely the bases to begin with
   * @param most how many reports to offer
   */
  *around(likely: (incident: Incident) => boolean, most: number): Generator<Nearby> {
    const bases = [
      ...this.#bases.filter(({ incident }) => likely(incident)),
      ...this.#bases.filter(({ incident }) => !likely(incident)),
    ];
    let left = most;
    for (const { incident, from } of bases) {
      if (left-- <= 0) return;
      yield { incident, from, edit: undefined };
    }
    const seen = new Set<string>();
    for (const { incident, from } of bases)
      for (const { says, apply } of this.#edits) {
        if (left <= 0) return;
        const parsed = incidentSchema.safeParse(apply(incident));
        if (!parsed.success) continue;
        const key = JSON.stringify({ ...parsed.data, reportId: '', notes: '', sources: [] });
        if (seen.has(key)) continue;
        seen.add(key);
        left -= 1;
        yield { incident: parsed.data, from, edit: says };
      }
  }
}
