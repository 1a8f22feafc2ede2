import { inflateSync } from 'node:zlib';
import { KeptRulebooks } from '../../src/actions/kept-rulebooks.js';
import { lookedFor } from '../../src/domain/find-text.js';
import { type Incident, incidentSchema } from '../../src/domain/incident.js';
import type { Rulebook } from '../../src/engine/rulebook.js';
import { type Database, isSqlite } from '../../src/store/connect.js';
import { readBodyText } from '../../src/store/verdict-body.js';
import { smallRules, smallService } from './small-record.js';

/** A name that stands nowhere else, and how it is told in the database whether it is gone. */
export const NAME = 'Zaynab al-Qarmuti';
const TELLING = 'qarmuti';

export const redactingService = (database: Database, rulebook: Rulebook = smallRules()) => ({
  ...smallService(database, rulebook),
  keptRulebooks: new KeptRulebooks(database),
});

/** A report with the name in every text that a sender is free to choose, but for its reportId. */
export const tellingReport = (change: Partial<Incident> = {}): Incident =>
  incidentSchema.parse({
    reportId: 'r1',
    event: `the house of ${NAME}`,
    occurred: { from: '2016-03-01T10:00:00+02:00', to: '2016-03-01T12:00:00+02:00' },
    place: {
      name: `House of ${NAME}`,
      names: ['Ford', `Beit ${NAME}`],
      lon: 36.5,
      lat: 35.2,
      radiusKm: 1,
      pcode: `P ${NAME}`,
      within: ['SY05', `near ${NAME}`],
      checked: true,
    },
    kind: 'shelling',
    candidates: [
      {
        actor: 'north-army',
        target: `${NAME}'s brothers`,
        grade: 'likely',
        actsFor: ['north', `friends of ${NAME}`],
        assertedBy: [NAME],
        facts: { mood: `like ${NAME}`, calledBy: NAME },
      },
      { actor: NAME.toUpperCase(), target: 'south' },
    ],
    struck: { objects: ['residential'], holder: `family of ${NAME}` },
    weapon: { class: 'mortar', system: `the mortar of ${NAME}` },
    claims: [
      {
        by: `brigade ${NAME}`,
        kind: 'denial',
        target: NAME,
        place: { name: NAME },
        text: `${NAME} did it, said Záynab al-Qarmuṭi`,
      },
    ],
    coLocation: [{ group: `unit of ${NAME}`, assertedBy: [NAME], deniedBy: [`cousin of ${NAME}`] }],
    response: { trigger: `a shot at ${NAME}` },
    access: { controlledBy: `guards of ${NAME}`, items: ['food', `medicine for ${NAME}`] },
    facts: { gaveNotice: true, mood: NAME, words: ['calm', NAME], heardOfQarmuti: true },
    sources: [
      {
        name: `interview with ${NAME}`,
        url: 'https://example.org/zaynab-al-qarmuti',
        kind: `cousin ${NAME}`,
        licence: `as ${NAME} allows`,
      },
    ],
    evidence: [
      {
        uri: 'https://example.org/zaynab_al_qarmuti.mp4',
        sha256: 'ab'.repeat(32),
        kind: 'video',
        note: `filmed by ${NAME}`,
        custody: [{ at: '2016-03-02T10:00:00+02:00', by: NAME, note: `kept by ${NAME}` }],
      },
    ],
    notes: `Told by ${NAME}, who lives beside the ford. Ask Zaynab Al Qarmuti again.`,
    ...change,
  });

/** Every table and column in which the name still stands: `table.column`. Bodies are unpacked. */
export async function whereItStands(database: Database): Promise<string[]> {
  const found = new Set<string>();
  for (const table of await tablesOf(database))
    for (const row of (await database(table)) as Record<string, unknown>[])
      for (const [column, value] of Object.entries(row))
        if (textsOf(value).some((text) => lookedFor(text).replaceAll(' ', '').includes(TELLING)))
          found.add(`${table}.${column}`);
  return [...found].sort();
}

async function tablesOf(database: Database): Promise<string[]> {
  if (isSqlite(database)) {
    const rows: { name: string }[] = await database('sqlite_master').where({ type: 'table' });
    return rows.map(({ name }) => name);
  }
  return database('information_schema.tables').where({ table_schema: 'public' }).pluck('table_name');
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (!(value instanceof Uint8Array)) return [];
  const bytes = Buffer.from(value);
  const ways = [() => readBodyText(bytes), () => inflateSync(bytes).toString('utf8'), () => bytes.toString('latin1')];
  return ways.flatMap((way) => {
    try {
      return [way()];
    } catch {
      return [];
    }
  });
}

/** Whether the name stands in the bytes of a file. */
export const standsInBytes = (bytes: Buffer): boolean => bytes.toString('latin1').toLowerCase().includes(TELLING);
