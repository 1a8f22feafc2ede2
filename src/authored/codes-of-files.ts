import type { Code } from './code.js';

/** What can be wrong with files and their spelling. */
export const FILE_CODES: Readonly<Record<string, Code>> = {
  'empty-file': {
    meaning: 'A file with nothing in it, or with nothing but comments',
    remedy: 'write the file, or delete it; if it was just being saved, save it again',
  },
  'missing-file': {
    meaning: 'A file that a rules folder must have is not there',
    remedy: 'every folder holds an `agreement.yaml` and a `zones.geojson`, and `groups.yaml` lies beside the folders',
  },
  'no-file': {
    meaning: 'A file named on the command line is not there',
    remedy: 'look at the spelling of the path',
  },
  'no-folder': {
    meaning: 'The rules folder is not there, or cannot be listed',
    remedy: 'name it with `--rules`, or set TRUCE_RULES',
  },
  'no-agreement': {
    meaning: 'The rules folder holds groups, but no folder of an agreement',
    remedy: 'make a folder named after the agreement, with `agreement.yaml` and `zones.geojson`',
  },
  unreadable: {
    meaning: 'A file is there, but the system does not let it be read',
    remedy: 'look at its owner and permissions, and at what a link points to',
  },
  'not-a-file': {
    meaning: 'A folder, a pipe or a device has the name of a rule file',
    remedy: 'put the file there, and move away what has its name',
  },
  'outside-folder': {
    meaning: 'A link, or a path in a request, that leads out of the rules folder',
    remedy: 'keep the files of a rulebook within its folder',
  },
  'too-large': {
    meaning: 'A file above the size that is read (YAML 5 MB, GeoJSON 20 MB)',
    remedy: 'simplify the outlines, or divide the file',
  },
  'too-many': {
    meaning: 'More agreements in one folder than are read (1000)',
    remedy: 'divide the rules over several folders',
  },
  'unknown-file': {
    meaning: 'Candidate files in a request hold one that no rulebook has',
    remedy:
      'a rulebook has `groups.yaml` and, in the folder of each agreement, `agreement.yaml`, `zones.geojson`, `presence.geojson`, `cases.yaml`',
  },
  'duplicate-file': {
    meaning: 'Candidate files in a request hold one file twice',
    remedy: 'send each file once',
  },
  'not-utf-8': {
    meaning: 'The bytes of a file are no UTF-8 text; often it was saved as UTF-16 or in an old code page',
    remedy: 'save it as UTF-8',
  },
  'merge-conflict': {
    meaning: 'Markers that git left where two changes met',
    remedy: 'keep the lines that are right and delete the three markers',
  },
  'curly-quotes': {
    meaning: 'Quotation marks as word processors type them; for YAML they are letters, not quotes',
    remedy: 'type straight quotation marks: "…"',
  },
  'odd-space': {
    meaning: 'A space that looks like one and is none to YAML (no-break space, zero-width space, ideographic space)',
    remedy: 'delete it and type a plain space',
  },
  'hidden-character': {
    meaning: 'A character that nobody sees and that turns the order in which a line is shown, or ends a text',
    remedy: 'delete it; most editors show such characters on request',
  },
  tab: {
    meaning: 'A tab where YAML counts spaces',
    remedy: 'use two spaces',
  },
  'yaml-syntax': {
    meaning: 'The file is no YAML',
    remedy: 'look at brackets, quotation marks, colons and indentation of the line and of the one before it',
  },
  unclosed: {
    meaning: 'A bracket, a brace or a quotation mark that is opened and never closed',
    remedy: 'close it; if the rest of the file is missing, it was saved only in part',
  },
  'half-saved': {
    meaning: 'A file that ends in the middle of something',
    remedy: 'save it again, whole',
  },
  'several-documents': {
    meaning: 'A file with `---` between documents',
    remedy: 'remove the `---`',
  },
  tag: {
    meaning: 'A YAML tag such as `!!binary`',
    remedy: 'write the value plainly',
  },
  'bad-key': {
    meaning: 'A key that is a list, a mapping or nothing',
    remedy: 'a key is one word with a colon behind it',
  },
  'duplicate-key': {
    meaning: 'A key that occurs twice in one mapping, of which YAML would keep one',
    remedy: 'keep one of them',
  },
  'reserved-key': {
    meaning: 'A key that JavaScript gives a meaning of its own',
    remedy: 'choose another name',
  },
  'merge-key': {
    meaning: 'The YAML 1.1 merge key `<<`',
    remedy: 'write the values out',
  },
  'duplicate-anchor': {
    meaning: 'An anchor (`&name`) that is set twice, so that an alias may mean either',
    remedy: 'give the second another name, or use a named condition',
  },
  'unknown-alias': {
    meaning: 'An alias (`*name`) without an anchor before it',
    remedy: 'set the anchor `&name` above, or use a named condition',
  },
  'alias-cycle': {
    meaning: 'An alias that contains itself',
    remedy: 'write the value out',
  },
  'alias-bomb': {
    meaning: 'Aliases that grow without measure when they are written out',
    remedy: 'use a named condition instead of an alias',
  },
  'odd-number': {
    meaning: 'A number with zeros before it, which some programs read in eights',
    remedy: 'write it without the zeros, or in quotation marks if it is a text',
  },
  'too-deep': {
    meaning: 'Values, conditions or memberships nested more deeply than anybody means',
    remedy: 'take a level out; named conditions help',
  },
  'json-syntax': {
    meaning: 'A GeoJSON file that is no JSON',
    remedy: 'look for a comma that is missing or too many, and for single quotation marks',
  },
  'too-many-faults': {
    meaning: 'One file with more faults than are told',
    remedy: 'mend those that are told and check again',
  },
  'future-format': {
    meaning: 'A file written for a later version of Truce',
    remedy: 'install a newer Truce',
  },
  'does-not-compile': {
    meaning: 'A rulebook that passes the checks and still cannot be compiled: a gap in the checks',
    remedy: 'please report it with the files',
  },
};
