import { z } from 'zod';
import { foldName } from './fold-name.js';
import { nearest } from './nearest.js';
import { REDACTED } from './redacted.js';
import { erasOf, inForce, type Occurrence, parseInstant, type Window } from './time.js';
import { and, or, TRUE, type Truth } from './truth.js';

/** rules/groups.yaml: every armed force, state or body, its names, memberships and listings with their dates. */

export const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens, such as jaish-al-islam');

/** A day (2017-07-20, the whole day in UTC) or an RFC 3339 time with an offset. */
export const dated = z.string().refine((value) => parseInstant(value) !== undefined || dayStart(value) !== undefined, {
  message: 'must be a date such as 2017-07-20 or an RFC 3339 time with an offset',
});

const dayStart = (value: string) => (/^\d{4}-\d\d-\d\d$/.test(value) ? parseInstant(`${value}T00:00:00Z`) : undefined);

/** The instant at which a dated value begins to count; a bare day begins at 00:00 UTC. */
export const instantOf = (value: string) => parseInstant(value) ?? dayStart(value);

const name = z.union([
  z.string().min(1),
  z.strictObject({
    name: z.string().min(1),
    from: dated.optional(),
    until: dated.optional(),
    source: z.string().optional(),
  }),
]);
const source = z.string().min(1, 'must name a source');

export const GROUP_KINDS = [
  'state',
  'state-force',
  'militia',
  'armed-group',
  'coalition',
  'political-body',
  'organisation',
  'population',
] as const;

export const groupSchema = z.strictObject({
  id: slug,
  kind: z.enum(GROUP_KINDS),
  names: z.strictObject({
    en: z.array(name).min(1),
    ar: z.array(name).optional(),
    ru: z.array(name).optional(),
    tr: z.array(name).optional(),
    ku: z.array(name).optional(),
  }),
  aliases: z.array(name).optional(),
  memberOf: z
    .array(
      z.strictObject({
        group: slug,
        from: dated.optional(),
        until: dated.optional(),
        source,
        note: z.string().optional(),
      }),
    )
    .optional(),
  listings: z
    .array(z.strictObject({ by: slug, ref: z.string().optional(), from: dated, until: dated.optional(), source }))
    .optional(),
  ids: z.strictObject({ ucdp: z.array(z.number().int()).optional(), un: z.string().optional() }).optional(),
  note: z.string().optional(),
});

export const groupsSchema = z.strictObject({ format: z.literal(1), groups: z.array(groupSchema).min(1) });
export type Group = z.output<typeof groupSchema>;

export const windowOf = (value: { from?: string | undefined; until?: string | undefined }): Window => ({
  from: value.from === undefined ? undefined : instantOf(value.from),
  until: value.until === undefined ? undefined : instantOf(value.until),
});

/** Every spelling a group is found by. */
export function namesOf(group: Group): string[] {
  const entries = [...Object.values(group.names).flatMap((names) => names ?? []), ...(group.aliases ?? [])];
  return [group.id, ...entries.map((entry) => (typeof entry === 'string' ? entry : entry.name))];
}

/** The name to show a reader, in the language asked for (its bare tag, such as ar) where there is one, else in English. */
export function displayName(group: Group, language = 'en'): string {
  const [first] =
    (group.names as Readonly<Record<string, Group['names']['en'] | undefined>>)[language] ?? group.names.en;
  return first === undefined ? group.id : typeof first === 'string' ? first : first.name;
}

export interface Membership {
  readonly group: string;
  readonly windows: readonly Window[];
}

/** All groups, found by id or by any name (S6). Immutable. */
export interface Registry {
  readonly groups: ReadonlyMap<string, Group>;
  /** The group of that id or name; undefined when the registry does not hold it. */
  find(name: string): Group | undefined;
  /** The known names nearest to one that was not found. */
  nearestNames(name: string): string[];
  /** The groups it is directly a member of, each with its dates. */
  membershipsOf(id: string): readonly Membership[];
  /** Whether a group is another, or was ever part of it, whatever the date. */
  everPartOf(id: string, whole: string): boolean;
  /** The group itself and all it is a member of at the time, with how sure that is. Sure non-members are left out. */
  groupsOf(id: string, occurrence: Occurrence): ReadonlyMap<string, Truth>;
}

/** How many names that are not spelled as the registry does are remembered, and with their suggestions; a dataset repeats the same few thousands of times. */
const MOST_SUGGESTED = 1_000;

/** How many answers to what a group was part of are remembered. */
const MOST_ERAS = 50_000;

/** @param groups have unique ids, unique folded names and no membership cycle; the rulebook checks that. */
export function makeRegistry(groups: readonly Group[]): Registry {
  const byId = new Map(groups.map((group) => [group.id, group]));
  const byName = new Map<string, Group>();
  /** Known spellings, so that most names need no folding. */
  const bySpelling = new Map<string, Group>();
  for (const group of groups)
    for (const spelling of namesOf(group)) {
      byName.set(foldName(spelling), group);
      bySpelling.set(spelling, group);
    }
  const spellings = [...bySpelling.keys()];
  const suggested = new Map<string, string[]>();
  /** Spellings that were folded, with whom they were found to name. */
  const folded = new Map<string, Group | undefined>();
  const findFolded = (name: string): Group | undefined => {
    if (folded.has(name)) return folded.get(name);
    const found = byName.get(foldName(name));
    if (folded.size < MOST_SUGGESTED) folded.set(name, found);
    return found;
  };
  const memberships = new Map(
    groups.map((group): [string, Membership[]] => [
      group.id,
      (group.memberOf ?? []).map((to) => ({ group: to.group, windows: [windowOf(to)] })),
    ]),
  );
  /** What a group was part of, for each stretch of time that memberships can tell apart. */
  const partOf = new Map<string, Map<number, ReadonlyMap<string, Truth>>>();
  const eraOf = erasOf([...memberships.values()].flatMap((all) => all.flatMap(({ windows }) => windows)));
  let remembered = 0;
  return {
    groups: byId,
    find: (name) => (name === REDACTED ? undefined : (byId.get(name) ?? bySpelling.get(name) ?? findFolded(name))),
    nearestNames(name) {
      const known = suggested.get(name);
      if (known !== undefined) return known;
      const found = nearest(name, spellings);
      if (suggested.size < MOST_SUGGESTED) suggested.set(name, found);
      return found;
    },
    membershipsOf: (id) => memberships.get(id) ?? [],
    everPartOf(id, whole) {
      return id === whole || (memberships.get(id) ?? []).some((membership) => this.everPartOf(membership.group, whole));
    },
    groupsOf(id, occurrence) {
      const era = eraOf(occurrence);
      let ofGroup = partOf.get(id);
      const known = ofGroup?.get(era);
      if (known !== undefined) return known;
      const found = new Map<string, Truth>();
      const visit = (current: string, sure: Truth) => {
        if (sure <= (found.get(current) ?? 0)) return;
        found.set(current, or(sure, found.get(current) ?? 0));
        for (const membership of memberships.get(current) ?? [])
          visit(membership.group, and(sure, inForce(membership.windows, occurrence)));
      };
      visit(id, TRUE);
      if (remembered++ < MOST_ERAS) {
        ofGroup ??= new Map();
        partOf.set(id, ofGroup.set(era, found));
      }
      return found;
    },
  };
}
