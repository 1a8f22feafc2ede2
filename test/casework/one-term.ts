import type { RuleFile } from '../../src/rulebook/read-files.js';

/** A rulebook of one term and one exception, read in two ways: small enough to count what a case shows. */

const groups = `format: 1
groups:
  - { id: north, kind: state, names: { en: [North] } }
  - { id: south, kind: state, names: { en: [South] } }
  - { id: other, kind: state, names: { en: [Other] } }
  - id: band
    kind: armed-group
    names: { en: [Band] }
    memberOf: [{ group: north, from: "2020-03-01", source: Annex }]
`;

const agreement = `format: 1
id: small
title: { en: Small truce }
inForce: [{ from: "2020-01-01T00:00:00Z", source: Annex }]
territory: { zone: land }
texts: [{ id: annex, title: The annex, language: en }]
vocabulary:
  - { name: notice, type: boolean, meaning: Whether notice was given }
roles:
  north-side: [{ group: north, source: Annex }]
  south-side: [{ group: south, source: Annex }]
conditions:
  pleaded: { fact: claims.kinds, operator: contains, value: warning }
terms:
  - id: ban
    clause: { text: annex, at: "1", says: The north stops attacking the south. }
    binds: north-side
    protects: south-side
    forbids: { fact: act.classes, operator: contains, value: attack }
exceptions:
  - id: notice-given
    kind: loophole
    shields: [ban]
    when: { fact: notice, operator: equal, value: true }
    why: Whoever gives notice is said to be free.
readings:
  - id: plain
    accepts: [notice-given]
    presumes: [{ exception: notice-given, is: false, unless: { condition: pleaded }, why: Say so. }]
  - id: strict
    accepts: []
`;

const square = [
  [10, 10],
  [12, 10],
  [12, 12],
  [10, 12],
  [10, 10],
];
const zones = JSON.stringify({
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      id: 'land',
      properties: { name: { en: 'Land' }, source: 'made up', accuracyKm: 0 },
      geometry: { type: 'Polygon', coordinates: [square] },
    },
  ],
});

export const oneTermRules = (): RuleFile[] => [
  { path: 'groups.yaml', text: groups },
  { path: 'small/agreement.yaml', text: agreement },
  { path: 'small/zones.geojson', text: zones },
];

/** The same with one thing written otherwise. */
export function rulesWith(from: string, to: string): RuleFile[] {
  if (!agreement.includes(from)) throw new Error(`the agreement has no ${from}`);
  return oneTermRules().map((file) =>
    file.path === 'small/agreement.yaml' ? { ...file, text: file.text.replace(from, to) } : file,
  );
}

/** One case of a shell in the middle of the land, expected under the plain reading. */
export function caseText(id: string, more: Readonly<Record<string, string>>, outcome: string): string {
  const rows = Object.entries(more).map(([key, value]) => `      ${key}: ${value}\n`);
  return `  - id: ${id}
    title: A shell
    basis: constructed
    incident:
      reportId: ${id}
      occurred: { from: "2020-02-01T12:00:00Z" }
      place: { lon: 11, lat: 11, radiusKm: 1 }
      kind: shelling
${rows.join('')}    expect:
      plain: { outcome: ${outcome} }
`;
}
