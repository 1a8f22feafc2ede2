import { coarsePlace } from './coarse-place.js';
import { type Mask, maskOf, OWN_MASK } from './shown-mask.js';
import { shownIs } from './shown-reasons.js';
import { shownAdded, shownPlace, shownRedacted, shownReport, shownSources, shownWarnings } from './shown-report.js';
import { isWhole, type View, WITHHELD_WHERE } from './shown-view.js';

/**
 * An answer as a view shows it, whatever it is of: told by the names of the contract, which never change. What is withheld
 * is left out, or says so where leaving it out would say that it is not known. Rules, zones and groups hold no reports and
 * need not pass here.
 * @param value anything that goes out as JSON; it is not changed
 * @returns the same object where nothing is withheld from the view
 */
export function shown<Value>(value: Value, view: View): Value {
  return isWhole(view) ? value : (shownPart(value, maskOf(view), view.own) as Value);
}

/** The same for what is surely of reports that the asker sent: whole, but for what ties them to those of others. */
export function shownToSender<Value>(value: Value, view: View): Value {
  return isWhole(view) ? value : (shownPart(value, OWN_MASK, undefined) as Value);
}

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stays as it is stays the very same: most of a verdict is shown to everybody, and copying it would cost more. */
function shownPart(value: unknown, mask: Mask, own: string | undefined): unknown {
  if (Array.isArray(value)) return shownList(value, (each) => shownPart(each, mask, own));
  if (!isTree(value)) return value;
  if (own !== undefined && isOwn(value, own)) return shownPart(value, OWN_MASK, undefined);
  // No place that is exact gets by for standing under a name of its own.
  const tree = !mask.exact && typeof value.lon === 'number' && typeof value.lat === 'number' ? coarse(value) : value;
  return shownFields(tree, (each, key) => {
    const rule = RULES.get(key);
    return rule === undefined ? shownPart(each, mask, own) : rule(each, mask, value, own);
  });
}

function shownList(list: readonly unknown[], change: (each: unknown) => unknown): readonly unknown[] {
  let changed: unknown[] | undefined;
  for (let index = 0; index < list.length; index += 1) {
    const after = change(list[index]);
    if (changed === undefined && after !== list[index]) changed = list.slice(0, index);
    changed?.push(after);
  }
  return changed ?? list;
}

/** @param change what a field becomes; undefined: it is left out */
function shownFields(tree: Tree, change: (value: unknown, key: string) => unknown): Tree {
  const keys = Object.keys(tree);
  let changed: Record<string, unknown> | undefined;
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] as string;
    const after = change(tree[key], key);
    if (changed === undefined && after !== tree[key])
      changed = Object.fromEntries(keys.slice(0, index).map((each) => [each, tree[each]]));
    if (changed !== undefined && after !== undefined) changed[key] = after;
  }
  return changed ?? tree;
}

/** An incident of the asker's, an answer about one, or what an event shows of one. */
const isOwn = (value: Tree, own: string): boolean =>
  value.reporter === own || (isTree(value.incident) && value.incident.reporter === own);

/** Something with coordinates beside other keys. */
function coarse({ lon, lat, radiusKm, ...rest }: Tree): Tree {
  const place = coarsePlace({ lon: lon as number, lat: lat as number, radiusKm: radiusKm as number | undefined });
  return { ...rest, ...place };
}

/** @returns what is shown; undefined for nothing */
type Rule = (value: unknown, mask: Mask, holder: Tree, own: string | undefined) => unknown;

const ofReports: Rule = (value, mask, _holder, own) => (mask.reports ? shownPart(value, mask, own) : undefined);
const ofLinks: Rule = (value, { near }) => (near ? value : undefined);
const ofPlaces: Rule = (value, { exact }) => (exact ? value : undefined);

/**
 * What is under ids and not under names: a reading may be called `text`.
 * @param depth of how many ids one in another
 */
const underIds =
  (depth: number): Rule =>
  (value, mask, holder, own) => {
    if (!isTree(value) || depth === 0) return shownPart(value, mask, own);
    const inner = underIds(depth - 1);
    return shownFields(value, (each) => inner(each, mask, holder, own));
  };

