import { foldName } from '../domain/fold-name.js';
import { displayName, type Group, namesOf } from '../domain/group.js';
import { nearest } from '../domain/nearest.js';
import { Problem } from '../domain/problem.js';
import { truthWord } from '../domain/truth.js';
import type { Service } from './service.js';

/** Somebody asks which agreements are served. */
export function readAgreements(service: Service) {
  const rulebook = service.rulebook();
  const items = [...rulebook.agreements.values()].map(({ definition }) => ({
    id: definition.id,
    title: definition.title,
    inForce: definition.inForce,
    readings: definition.readings.map(({ id }) => id),
    terms: definition.terms.length,
    exceptions: definition.exceptions?.length ?? 0,
  }));
  return { items, rulebook: rulebook.hash };
}

/**
 * Somebody reads one agreement: terms, exceptions, readings, roles, duties, notes, texts and zones.
 * @throws Problem `not-found` naming the nearest
 */
export function readAgreement(service: Service, id: string) {
  const rulebook = service.rulebook();
  const agreement = rulebook.agreements.get(id);
  if (agreement === undefined) {
    const known = [...rulebook.agreements.keys()];
    const near = nearest(id, known);
    const hint = near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : ` There is ${known.join(', ')}.`;
    throw new Problem('not-found', `The rulebook has no agreement ${JSON.stringify(id)}.${hint}`);
  }
  return { ...agreement.definition, zones: agreement.zones.geojson, rulebook: rulebook.hash };
}

export interface GroupQuery {
  /** Part of any of its names, folded. */
  readonly search?: string | undefined;
  /** The instant to tell memberships at. */
  readonly at?: number | undefined;
  /** Only those after this id. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Somebody looks up groups: those whose names fold alike come first, the others by id. */
export function readGroups(service: Service, { search, at, after, limit }: GroupQuery) {
  const { registry, hash } = service.rulebook();
  const wanted = search === undefined ? undefined : foldName(search);
  const exact = search === undefined ? undefined : registry.find(search);
  const matches = (group: Group) =>
    wanted === undefined ||
    group === exact ||
    (wanted !== '' && namesOf(group).some((name) => foldName(name).includes(wanted)));
  const found = [...registry.groups.values()]
    .filter(matches)
    .sort((a, b) => Number(b === exact) - Number(a === exact) || (a.id < b.id ? -1 : 1));
  const start = after === undefined ? 0 : found.findIndex(({ id }) => id === after) + 1;
  const items = found.slice(start, start + limit).map((group) => ({
    ...group,
    name: displayName(group),
    ...(at === undefined ? {} : { groupsAt: groupsAt(group.id, at) }),
  }));
  const more = start + limit < found.length;
  const nearestNames = found.length === 0 && search !== undefined ? registry.nearestNames(search) : [];
  return {
    items,
    ...(more ? { next: items.at(-1)?.id } : {}),
    ...(nearestNames.length > 0 ? { nearest: nearestNames } : {}),
    rulebook: hash,
  };

  function groupsAt(id: string, instant: number) {
    const groups = registry.groupsOf(id, { from: instant, to: instant, extent: 'within' });
    return [...groups].filter(([group]) => group !== id).map(([group, truth]) => ({ group, truth: truthWord(truth) }));
  }
}
