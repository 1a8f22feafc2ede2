// biome-ignore-all lint/suspicious/noTemplateCurlyInString: places to fill in, as editors write them
/** Pieces that an editor writes at once: the whole of a term, an exception, a reading, a case, with places to fill in. */

interface Snippet {
  readonly label: string;
  readonly description: string;
  readonly body: unknown;
}

const clause = { text: '${3:annex}', at: '${4:article 1}', says: '${5:In your own words.}' };
const leaf = { fact: '${1:act.classes}', operator: '${2:contains}', value: '${3:attack}' };

/** By the path of the list, or of the thing, whose entry they are. */
export const SNIPPETS: Readonly<Record<string, { readonly title: string; readonly snippets: readonly Snippet[] }>> = {
  inForce: {
    title: 'Time in force',
    snippets: [
      {
        label: 'in force from',
        description: 'A stretch of time in force',
        body: { from: '${1:2016-02-27T00:00:00+02:00}', source: '${2:where it says so}' },
      },
    ],
  },
  texts: {
    title: 'Text',
    snippets: [
      {
        label: 'text',
        description: 'A document',
        body: { id: '${1:annex}', title: '$2', url: '$3', language: '${4:en}' },
      },
    ],
  },
  terms: {
    title: 'Term',
    snippets: [
      {
        label: 'term',
        description: 'A ban: who must not do what to whom',
        body: { id: '$1', clause, binds: '${6:role}', protects: '${7:anyone}', forbids: { condition: '${8:attack}' } },
      },
    ],
  },
  exceptions: {
    title: 'Exception',
    snippets: [
      {
        label: 'carve-out',
        description: 'An exception that the text makes',
        body: { id: '$1', kind: 'carve-out', clause, shields: ['${2:term}'], when: { condition: '$6' } },
      },
      {
        label: 'loophole',
        description: 'An exception that a party claims and the text does not settle',
        body: {
          id: '$1',
          kind: 'loophole',
          family: '${2:co-location}',
          shields: ['${3:term}'],
          when: { condition: '$4' },
          invokedBy: ['${5:group}'],
          rejectedBy: ['${6:group}'],
          why: '${7:What is said for it.}',
        },
      },
      {
        label: 'limit',
        description: 'What defeats an exception',
        body: { id: '$1', kind: 'limit', defeats: ['${2:exception}'], when: { condition: '$3' }, why: '$4' },
      },
    ],
  },
  readings: {
    title: 'Reading',
    snippets: [
      {
        label: 'reading',
        description: 'How one party reads the agreement',
        body: { id: '${1:government}', title: { en: '$2' }, heldBy: ['${3:group}'], accepts: ['${4:exception}'] },
      },
    ],
  },
  'readings.presumes': {
    title: 'Presumption',
    snippets: [
      {
        label: 'burden of proof',
        description: 'An exception does not hold until it is claimed',
        body: { exception: '$1', is: false, unless: { condition: '$2' }, why: 'Whoever pleads it must show it.' },
      },
    ],
  },
  vocabulary: {
    title: 'Own fact',
    snippets: [
      {
        label: 'own fact',
        description: 'A fact that only this agreement asks for',
        body: { name: '${1:noticeGiven}', type: '${2:boolean}', meaning: '$3', ask: '${4:The question?}' },
      },
    ],
  },
  duties: {
    title: 'Duty',
    snippets: [
      {
        label: 'duty',
        description: 'Something that must be done by a day',
        body: { id: '$1', clause, binds: '${6:role}', by: '${7:2016-03-07}', counts: leaf },
      },
    ],
  },
  Condition: {
    title: 'Condition',
    snippets: [
      { label: 'fact', description: 'A leaf: a fact compared with a value', body: leaf },
      { label: 'all', description: 'Every one of these', body: { all: [leaf] } },
      { label: 'any', description: 'One of these', body: { any: [leaf] } },
      { label: 'condition', description: 'A condition with a name', body: { condition: '$1' } },
    ],
  },
  groups: {
    title: 'Group',
    snippets: [
      {
        label: 'group',
        description: 'A force, a state or a body',
        body: { id: '$1', kind: '${2:armed-group}', names: { en: ['$3'] }, memberOf: [{ group: '$4', source: '$5' }] },
      },
    ],
  },
  cases: {
    title: 'Case',
    snippets: [
      {
        label: 'case',
        description: 'A worked incident with the outcome expected',
        body: {
          id: '${1:XX-001}',
          title: '$2',
          basis: '${3:constructed}',
          incident: {
            reportId: '${1:XX-001}',
            occurred: { from: '${4:2016-03-01T10:00:00+02:00}' },
            place: { name: '$5', lon: '${6:0}', lat: '${7:0}', radiusKm: '${8:2}' },
            kind: '${9:shelling}',
            candidates: [{ actor: '${10:group}', target: '${11:group}', grade: '${12:likely}' }],
          },
          expect: { text: { outcome: '${13:violation}' } },
        },
      },
    ],
  },
};