/** By the names of the contract. A name that is not here is shown, with all below it looked through. */
const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  // Who reported, under which ids, and in which words.
  ['reporter', ofReports],
  ['reportId', ofReports],
  ['names', ofReports],
  ['reason', ofReports],
  ['notes', ofReports],
  ['note', ofReports],
  ['text', (value, mask, holder) => (isRuleText(holder) ? value : ofReports(value, mask, holder, undefined))],
  ['by', ofReports],
  ['who', ofReports],
  ['assertedBy', ofReports],
  ['deniedBy', ofReports],
  ['url', ofReports],
  ['uri', ofReports],
  ['sha256', ofReports],
  ['custody', shownCustody],
  ['decisions', ofReports],
  ['sources', (value, mask) => shownSources(value, mask)],
  ['event', (value, { reports }) => (reports || isEventId(value) ? value : undefined)],
  // The report itself, and what was said of it.
  ['report', (value, mask) => shownReport(value, mask)],
  ['added', (value, mask) => shownAdded(value, mask)],
  ['place', (value, mask) => shownPlace(value, mask)],
  ['warnings', (value, mask) => shownWarnings(value, mask)],
  // What has ids for names: of readings, of agreements and readings, of parameters of facts.
  ['readings', underIds(1)],
  ['together', underIds(2)],
  ['outcomes', underIds(2)],
  ['params', underIds(1)],
  // What lies beside reports.
  ['evidence', shownEvidence],
  ['possibleDuplicateOf', ofLinks],
  ['redactions', shownRedactions],
  ['redacted', shownRedacted],
  ['notReplayed', shownRedacted],
  // Whoever knows all of a report but its coordinates finds them by trying hashes.
  [
    'hash',
    (value, mask, holder) => (isOfRecord(holder) ? ofReports(value, mask, holder, undefined) : ofHashes(value, mask)),
  ],
  ['before', (value, mask) => (isHash(value) ? ofHashes(value, mask) : value)],
  ['after', (value, mask) => (isHash(value) ? ofHashes(value, mask) : value)],
  // Where it was.
  [
    'is',
    (value, mask, holder) =>
      isLeaf(holder) ? shownIs({ fact: holder.fact, value: holder.value, is: value }, mask) : value,
  ],
  ['km', ofPlaces],
  ['distanceKm', ofPlaces],
  ['coordinates', ofPlaces],
  ['because', shownBecause],
  ['differences', shownDifferences],
]);

const isEventId = (value: unknown): boolean => typeof value === 'string' && /^evt_[0-9a-f-]{36}$/.test(value);
const isHash = (value: unknown): boolean => typeof value === 'string' && value.startsWith('sha256:');
const ofHashes = (value: unknown, { reports, exact }: Mask): unknown => (reports && exact ? value : undefined);
/** Of a determination, a reply, a piece of evidence or a step of its custody: its hash is over what it says. */
const isOfRecord = (holder: Tree): boolean => holder.recordedAt !== undefined;
/** A clause of an agreement, or a change of a rule. */
const isRuleText = (holder: Tree): boolean =>
  holder.says !== undefined || ['added', 'removed', 'changed'].includes(String(holder.kind));
const isLeaf = (holder: Tree): holder is Tree & { readonly fact: string } =>
  typeof holder.fact === 'string' && holder.operator !== undefined;

/** A list is left out; of one piece its sender is told that it is kept. */
function shownEvidence(value: unknown, mask: Mask, _holder: Tree, own: string | undefined): unknown {
  if (mask.reports) return shownPart(value, mask, own);
  if (Array.isArray(value) || !isTree(value)) return undefined;
  const { id, incident, kind, recordedAt, revision } = value;
  return { id, incident, kind, recordedAt, revision };
}

/** Of a sender's own evidence the steps that were sent with it; who added to them since may be anybody. */
function shownCustody(value: unknown, mask: Mask): unknown {
  if (!mask.reports) return undefined;
  if (mask.beside || !Array.isArray(value)) return value;
  return value.filter((step) => !isTree(step) || !isOfRecord(step));
}

/** A sender is told what was taken out of the own reports, but neither by whom nor what was taken out beside them. */
function shownRedactions(value: unknown, mask: Mask, _holder: Tree, own: string | undefined): unknown {
  if (!mask.reports) return undefined;
  if (mask.beside || !Array.isArray(value)) return shownPart(value, mask, own);
  const ofReport = value.filter((each) => isTree(each) && each.version !== undefined);
  // An empty list would say that something beside the report was redacted.
  return ofReport.length === 0 ? undefined : ofReport.map(({ by: _, ...redaction }: Tree) => redaction);
}

/** Reasons, rule changes, or in what two reports are near each other. */
function shownBecause(value: unknown, mask: Mask, _holder: Tree, own: string | undefined): unknown {
  if (!Array.isArray(value)) return shownPart(value, mask, own);
  return value.map((each) =>
    isTree(each) && typeof each.of === 'string' && !mask.near
      ? { of: each.of, detail: WITHHELD_WHERE }
      : shownPart(each, mask, own),
  );
}

/** Where a replay differs from what is stored; the values may be of anything. Not the differences between two readings. */
function shownDifferences(value: unknown, mask: Mask, _holder: Tree, own: string | undefined): unknown {
  if (!Array.isArray(value)) return shownPart(value, mask, own);
  return value.map((each) =>
    isTree(each) && typeof each.pointer === 'string' && !(mask.reports && mask.exact)
      ? { pointer: each.pointer, detail: each.detail }
      : shownPart(each, mask, own),
  );
}
