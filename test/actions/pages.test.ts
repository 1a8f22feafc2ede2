import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { correctIncident } from '../../src/actions/correct-incident.js';
import { exportVerdicts } from '../../src/actions/export-verdicts.js';
import { readIncidents } from '../../src/actions/read-incidents.js';
import { readVerdicts } from '../../src/actions/read-verdicts.js';
import type { Service } from '../../src/actions/service.js';
import { submitIncident } from '../../src/actions/submit-incident.js';
import { withdrawIncident } from '../../src/actions/withdraw-incident.js';
import { type Incident, incidentSchema } from '../../src/domain/incident.js';
import { WHOLE_VIEW } from '../../src/domain/shown-view.js';
import { currentRevision } from '../../src/store/revision.js';
import { wholeCaller } from '../helpers/callers.js';
import { copyVerdict } from '../helpers/many-verdicts.js';
import { report, shippedRulebook } from '../helpers/service.js';
import { stopStores, stores } from '../helpers/stores.js';

/** Lists and exports while others write: what was there at the first page is what all pages hold together. */

afterAll(stopStores);

/** A record that is written to, and what stood in it at every revision that was committed. */
class Written {
  readonly service: Service;
  readonly #reports: string[] = [];
  readonly #verdicts = new Map<string, readonly string[]>();
  readonly #versions = new Map<string, string>();
  readonly #history = new Map<number, { readonly verdicts: Set<string>; readonly incidents: Set<string> }>();
  #counter = 0;

  constructor(service: Service) {
    this.service = service;
    this.#history.set(0, { verdicts: new Set(), incidents: new Set() });
  }

  /** One more change; `which` picks the report that is corrected or withdrawn. */
  async write(what: 'submit' | 'correct' | 'withdraw', which: number): Promise<void> {
    const { service } = this;
    const target = this.#reports[which % Math.max(1, this.#reports.length)];
    const answer =
      what === 'submit' || target === undefined
        ? await submitIncident(service, 'local', this.#report(`r-${this.#counter}`))
        : what === 'withdraw'
          ? await withdrawIncident(service, wholeCaller('local'), { id: target, reason: 'a mistake' })
          : await correctIncident(service, wholeCaller('local'), {
              id: target,
              report: this.#report(await this.#idOf(target)),
            });
    const { id, version, state } = answer.incident;
    if (!this.#verdicts.has(id)) this.#reports.push(id);
    this.#verdicts.set(
      id,
      answer.verdicts.map((each) => each.id),
    );
    this.#versions.set(id, `${id} ${version} ${state}`);
    const now = { verdicts: new Set([...this.#verdicts.values()].flat()), incidents: new Set(this.#versions.values()) };
    this.#history.set(await currentRevision(service.database), now);
  }

  /** What stood there at a revision that was committed. */
  at(revision: number) {
    return this.#history.get(revision) ?? { verdicts: new Set(['not a revision']), incidents: new Set<string>() };
  }

  revisions(): number[] {
    return [...this.#history.keys()];
  }

  #report(reportId: string): Incident {
    this.#counter += 1;
    return incidentSchema.parse(report({ reportId, notes: `number ${this.#counter}` }));
  }

  async #idOf(incident: string): Promise<string> {
    const row = await this.service.database('incidents').where({ id: incident }).first('report_id');
    return row.report_id;
  }
}

interface Reading {
  readonly asOf: number;
  readonly found: readonly string[];
  readonly done: boolean;
  next(): Promise<Reading>;
}

async function verdictPages(service: Service, limit: number, page = {}, found: string[] = []): Promise<Reading> {
  const { items, next, asOf } = await readVerdicts(service, { limit, reasons: false }, page);
  found.push(...items.map(({ id }) => id));
  return {
    asOf,
    found,
    done: next === undefined,
    next: () => verdictPages(service, limit, next, found),
  };
}

async function incidentPages(service: Service, limit: number, page = {}, found: string[] = []): Promise<Reading> {
  const { items, next, asOf } = await readIncidents(service, { limit }, page);
  found.push(...items.map(({ id, version, state }) => `${id} ${version} ${state}`));
  return {
    asOf,
    found,
    done: next === undefined,
    next: () => incidentPages(service, limit, next, found),
  };
}

const step = fc.record({
  what: fc.constantFrom('submit' as const, 'submit' as const, 'correct' as const, 'withdraw' as const),
  which: fc.nat(50),
  atOnce: fc.boolean(),
});

describe.each(stores.map((store) => [store.name, store] as const))('on %s', (_name, store) => {
  it('pages read while others write hold exactly what was there at the first, each once', async () => {
    const [opened, rulebook] = [await store.open(), await shippedRulebook()];
    const { database } = opened;
    const written = new Written({ database, now: () => Date.now(), rulebook: () => rulebook });
    const runs = fc.record({
      limit: fc.integer({ min: 1, max: 4 }),
      steps: fc.array(step, { minLength: 3, maxLength: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(runs, async ({ limit, steps }) => {
        let readings: Reading[] = await Promise.all([
          verdictPages(written.service, limit),
          incidentPages(written.service, limit),
        ]);
        const [verdicts, incidents] = readings as [Reading, Reading];
        for (const { what, which, atOnce } of steps) {
          const writing = written.write(what, which);
          if (!atOnce) await writing;
          readings = await Promise.all(readings.map((each) => (each.done ? each : each.next())));
          await writing;
        }
        for (let open = readings; open.length > 0; )
          open = await Promise.all(open.filter(({ done }) => !done).map((each) => each.next()));
        expect(verdicts.found.toSorted()).toEqual([...written.at(verdicts.asOf).verdicts].toSorted());
        expect(incidents.found.toSorted()).toEqual([...written.at(incidents.asOf).incidents].toSorted());
      }),
      { numRuns: 12 },
    );
    for (const revision of written.revisions()) {
      const whole = await readVerdicts(written.service, { limit: 10_000, reasons: false }, { asOf: revision });
      expect(whole.items.map(({ id }) => id).toSorted()).toEqual([...written.at(revision).verdicts].toSorted());
    }
    await opened.close();
  });

  it('an export holds exactly what was there when it began, however long its reader takes', async () => {
    const [opened, rulebook] = [await store.open(), await shippedRulebook()];
    const { database } = opened;
    const service: Service = { database, now: () => Date.now(), rulebook: () => rulebook };
    const written = new Written(service);
    await written.write('submit', 0);
    const { items } = await readVerdicts(service, { limit: 1, reasons: false }, {});
    await copyVerdict(database, String(items[0]?.id), 1_100);
    const before = await readVerdicts(service, { limit: 2_000, reasons: false }, {});
    const { pages, asOf } = await exportVerdicts(service, {}, undefined, WHOLE_VIEW);
    const found: string[] = [];
    for await (const page of pages) {
      found.push(...page.map(({ summary }) => summary.id));
      await written.write('withdraw', 0);
      await written.write('submit', 0);
    }
    expect(asOf).toBe(before.asOf);
    expect(found).toEqual(before.items.map(({ id }) => id));
    await opened.close();
  });
});
