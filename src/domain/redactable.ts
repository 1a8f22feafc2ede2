/**
 * What becomes of each part of a report that is redacted. What rules read must be unknown afterwards and never say
 * something else: a list that is taken as whole goes whole, a name in a list stays a name that nobody knows, a fact of a
 * candidate's own becomes null so that the incident's does not step in. Entries keep their places, so that a pointer
 * means the same before and after.
 */
export type Treatment =
  /** The key goes; absent is unknown (S2), or no rule reads it. */
  | 'drop'
  /** Text that no rule reads: the mark stands in its place, or in the place of the words that go. */
  | 'text'
  /** A name or text that is needed, or whose place in a list counts: the mark stands in its place. */
  | 'mark'
  | 'null'
  | 'uri'
  | 'sha256'
  /** All that is within it, each as it goes. */
  | 'within'
  /** It goes with the list or section around it only. */
  | 'with-parent'
  /** A point needs both its coordinates: they go together. */
  | 'point'
  /** It cannot go. */
  | 'stays';

/** By pointer, with * for the number of an entry and for the name of an own fact. */
const TREATMENTS: ReadonlyMap<string, Treatment> = new Map<string, Treatment>(
  Object.entries({
    '/reportId': 'stays',
    '/event': 'drop',
    '/occurred': 'stays',
    '/occurred/*': 'stays',
    '/place': 'drop',
    '/place/names': 'within',
    '/place/names/*': 'mark',
    '/place/lon': 'point',
    '/place/lat': 'point',
    '/place/within': 'within',
    '/place/within/*': 'mark',
    '/place/*': 'drop',
    '/kind': 'stays',
    '/kind/*': 'stays',
    '/happened': 'stays',
    '/attribution': 'stays',
    '/candidates': 'within',
    '/candidates/*': 'within',
    '/candidates/*/actor': 'drop',
    '/candidates/*/target': 'drop',
    '/candidates/*/grade': 'stays',
    '/candidates/*/actsFor': 'within',
    '/candidates/*/actsFor/*': 'mark',
    '/candidates/*/assertedBy': 'within',
    '/candidates/*/assertedBy/*': 'mark',
    '/candidates/*/facts': 'within',
    '/candidates/*/facts/*': 'null',
    '/struck': 'drop',
    '/struck/objects': 'drop',
    '/struck/objects/*': 'with-parent',
    '/struck/*': 'drop',
    '/weapon': 'drop',
    '/weapon/*': 'drop',
    '/claims': 'within',
    '/claims/*': 'within',
    '/claims/*/by': 'mark',
    '/claims/*/kind': 'stays',
    '/claims/*/target': 'mark',
    '/claims/*/place': 'drop',
    '/claims/*/at': 'drop',
    '/claims/*/text': 'text',
    '/coLocation': 'within',
    '/coLocation/*': 'within',
    '/coLocation/*/group': 'mark',
    '/coLocation/*/nature': 'drop',
    '/coLocation/*/distanceKm': 'drop',
    '/coLocation/*/assertedBy': 'within',
    '/coLocation/*/assertedBy/*': 'mark',
    '/coLocation/*/deniedBy': 'within',
    '/coLocation/*/deniedBy/*': 'mark',
    '/response': 'drop',
    '/response/*': 'drop',
    '/access': 'drop',
    '/access/items': 'drop',
    '/access/items/*': 'with-parent',
    '/access/*': 'drop',
    '/harm': 'drop',
    '/harm/*': 'drop',
    '/facts': 'within',
    '/facts/*': 'null',
    '/sources': 'drop',
    '/sources/*': 'within',
    '/sources/*/name': 'text',
    '/sources/*/url': 'text',
    '/sources/*/*': 'drop',
    '/evidence': 'drop',
    '/evidence/*': 'within',
    '/evidence/*/uri': 'uri',
    '/evidence/*/sha256': 'sha256',
    '/evidence/*/kind': 'stays',
    '/evidence/*/note': 'text',
    '/evidence/*/custody': 'within',
    '/evidence/*/custody/*': 'within',
    '/evidence/*/custody/*/at': 'stays',
    '/evidence/*/custody/*/by': 'mark',
    '/evidence/*/custody/*/note': 'text',
    '/evidence/*/*': 'drop',
    '/notes': 'text',
  }),
);

/** What must stay, and what else can be done. */
const STAYS: readonly (readonly [start: string, why: string])[] = [
  ['/reportId', 'is what the report is known again by when it is sent again; what else says who it is of can go'],
  ['/occurred', 'is needed: a report without its time is none; withdraw the report where it must not stand'],
  ['/kind', 'is one of the words of the contract and needed; withdraw the report where it must not stand'],
];
const WORD = 'is one of the words of the contract, and says nothing of a person';

/** Why something cannot be redacted. */
export const whyItStays = (pointer: string): string =>
  STAYS.find(([start]) => pointer === start || pointer.startsWith(`${start}/`))?.[1] ?? WORD;

/**
 * What becomes of what a pointer names.
 * @param segments of the pointer, unescaped
 * @returns undefined where the contract has nothing there, or only as part of something that goes whole
 */
export function treatmentOf(segments: readonly string[]): Treatment | undefined {
  let known: string[] = [''];
  for (const segment of segments)
    known = known.flatMap((start) => [`${start}/${segment}`, `${start}/*`]).filter((each) => startsAny(each));
  // What is named exactly stands before what stands for any.
  for (const pattern of known) {
    const treatment = TREATMENTS.get(pattern);
    if (treatment !== undefined) return treatment;
  }
  return undefined;
}

const starts = new Set(
  [...TREATMENTS.keys()].flatMap((pattern) =>
    pattern.split('/').map((_, index, all) => all.slice(0, index + 1).join('/')),
  ),
);
const startsAny = (pattern: string) => starts.has(pattern);
