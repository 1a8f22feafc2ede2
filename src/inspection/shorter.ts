import type { Incident } from '../domain/incident.js';

/** Ways of saying less in a report, one thing at a time; each gives undefined where there is nothing to leave out. */

const SECTIONS = ['claims', 'coLocation', 'response', 'access', 'harm', 'weapon', 'struck', 'facts', 'place'] as const;
const PARTS = {
  response: ['toAttack', 'immediateThreat', 'proportionate', 'minutesAfter'],
  access: ['cleared', 'controlledBy', 'items'],
  harm: ['killed', 'injured', 'civiliansKilled'],
  weapon: ['class', 'calibreMm', 'system', 'count'],
  struck: ['objects', 'civilian', 'holder'],
} as const;
/** More entries or own facts than these, no example has. */
const MOST = 40;

type Shorter = (incident: Incident) => Incident | undefined;

function withoutSection(section: (typeof SECTIONS)[number]): Shorter {
  return (incident) => {
    const { [section]: left, ...rest } = incident;
    return left == null ? undefined : rest;
  };
}

function withoutPart(section: keyof typeof PARTS, part: string): Shorter {
  return (incident) => {
    const held = incident[section] as Record<string, unknown> | null | undefined;
    if (held?.[part] === undefined) return undefined;
    const { [part]: _, ...rest } = held;
    return { ...incident, [section]: rest };
  };
}

function withoutParty(party: 'actor' | 'target' | 'actsFor'): Shorter {
  return (incident) => {
    const [candidate] = incident.candidates;
    if (candidate?.[party] == null) return undefined;
    const { [party]: _, ...rest } = candidate;
    return { ...incident, candidates: [rest] };
  };
}

/** Counted from the last, so that leaving one out does not move those that are still to be tried. */
function withoutEntry(list: 'claims' | 'coLocation', index: number): Shorter {
  return (incident) => {
    const entries = incident[list];
    if (entries?.[index] === undefined) return undefined;
    return { ...incident, [list]: (entries as unknown[]).filter((_, at) => at !== index) };
  };
}

function withoutFact(index: number): Shorter {
  return (incident) => {
    const facts = Object.entries(incident.facts ?? {});
    if (facts[index] === undefined) return undefined;
    return { ...incident, facts: Object.fromEntries(facts.filter((_, at) => at !== index)) };
  };
}

const backwards = Array.from({ length: MOST }, (_, index) => MOST - 1 - index);

/** In the order in which they are tried. */
export const shorterBy: readonly Shorter[] = [
  withoutParty('actsFor'),
  withoutParty('target'),
  ...SECTIONS.map(withoutSection),
  ...(Object.keys(PARTS) as (keyof typeof PARTS)[]).flatMap((section) =>
    PARTS[section].map((part) => withoutPart(section, part)),
  ),
  ...backwards.map((index) => withoutEntry('claims', index)),
  ...backwards.map((index) => withoutEntry('coLocation', index)),
  ...backwards.map(withoutFact),
  withoutParty('actor'),
];
