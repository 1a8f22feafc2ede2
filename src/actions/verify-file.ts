import { type Difference, differencesBetween } from '../domain/differences.js';
import { faultsFromZod } from '../domain/faults.js';
import { Problem } from '../domain/problem.js';
import { instantOfChecked } from '../domain/time.js';
import { SEMANTICS, type Verdict } from '../domain/verdict.js';
import { VERDICT_FILE, VERDICT_FILE_VERSION, type VerdictFile, verdictFileSchema } from '../domain/verdict-file.js';
import { hashOf } from '../engine/hash.js';
import { judgedAgain } from '../engine/replay.js';
import { type Asking, secondOpinion } from '../engine/second-opinion.js';
import { rebuildRulebook } from '../rulebook/rebuild.js';
import { judgedRedacted, pointersOf, redactionDifferences, whyNotReplayed } from './check-redacted.js';
import { otherSemantics, readIncident } from './check-verdict.js';
import type { CheckedVerdict } from './checked-verdict.js';

/**
 * Somebody who was handed a verdict checks it, with nothing but the file: every hash, the rulebook built again, the report
 * judged again, and a second opinion. Pure.
 * @param content the parsed file; nothing in it is trusted
 * @param asking how to ask json-rules-engine; not at all when absent
 * @throws Problem `bad-request` where it is no verdict file, or one of a form that this Truce does not read
 */
export async function verifyFile(content: unknown, asking?: Asking): Promise<CheckedVerdict> {
  refuseOtherForm(content);
  const differences = sumDifferences(content);
  const read = verdictFileSchema.safeParse(content);
  if (!read.success) {
    const faults = faultsFromZod(read.error, content, verdictFileSchema).map(({ pointer, detail, got }) => ({
      pointer,
      detail,
      ...(got === undefined ? {} : { got }),
    }));
    return unread(content, [...differences, ...faults]);
  }
  // The parsed file as it is, not as the schema gives it back: every key in its place.
  const file = content as VerdictFile;
  const { verdict, rulebook } = file;
  const told = { verdictId: verdict.id, rulebook: rulebook.hash, semantics: verdict.semantics };
  if (file.incident.redactions !== undefined) return verifyRedacted(file, differences, told);
  const { incident, differences: ofIncident } = readIncident(
    file.incident.report,
    file.incident.hash,
    file.incident.added,
  );
  const rebuilt = rebuildRulebook(rulebook.hash, rulebook.source);
  differences.push(...linkDifferences(file), ...ofIncident, ...rebuilt.differences);
  if (verdict.semantics !== SEMANTICS) return { ...told, notReplayed: otherSemantics(verdict.semantics), differences };
  if (incident === undefined) return { ...told, notReplayed: 'its report cannot be read', differences };
  if (rebuilt.rulebook === undefined)
    return { ...told, notReplayed: 'its rulebook cannot be built again', differences };
  const { id, version } = file.incident;
  const known = { id, version, reportId: incident.reportId, hash: hashOf(incident) };
  const judgement = judgedAgain(verdict.agreement, incident, known, rebuilt.rulebook);
  const compiled = rebuilt.rulebook.agreements.get(verdict.agreement);
  if (judgement === undefined || compiled === undefined)
    return { ...told, notReplayed: 'its rulebook does not hold its agreement', differences };
  // Whoever kept the file may have written its keys in another order; as the sum says, that is no change.
  differences.push(...differencesBetween(asJson(judgement), judgementOf(verdict), '/verdict'));
  if (asking === undefined) return { ...told, differences };
  return {
    ...told,
    differences,
    secondOpinion: await secondOpinion(incident, compiled, rebuilt.rulebook, asking),
  };
}

/** A verdict on a report of which something was redacted since: no second engine is asked, because facts are gone. */
function verifyRedacted(
  { incident, verdict, rulebook, ...file }: VerdictFile,
  differences: Difference[],
  told: Omit<CheckedVerdict, 'differences'>,
): CheckedVerdict {
  const rebuilt = rebuildRulebook(rulebook.hash, rulebook.source);
  const redactions = (incident.redactions ?? []).map((each) => ({ ...each, at: instantOfChecked(each.at) }));
  differences.push(
    ...linkDifferences({ incident, verdict, rulebook, ...file }),
    ...redactionDifferences(redactions, incident.hash, incident.report),
    ...rebuilt.differences,
  );
  const about = { ...told, redacted: pointersOf(redactions) };
  if (verdict.semantics !== SEMANTICS) return { ...about, notReplayed: otherSemantics(verdict.semantics), differences };
  const text = JSON.stringify(judgementOf(verdict));
  const found = judgedRedacted(text, { ...incident, redactions }, verdict.agreement, rebuilt.rulebook);
  differences.push(...found.differences);
  if ('notReplayed' in found) return { ...about, notReplayed: found.notReplayed, differences };
  // Whoever kept the file may have written its keys in another order, so it is held against what it says, not its bytes.
  const asSaid = differencesBetween(asJson(found.again), judgementOf(verdict), '/verdict');
  if (asSaid.length === 0) return { ...about, differences };
  differences.push(...differencesBetween(asJson(found.kept), judgementOf(verdict), '/verdict'));
  return { ...about, notReplayed: whyNotReplayed(redactions), differences };
}

function refuseOtherForm(content: unknown): asserts content is Readonly<Record<string, unknown>> {
  const { format, version } = (typeof content === 'object' && content !== null ? content : {}) as Record<
    string,
    unknown
  >;
  if (format !== VERDICT_FILE)
    throw new Problem('bad-request', `this is not a verdict file: format must be ${JSON.stringify(VERDICT_FILE)}`);
  if (version === VERDICT_FILE_VERSION) return;
  const newer = typeof version === 'number' && version > VERDICT_FILE_VERSION;
  throw new Problem(
    'bad-request',
    `this verdict file is of version ${JSON.stringify(version)}; this Truce reads version ${VERDICT_FILE_VERSION}` +
      (newer ? '; install a newer Truce' : ''),
  );
}

function sumDifferences(content: Readonly<Record<string, unknown>>): Difference[] {
  const { sha256, ...rest } = content;
  return differencesBetween(hashOf(rest), sha256, '/sha256').map((difference) => ({
    ...difference,
    detail: 'is not the sum of the file: something in it was changed',
  }));
}

/** What stands in the file twice must be the same in both places. */
function linkDifferences({ verdict, incident, rulebook, semantics }: VerdictFile): Difference[] {
  return [
    ...differencesBetween(verdict.semantics, semantics, '/semantics'),
    ...differencesBetween(incident.id, verdict.incident.id, '/verdict/incident/id'),
    ...differencesBetween(incident.version, verdict.incident.version, '/verdict/incident/version'),
    ...differencesBetween(rulebook.hash, verdict.rulebook, '/verdict/rulebook'),
  ];
}

/** As it would be written and read again: what is undefined is not there. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** The verdict without what the record says of it: what the engine answered. */
function judgementOf({ id: _, revision: __, supersedes: ___, judgedAt: ____, ...judgement }: Verdict) {
  return judgement;
}

const unread = (
  { verdict, rulebook }: Readonly<Record<string, unknown>>,
  differences: Difference[],
): CheckedVerdict => ({
  verdictId: String((verdict as { id?: unknown } | undefined)?.id),
  rulebook: String((rulebook as { hash?: unknown } | undefined)?.hash),
  semantics: Number((verdict as { semantics?: unknown } | undefined)?.semantics),
  notReplayed: 'the file does not have the form of a verdict file',
  differences,
});
