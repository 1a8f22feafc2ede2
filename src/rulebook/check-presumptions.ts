import type { Path, Report } from '../authored/diagnostic.js';
import type { Doubt, Presumption, Reading } from '../domain/agreement.js';
import { hashOf } from '../engine/hash.js';
import type { FactDefinition } from '../engine/vocabulary.js';
import { checkFactName } from './check-conditions.js';
import { checkParams, checkSingle } from './check-values.js';
import { checkName, type Known } from './known.js';

/** Presumptions and doubts of a reading (S10): what they fill or unsettle, and that no two disagree. */
export function checkPresumptions(report: Report, reading: Reading, path: Path, known: Known): void {
  for (const [index, presumption] of (reading.presumes ?? []).entries()) {
    const at = [...path, 'presumes', index];
    if ('exception' in presumption) {
      checkName(report, [...at, 'exception'], 'exception', presumption.exception, known.exceptions, known);
      checkIsAccepted(report, reading, presumption.exception, [...at, 'exception'], known);
    } else checkFact(report, presumption, at, known);
  }
  for (const [index, doubt] of (reading.doubts ?? []).entries())
    checkFact(report, doubt, [...path, 'doubts', index], known);
  checkAgreement(report, reading, path);
}

function checkIsAccepted(report: Report, reading: Reading, exception: string, path: Path, known: Known): void {
  const held = [
    ...reading.accepts.map((entry) => (typeof entry === 'string' ? entry : entry.exception)),
    ...(reading.undecided ?? []),
  ];
  if (held.includes(exception) || !known.exceptions.has(exception)) return;
  const message = `\`${reading.id}\` presumes something of \`${exception}\`, which it does not accept`;
  report(path, { code: 'presumes-unaccepted', message, help: 'an exception that is not accepted never holds' });
}

function checkFact(
  report: Report,
  about: Doubt | Exclude<Presumption, { exception: string }>,
  path: Path,
  known: Known,
): void {
  const fact = checkFactName(report, [...path, 'fact'], about.fact, known);
  if (fact === undefined) return;
  checkParams(report, path, fact, about.params, known);
  if (fact.neverUnknown === true) {
    const verb = 'is' in about || 'contains' in about ? 'presumed' : 'doubted';
    const help = 'it says what the report says, so there is nothing to fill in';
    report([...path, 'fact'], {
      code: 'never-unknown',
      message: `\`${fact.name}\` is never unknown, so it cannot be ${verb}`,
      help,
    });
  }
  if ('is' in about) checkIs(report, [...path, 'is'], fact, about.is, known);
  else if ('contains' in about) {
    if (fact.type === 'set') checkSingle(report, [...path, 'contains'], fact, about.contains, known);
    else
      report([...path, 'contains'], {
        code: 'wrong-presumption',
        message: `\`${fact.name}\` is a ${fact.type} and contains nothing`,
        at: 'key',
        help: 'use `is`',
      });
  }
}

function checkIs(report: Report, path: Path, fact: FactDefinition, value: unknown, known: Known): void {
  if (fact.type === 'set')
    report(path, {
      code: 'wrong-presumption',
      message: `\`${fact.name}\` is a set, so it cannot be presumed to be one value`,
      at: 'key',
      help: 'use `contains`',
    });
  else checkSingle(report, path, fact, value, known);
}

function checkAgreement(report: Report, reading: Reading, path: Path): void {
  const earlierOf = new Map<string, { presumption: Presumption; index: number }[]>();
  for (const [index, presumption] of (reading.presumes ?? []).entries()) {
    const key = subject(presumption);
    const others = earlierOf.get(key) ?? [];
    const other = others.find((each) => disagree(each.presumption, presumption));
    earlierOf.set(key, others);
    others.push({ presumption, index });
    if (other === undefined) continue;
    const what = 'exception' in presumption ? presumption.exception : presumption.fact;
    const message = `entries ${other.index + 1} and ${index + 1} of \`presumes\` disagree about \`${what}\` in the reading \`${reading.id}\``;
    const help = 'give one of them a `when` that is the `unless` of the other';
    report([...path, 'presumes', index], { code: 'presumptions-disagree', message, help });
  }
}

const subject = (presumption: Presumption) =>
  'exception' in presumption ? hashOf([presumption.exception]) : hashOf([presumption.fact, presumption.params ?? {}]);

/** Whether two presumptions about one thing can ask for different values at once. */
function disagree(a: Presumption, b: Presumption): boolean {
  const differ =
    'is' in a && 'is' in b
      ? a.is !== b.is
      : 'contains' in a && 'contains' in b && (a.contains === 'none') !== (b.contains === 'none');
  return differ && !areExclusive(a, b);
}

/** Two presumptions never count together when the `when` of one is the `unless` of the other, or its negation. */
function areExclusive(a: Presumption, b: Presumption): boolean {
  const same = (x: unknown, y: unknown) => x !== undefined && y !== undefined && hashOf(x) === hashOf(y);
  return (
    same(a.when, b.unless) ||
    same(a.unless, b.when) ||
    same(a.when, { not: b.when }) ||
    same({ not: a.when }, b.when) ||
    same(a.unless, { not: b.unless }) ||
    same({ not: a.unless }, b.unless)
  );
}
