import { GROUP_KINDS } from '../domain/group.js';
import { ACT_CLASSES, CLAIM_KINDS, KINDS, NATURES, OBJECTS, WEAPON_CLASSES } from '../domain/words.js';

/** Every fact a rule may read: its type, unit, meaning, parameters and an example. */

export type FactType = 'boolean' | 'number' | 'text' | 'set';
/** What a parameter names, so that the rulebook can check it. */
export type ParamKind = 'group' | 'role' | 'feature' | 'number';

export interface FactDefinition {
  readonly name: string;
  readonly type: FactType;
  readonly unit?: string | undefined;
  readonly meaning: string;
  readonly example: string | number | boolean | readonly string[];
  readonly params?: Readonly<Record<string, { kind: ParamKind; required: boolean }>>;
  /** The closed list of values, or what the values name. */
  readonly values?: readonly string[] | undefined;
  readonly names?: 'group' | 'role' | 'zone' | undefined;
  /** Claims, and whether co-location was reported at all, are facts about the report: never unknown. */
  readonly neverUnknown?: true;
  /** How the fact is asked for in `missing`: the base fact a monitor can supply (S15). */
  readonly ask: string;
}

const fact = (
  name: string,
  type: FactType,
  meaning: string,
  example: FactDefinition['example'],
  more: Partial<FactDefinition> = {},
): FactDefinition => ({ name, type, meaning, example, ask: name, ...more });

const group = { kind: 'group', required: true } as const;
const optional = (kind: ParamKind) => ({ kind, required: false }) as const;
const by = { by: optional('group'), byRole: optional('role') };

const party = (name: 'actor' | 'target', who: string) => [
  fact(`${name}.id`, 'text', `The id of ${who}`, 'russian-aerospace-forces', { names: 'group', ask: `${name}.id` }),
  fact(`${name}.kind`, 'text', `What kind of group ${who} is`, 'state-force', {
    values: GROUP_KINDS,
    ask: `${name}.id`,
  }),
  fact(
    `${name}.groups`,
    'set',
    `${who}, and every group it was a member of at the time`,
    ['russian-aerospace-forces', 'russia'],
    { names: 'group', ask: `${name}.id` },
  ),
  fact(
    `${name}.roles`,
    'set',
    `The roles ${who} held in the agreement at the time, in the reading at hand`,
    ['government-side'],
    { names: 'role', ask: `${name}.id` },
  ),
];

export const FACTS: ReadonlyMap<string, FactDefinition> = new Map(
  [
    fact('act.kind', 'text', 'What was done', 'airstrike', { values: [...KINDS.keys()] }),
    fact('act.classes', 'set', 'The classes its kind belongs to', ['attack', 'aerial'], {
      values: ACT_CLASSES,
      ask: 'act.kind',
    }),
    ...party('actor', 'the group that acted'),
    ...party('target', 'the group that was struck, as established'),
    fact('struck.objects', 'set', 'What was hit', ['hospital', 'market'], { values: OBJECTS }),
    fact(
      'struck.civilian',
      'boolean',
      'Whether anything civilian was hit; follows from the objects where the report does not say',
      true,
    ),
    fact('struck.holder', 'text', 'The group that held the ground', 'jaish-al-islam', { names: 'group' }),
    fact(
      'struck.holderGroups',
      'set',
      'The holder of the ground and every group it was a member of',
      ['jaish-al-islam', 'hnc'],
      { names: 'group', ask: 'struck.holder' },
    ),
    fact('struck.holderRoles', 'set', 'The roles of the holder of the ground', ['opposition-party'], {
      names: 'role',
      ask: 'struck.holder',
    }),
    fact('weapon.class', 'text', 'The class of the weapon', 'aerial-bomb', { values: WEAPON_CLASSES }),
    fact('weapon.calibreMm', 'number', 'Its calibre', 122, { unit: 'mm' }),
    fact('weapon.system', 'text', 'Its type, as reported', 'T-72'),
    fact('weapon.count', 'number', 'How many weapons', 3, { unit: 'weapons' }),
    fact('place.zones', 'set', 'The zones of the agreement that the place lies in', ['syria'], {
      names: 'zone',
      ask: 'place',
    }),
    fact('place.distanceKm', 'number', 'How far the place is from a zone or line of the agreement', 2.1, {
      unit: 'km',
      params: { to: { kind: 'feature', required: true } },
      ask: 'place',
    }),
    fact(
      'presence.distanceKm',
      'number',
      'How far the nearest sighting of a group is, within so many days of the act',
      4,
      { unit: 'km', params: { group, withinDays: { kind: 'number', required: true } } },
    ),
    fact('coLocation.reported', 'boolean', 'Whether the report says anything of co-location (with that group)', true, {
      params: { group: optional('group') },
      neverUnknown: true,
    }),
    fact('coLocation.groups', 'set', 'The groups reported as sharing the ground', ['al-nusra'], { names: 'group' }),
    fact(
      'coLocation.natures',
      'set',
      'How that group, or the holders of that role, shared the ground; none = known not to be there',
      ['same-town'],
      { values: NATURES, params: { group: optional('group'), role: optional('role') } },
    ),
    fact('coLocation.distanceKm', 'number', 'How far away that group was', 1.5, { unit: 'km', params: { group } }),
    fact('coLocation.denied', 'boolean', 'Whether anyone denies that the group was there', false, {
      params: { group },
    }),
    fact(
      'claims.kinds',
      'set',
      'The kinds of claims made (by that group or its members, or by holders of that role)',
      ['self-defence'],
      { values: CLAIM_KINDS, params: by, neverUnknown: true },
    ),
    fact('claims.targets', 'set', 'The groups claimed to have been the target', ['al-nusra'], {
      names: 'group',
      params: by,
      neverUnknown: true,
    }),
    fact('response.toAttack', 'boolean', 'Whether the act answered an attack', true),
    fact('response.immediateThreat', 'boolean', 'Whether the threat was immediate', true),
    fact('response.proportionate', 'boolean', 'Whether no more force was used than the threat required', true),
    fact('response.minutesAfter', 'number', 'How long after the attack the answer came', 10, { unit: 'minutes' }),
    fact('access.cleared', 'boolean', 'Whether the passage of aid had been cleared', true),
    fact('access.controlledBy', 'text', 'The group that controlled the post', 'syrian-government', { names: 'group' }),
    fact('access.items', 'set', 'What the aid consisted of', ['food', 'medical']),
    fact('harm.killed', 'number', 'How many people were killed', 12, { unit: 'people' }),
    fact('harm.injured', 'number', 'How many people were injured', 22, { unit: 'people' }),
    fact('harm.civiliansKilled', 'number', 'How many civilians were killed', 10, { unit: 'people' }),
    fact('time.hoursSinceStart', 'number', 'Hours from the start of the agreement to the act', 8, {
      unit: 'hours',
      ask: 'occurred',
    }),
  ].map((definition) => [definition.name, definition]),
);
