import type { Path } from '../authored/diagnostic.js';
import { instantOf } from '../domain/group.js';
import type { Instant } from '../domain/time.js';
import { edited } from './edit-source.js';
import { forceOf, signatureOf } from './group-signature.js';
import { type Change, fileOf, type Original, type Place } from './mutant.js';

/** Every date that something in the rules begins or ends at, and whether a judgement can turn on it. */

export type DateOf = 'force' | 'term' | 'exception' | 'role' | 'membership' | 'listing' | 'sighting';

export interface RuleDate {
  readonly of: DateOf;
  readonly end: 'from' | 'until';
  readonly instant: Instant;
  /** As it is written. */
  readonly text: string;
  /** The term, exception or group that it is the date of. */
  readonly subject: string;
  /** In words: "the listing of `jund-al-aqsa`". */
  readonly what: string;
  readonly place: Place;
  /** The rules with the date moved by so many milliseconds. */
  readonly moved: (by: number) => Change;
}

interface Dated {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

/** @returns the dates on which a judgement under the agreement can turn, in the order of the files. */
export function decidingDates(original: Original): RuleDate[] {
  return allDates(original).filter((date) => decides(original, date));
}

/** Whether something is different after the date from what it was before, while the agreement is in force. */
function decides({ agreement, registry }: Original, { of, subject, instant }: RuleDate): boolean {
  if (of === 'force') return true;
  const force = forceOf(agreement);
  if (instant <= force.from || instant >= force.until) return false;
  if (of === 'term' || of === 'exception' || of === 'sighting') return true;
  if (!registry.groups.has(subject)) return true;
  return signatureOf(agreement, registry, subject, instant - 1) !== signatureOf(agreement, registry, subject, instant);
}

const shiftedText = (instant: Instant, by: number) => new Date(instant + by).toISOString();

function allDates(original: Original): RuleDate[] {
  const { definition } = original.source;
  const found: RuleDate[] = [];
  const add = (of: DateOf, subject: string, what: string, at: Path, dated: Dated) => {
    for (const end of ['from', 'until'] as const) {
      const text = dated[end];
      const instant = text === undefined ? undefined : instantOf(text);
      if (text === undefined || instant === undefined) continue;
      const path = [...at, end];
      const moved = (by: number): Change => ({
        of: 'definition',
        definition: edited(definition, path, shiftedText(instant, by)),
      });
      found.push({ of, end, instant, text, subject, what, place: { file: fileOf(original), path }, moved });
    }
  };
  definition.inForce.forEach((window, index) => {
    add('force', definition.id, 'the time in force', ['inForce', index], window);
  });
  for (const [role, entries] of Object.entries(definition.roles))
    entries.forEach((entry, index) => {
      const subject = 'group' in entry ? entry.group : entry.listedBy;
      add('role', subject, `\`${subject}\` as \`${role}\``, ['roles', role, index], entry);
    });
  definition.terms.forEach((term, index) => {
    add('term', term.id, `the term \`${term.id}\``, ['terms', index], term);
  });
  definition.exceptions?.forEach((exception, index) => {
    add('exception', exception.id, `the exception \`${exception.id}\``, ['exceptions', index], exception);
  });
  definition.readings.forEach((reading, index) => {
    for (const [role, change] of Object.entries(reading.roles ?? {}))
      change.with?.forEach((entry, place) => {
        if (typeof entry === 'string') return;
        const at = ['readings', index, 'roles', role, 'with', place];
        add('role', entry.group, `\`${entry.group}\` as \`${role}\` in the reading \`${reading.id}\``, at, entry);
      });
  });
  return [...found, ...sightingDates(original), ...groupDates(original)];
}

function groupDates({ groups }: Original): RuleDate[] {
  return groups.flatMap((group, index) =>
    (['memberOf', 'listings'] as const).flatMap((key) =>
      (group[key] ?? []).flatMap((entry, place) =>
        (['from', 'until'] as const).flatMap((end): RuleDate[] => {
          const text = entry[end];
          const instant = text === undefined ? undefined : instantOf(text);
          if (text === undefined || instant === undefined) return [];
          const what =
            'group' in entry
              ? `the membership of \`${group.id}\` in \`${entry.group}\``
              : `the listing of \`${group.id}\``;
          return [
            {
              of: key === 'memberOf' ? 'membership' : 'listing',
              end,
              instant,
              text,
              subject: group.id,
              what,
              place: { file: 'groups.yaml', path: ['groups', group.id, key, place, end] },
              moved: (by) => ({
                of: 'groups',
                groups: edited(groups, [index, key, place, end], shiftedText(instant, by)),
              }),
            },
          ];
        }),
      ),
    ),
  );
}

const DAY = 86_400_000;

/** A sighting counts for some days around it: where a leaf asks for so many, its edges lie so many days off. */
function sightingDates({ agreement, source }: Original): RuleDate[] {
  const features = (source.presence as { features?: { properties?: Record<string, unknown> }[] } | undefined)?.features;
  const asked = agreement.slots.filter((slot) => slot.name === 'presence.distanceKm');
  return (features ?? []).flatMap((feature, index) =>
    (['from', 'to'] as const).flatMap((key): RuleDate[] => {
      const text = feature.properties?.[key];
      const instant = typeof text === 'string' ? instantOf(text) : undefined;
      const subject = String(feature.properties?.group);
      if (typeof text !== 'string' || instant === undefined) return [];
      return asked
        .filter((slot) => slot.params?.group === subject)
        .map((slot): RuleDate => {
          const days = Number(slot.params?.withinDays) * DAY;
          const path = ['features', index, 'properties', key];
          return {
            of: 'sighting',
            end: key === 'from' ? 'from' : 'until',
            instant: instant + (key === 'from' ? -days : days),
            text,
            subject,
            what: `the sighting of \`${subject}\``,
            place: { file: `${source.definition.id}/presence.geojson`, path },
            moved: (by) => ({ of: 'presence', presence: edited(source.presence, path, shiftedText(instant, by)) }),
          };
        });
    }),
  );
}
