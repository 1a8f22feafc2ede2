import type { Code } from './code.js';

/** What can be wrong in an agreement, its groups and its zones. */
export const RULE_CODES: Readonly<Record<string, Code>> = {
  'missing-key': {
    meaning: 'A key that must be there is not',
    remedy: 'add it',
  },
  'unknown-key': {
    meaning: 'A key that is not known at this place',
    remedy: 'look up the keys in `rules/README.md`, or let your editor complete them',
  },
  'wrong-type': {
    meaning: 'A value of another type than wanted: text, number, list, mapping, true or false',
    remedy: 'write a value of the type that is named',
  },
  'unknown-value': {
    meaning: 'A word that is not in the closed list of its place',
    remedy: 'choose one of the list',
  },
  'wrong-value': {
    meaning: 'A value of the right type that cannot be',
    remedy: 'choose a value within the bounds that are named',
  },
  'empty-list': {
    meaning: 'A list with nothing in it',
    remedy: 'fill it, or leave its key out',
  },
  'empty-text': {
    meaning: 'A text with nothing in it',
    remedy: 'write it, or leave its key out',
  },
  'no-source': {
    meaning: 'A dated value, a clause or a zone that does not say where it is from',
    remedy: 'add a `source`: a web address, or "from memory, to be checked"',
  },
  'bad-id': {
    meaning: 'An id that is not lower-case words joined by hyphens',
    remedy: 'write it like `jaish-al-islam`: a to z, 0 to 9 and hyphens',
  },
  'bad-date': {
    meaning: 'A date that cannot be read',
    remedy: 'write 2017-07-20, or 2017-07-20T00:00:00+02:00',
  },
  'local-time': {
    meaning: 'A time without its offset from UTC',
    remedy: 'say the offset, such as +02:00',
  },
  'impossible-date': {
    meaning: 'A day or an hour that the calendar does not have',
    remedy: 'look it up in the source',
  },
  'dates-out-of-order': {
    meaning: 'An end that is not after its beginning',
    remedy: '`from` is included, `until` is not; exchange them or mend one',
  },
  'overlapping-windows': {
    meaning: 'The same thing twice at the same time',
    remedy: 'let the first end where the second begins',
  },
  'never-in-force': {
    meaning: 'Something dated wholly before or after the agreement was in force',
    remedy: 'mend the date, or take the entry out',
  },
  'other-id': {
    meaning: 'An agreement, a cases file or a profile whose id is not the name of its folder or file',
    remedy: 'folder and id must be the same',
  },
  'duplicate-id': {
    meaning: 'An id that occurs twice',
    remedy: 'give one of them another id',
  },
  'duplicate-entry': {
    meaning: 'An entry that stands twice in one list',
    remedy: 'keep one of them',
  },
  'unknown-time-zone': {
    meaning: 'A time zone that is not in the IANA list',
    remedy: 'use an IANA name such as Asia/Damascus',
  },
  'unknown-language': {
    meaning: 'A language tag that is none',
    remedy: 'use a BCP 47 tag such as en, ar or zh-Hans',
  },
  'unknown-group': {
    meaning: 'A group whose id is not in `groups.yaml`',
    remedy: 'add it to `groups.yaml`, or write the id it has there',
  },
  'unknown-list': {
    meaning: 'A list (`listedBy`) that no group of `groups.yaml` is on',
    remedy: 'add the `listings` to the groups, or write the name they use',
  },
  'shared-name': {
    meaning: 'Two groups with a name in common, so that a report could mean either',
    remedy: 'take the name from one of them',
  },
  'empty-name': {
    meaning: 'A name of which nothing can be recognised',
    remedy: 'write the name in letters',
  },
  'membership-cycle': {
    meaning: 'Groups that are members of each other',
    remedy: 'take out the membership that is wrong',
  },
  'unknown-role': {
    meaning: 'A role that the agreement does not define',
    remedy: 'define it under `roles`, or write the name it has there',
  },
  'unknown-term': {
    meaning: 'A term that the agreement does not have',
    remedy: 'write the `id` of one of the terms',
  },
  'unknown-exception': {
    meaning: 'An exception that the agreement does not have',
    remedy: 'write the `id` of one of the exceptions',
  },
  'unknown-condition': {
    meaning: 'A condition that is not under `conditions`',
    remedy: 'define it there, or write the name it has',
  },
  'unknown-text': {
    meaning: 'A text that is not under `texts`',
    remedy: 'list it there, or write the id it has',
  },
  'unknown-zone': {
    meaning: 'A zone that is not in `zones.geojson`',
    remedy: 'draw it there, or write the id it has',
  },
  'unknown-reading': {
    meaning: 'A reading that the agreement does not have',
    remedy: 'write the `id` of one of the readings',
  },
  'unknown-fact': {
    meaning: 'A fact that Truce does not know and the agreement does not declare',
    remedy: '`rules/vocabulary.md` lists them; declare your own under `vocabulary`',
  },
  'unknown-operator': {
    meaning: 'An operator that there is not',
    remedy: '`rules/vocabulary.md` lists them',
  },
  'unknown-param': {
    meaning: 'A parameter that the fact does not take',
    remedy: 'take it out; `rules/vocabulary.md` says which it takes',
  },
  'missing-param': {
    meaning: 'A parameter that the fact cannot do without',
    remedy: 'add it under `params`',
  },
  'wrong-param': {
    meaning: 'A parameter of the wrong type, or below nought',
    remedy: 'write a value of the type that is named',
  },
  'wrong-operator': {
    meaning: 'An operator that cannot be asked of a fact of this type',
    remedy: 'use one that can; `rules/vocabulary.md` says which',
  },
  'unit-in-value': {
    meaning: 'A number with its unit behind it',
    remedy: 'write the bare number; the fact has its unit already',
  },
  'value-is-fact': {
    meaning: 'A leaf that compares two facts',
    remedy: 'compare with a value; a rule cannot compare two facts',
  },
  decorator: {
    meaning: 'A decorated operator of json-rules-engine, such as `everyFact:equal`',
    remedy: 'ask sets with `contains`, joined by `all`, `any` and `not`',
  },
  priority: {
    meaning: '`priority` in a condition',
    remedy: 'the order of conditions never counts; remove it',
  },
  jsonpath: {
    meaning: '`path` in a condition',
    remedy: 'facts are read by name only; remove it',
  },
  'json-rules-engine': {
    meaning: 'A condition that json-rules-engine, the second opinion, refuses',
    remedy: 'write it with all, any, not, condition and leaves only',
  },
  'empty-condition': {
    meaning: 'An `all` or `any` with nothing in it',
    remedy: 'fill it, or take it out',
  },
  'no-condition': {
    meaning: 'A mapping that should be a condition and says nothing',
    remedy: 'write one of all, any, not, condition, or fact with operator and value',
  },
  'mixed-condition': {
    meaning: 'Two kinds of condition side by side in one mapping',
    remedy: 'put them in a list under `all` or `any`',
  },
  'condition-cycle': {
    meaning: 'Conditions that contain each other',
    remedy: 'take out the reference that closes the circle',
  },
  'unused-condition': {
    meaning: 'A condition that nothing uses',
    remedy: 'use it, or take it out',
  },
  'unused-zone': {
    meaning: 'A zone that nothing uses',
    remedy: 'use it, or take it out',
  },
  'wrong-own-fact': {
    meaning: 'A fact under `vocabulary` with keys that do not go together',
    remedy: 'a unit belongs to a number, a list of values to a text or a set',
  },
  'no-ground': {
    meaning: 'An exception with neither a clause nor a `why`',
    remedy: 'cite the clause, or say why someone claims it',
  },
  'idle-exception': {
    meaning: 'An exception that neither shields a term nor defeats another',
    remedy: 'say which terms it shields, or which exceptions it defeats',
  },
  'limit-shields': {
    meaning: 'A limit that shields a term',
    remedy: 'a limit only defeats exceptions; make the shielding part an exception',
  },
  'defeats-without-limit': {
    meaning: 'An exception that is no limit and defeats another',
    remedy: 'make the defeating part a limit of its own',
  },
  'exception-cycle': {
    meaning: 'Limits that defeat each other in a circle',
    remedy: 'take out the one that closes the circle',
  },
  'accepted-and-undecided': {
    meaning: 'A reading that accepts an exception and leaves it undecided',
    remedy: 'keep one of the two',
  },
  'with-and-without': {
    meaning: 'A reading that adds and takes away the same thing',
    remedy: 'keep one of the two',
  },
  'idle-acceptance': {
    meaning: 'A reading that accepts an exception and counts none of the terms it shields',
    remedy: 'take it from `accepts`, or count one of the terms',
  },
  'presumes-unaccepted': {
    meaning: 'A presumption about an exception that the reading does not accept',
    remedy: 'accept the exception, or take the presumption out',
  },
  'presumptions-disagree': {
    meaning: 'Two presumptions that can fill the same gap differently',
    remedy: 'give one of them a `when` that is the `unless` of the other',
  },
  'wrong-presumption': {
    meaning: '`is` for a set, or `contains` for a single value',
    remedy: 'sets take `contains`, everything else `is`',
  },
  'never-unknown': {
    meaning: 'A presumption or a doubt about a fact that is never unknown',
    remedy: 'it says what the report says; take the entry out',
  },
  'wrong-geometry': {
    meaning: 'Coordinates that do not make the geometry they claim',
    remedy: 'draw it again and export it as GeoJSON in WGS84',
  },
  'unknown-geometry': {
    meaning: 'A type of geometry that cannot be used here',
    remedy: 'zones take points, lines and polygons; sightings take points',
  },
  'off-the-globe': {
    meaning: 'A position outside longitude -180 to 180 and latitude -90 to 90',
    remedy: 'write [longitude, latitude], in degrees',
  },
  'open-ring': {
    meaning: 'A ring that does not end where it began',
    remedy: 'repeat its first position at its end',
  },
  'outside-territory': {
    meaning: 'A zone or a sighting that lies wholly outside the territory of the agreement',
    remedy: 'look at the order and the signs: GeoJSON writes [longitude, latitude]; east and north are positive',
  },
};
