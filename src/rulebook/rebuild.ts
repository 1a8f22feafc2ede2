import { z } from 'zod';
import { agreementSchema } from '../domain/agreement.js';
import { type Difference, differencesBetween } from '../domain/differences.js';
import { faultsFromZod } from '../domain/faults.js';
import { groupsSchema } from '../domain/group.js';
import { hashOf } from '../engine/hash.js';
import { compileRulebook, type Rulebook, type RulebookSource } from '../engine/rulebook.js';
import { presenceSchema, zonesSchema } from './zone-schema.js';

/** A rulebook from its kept source: what judged a verdict once, for judging it again. */

const rulebookSourceSchema = z
  .strictObject({
    groups: groupsSchema.shape.groups,
    agreements: z
      .array(z.strictObject({ definition: agreementSchema, zones: zonesSchema, presence: presenceSchema.optional() }))
      .min(1),
  })
  .describe('Groups, agreements, zones and sightings as parsed from the rule files');

export interface Rebuilt {
  /** Absent where the source cannot be compiled. */
  readonly rulebook?: Rulebook;
  readonly differences: readonly Difference[];
}

/**
 * @param hash the hash that the rulebook is known by
 * @param source parsed JSON; it is not trusted to be what the hash says, nor to be a rulebook at all
 * @returns differences with pointers that begin with /rulebook
 */
export function rebuildRulebook(hash: string, source: unknown): Rebuilt {
  const shape = rulebookSourceSchema.safeParse(source);
  if (!shape.success) {
    const faults = faultsFromZod(shape.error, source, rulebookSourceSchema);
    return {
      differences: faults.map(({ pointer, detail, got }) => ({
        pointer: `/rulebook/source${pointer}`,
        detail: `does not fit the form of a rulebook: ${detail}`,
        ...(got === undefined ? {} : { got }),
      })),
    };
  }
  const found = hashOf(source);
  const differences = differencesBetween(found, hash, '/rulebook/hash').map((difference) => ({
    ...difference,
    detail: 'is not the hash of the rulebook’s source',
  }));
  try {
    return { rulebook: compileRulebook(source as RulebookSource, found), differences };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { differences: [...differences, { pointer: '/rulebook/source', detail: `does not compile: ${why}` }] };
  }
}
