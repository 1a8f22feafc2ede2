/**
 * The closed vocabularies of an incident report (contract/incident.md): kinds of acts with their classes, weapons,
 * objects, grades, claims and natures of co-location.
 */

const classesOf = (kinds: readonly string[], classes: readonly string[]) =>
  kinds.map((kind) => [kind, classes] as const);

/** Every kind of act with the classes a rule may ask for in `act.classes`. */
export const KINDS: ReadonlyMap<string, readonly string[]> = new Map([
  ...classesOf(['airstrike', 'drone-strike', 'helicopter-strike', 'barrel-bombing'], ['attack', 'aerial']),
  ...classesOf(['shelling', 'mortar-fire', 'rocket-fire', 'missile-strike'], ['attack', 'indirect-fire']),
  ...classesOf(['small-arms-fire', 'sniper-fire', 'direct-fire', 'anti-aircraft-fire'], ['attack', 'direct-fire']),
  ...classesOf(['ground-assault', 'raid', 'ambush'], ['attack', 'ground']),
  ...classesOf(
    ['bombing', 'mine-laying', 'sabotage', 'naval-attack', 'chemical-attack', 'clash', 'attack'],
    ['attack'],
  ),
  ...classesOf(['territorial-advance'], ['territory']),
  ...classesOf(['weapon-presence', 'force-movement', 'fortification', 'reinforcement', 'zone-entry'], ['presence']),
  ...classesOf(['flight', 'drone-flight'], ['presence', 'aerial']),
  ...classesOf(['aid-denial', 'aid-looting', 'siege', 'roadblock'], ['access']),
  ...classesOf(['looting', 'arson', 'property-destruction'], ['property']),
  ...classesOf(
    [
      'arrest',
      'abduction',
      'execution',
      'torture',
      'harassment',
      'sexual-violence',
      'recruitment',
      'forced-displacement',
    ],
    ['persons'],
  ),
  ...classesOf(['propaganda', 'incitement'], ['speech']),
  ...classesOf(['monitor-obstruction'], ['monitoring']),
  ...classesOf(['live-fire-exercise'], ['attack', 'exercise']),
  ...classesOf(['withdrawal', 'disarmament', 'release', 'delivery', 'handover', 'notification'], ['compliance']),
  ...classesOf(['omission'], ['omission']),
  ...classesOf(['other'], []),
]);

export const ACT_CLASSES = [...new Set([...KINDS.values()].flat())];

export const WEAPON_CLASSES = [
  'aerial-bomb',
  'barrel-bomb',
  'cruise-missile',
  'ballistic-missile',
  'rocket',
  'multiple-rocket-launcher',
  'artillery',
  'mortar',
  'tank',
  'armoured-vehicle',
  'anti-tank-missile',
  'anti-aircraft-gun',
  'anti-aircraft-missile',
  'machine-gun',
  'small-arms',
  'sniper-rifle',
  'grenade',
  'mine',
  'improvised-explosive',
  'drone',
  'aircraft',
  'helicopter',
  'ship',
  'chemical',
  'other',
] as const;

/** Objects that count as civilian unless the report says otherwise. */
export const CIVILIAN_OBJECTS = [
  'hospital',
  'ambulance',
  'school',
  'market',
  'camp',
  'residential',
  'place-of-worship',
  'aid-convoy',
  'aid-facility',
  'water',
  'power',
  'bakery',
] as const;

/** Objects that are military; nothing but these struck means that nothing civilian was. */
export const MILITARY_OBJECTS = ['position', 'headquarters', 'checkpoint', 'barracks'] as const;

export const OBJECTS = [
  ...CIVILIAN_OBJECTS,
  ...MILITARY_OBJECTS,
  'vehicle',
  'aircraft',
  'workshop',
  'monitors',
  'empty-ground',
  'other',
] as const;

/** How sure a finding is, the weakest first (S16). */
export const GRADES = ['unlikely', 'alleged', 'possible', 'likely', 'confirmed'] as const;
export type Grade = (typeof GRADES)[number];

export const CLAIM_KINDS = ['target', 'denial', 'self-defence', 'mistake', 'exercise', 'warning', 'abandoned'] as const;

export const NATURES = [
  'same-building',
  'same-town',
  'same-front',
  'same-area',
  'joint-operation',
  'shared-command',
  'none',
] as const;

/** The six outcomes, the gravest first for attribution `each` (S9); `undetermined` is more than one of them. */
export const OUTCOMES = ['violation', 'exempt', 'no_violation', 'out_of_scope', 'not_in_force'] as const;
export type Outcome = (typeof OUTCOMES)[number];
export type OutcomeOrOpen = Outcome | 'undetermined';

export const RELIABILITIES = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
