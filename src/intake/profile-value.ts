import { z } from 'zod';

/** How a profile says where a value comes from: a constant, a column, a text made of columns (profiles/README.md). */

const columnName = z.string().min(1, 'must name a column');

const constant = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string()).min(1)]);
export type Constant = z.output<typeof constant>;

/** What becomes of a text that a map does not hold. */
const UNLISTED = ['told', 'unknown', 'kept', 'refused'] as const;

const refusal = z.strictObject({ refused: z.string().min(1).describe('What is told of the row that is refused') });

export type Lookup = string | { readonly [text: string]: Value };
export interface ColumnValue {
  readonly column: string | readonly string[];
  readonly split?: string | undefined;
  readonly keepBrackets?: boolean | undefined;
  readonly part?: number | undefined;
  readonly map?: Lookup | undefined;
  readonly begins?: Lookup | undefined;
  readonly words?: Lookup | undefined;
  readonly otherwise?: Value | undefined;
  readonly unlisted?: (typeof UNLISTED)[number] | { readonly refused: string } | undefined;
}
export interface TemplateValue {
  readonly template: string;
}
export interface JoinValue {
  readonly join: readonly string[];
  readonly by?: string | undefined;
}
export interface AllValue {
  readonly all: readonly Value[];
}
export type Value = Constant | ColumnValue | TemplateValue | JoinValue | AllValue;

export const valueSchema: z.ZodType<Value> = z
  .lazy(() => z.union([constant, columnValue, templateValue, joinValue, allValue]))
  .meta({ id: 'Value', description: 'A constant, a column, or a text made of columns; null is unknown' });

const lookup: z.ZodType<Lookup> = z
  .lazy(() => z.union([z.string().min(1), z.record(z.string(), valueSchema)]))
  .meta({ id: 'Lookup', description: 'Texts with what each of them becomes, or the name of an entry of maps' });

const columnValue = z.strictObject({
  column: z
    .union([columnName, z.array(columnName).min(1)])
    .describe('The column; of several, the first that is not empty in the row'),
  split: z.string().min(1).optional().describe('What stands between the parts of a list, such as ";"'),
  keepBrackets: z.boolean().optional().describe('A separator inside round brackets does not part a list'),
  part: z.number().int().min(1, 'must be at least 1').optional().describe('Only this part of the list, from 1'),
  map: lookup.optional().describe('The whole text, case and spaces levelled'),
  begins: lookup.optional().describe('How the text begins; the longest beginning that fits counts'),
  words: lookup.optional().describe('Whole words in the text; the first entry that is found counts'),
  otherwise: valueSchema.optional().describe('What any other text becomes, an empty one too'),
  unlisted: z
    .union([z.enum(UNLISTED), refusal])
    .optional()
    .describe(
      'What any other text becomes: told (unknown, and listed in the summary; the default), unknown (without a word), ' +
        'kept (the text itself), refused (the row is refused)',
    ),
});

const templateValue = z.strictObject({
  template: z.string().min(1).describe('A text with {columns} in it; unknown where one of them is empty'),
});

const joinValue = z.strictObject({
  join: z.array(columnName).min(1).describe('Columns whose texts are joined; empty ones are left out'),
  by: z.string().optional().describe('What stands between them; a space if not said'),
});

const allValue = z.strictObject({
  all: z.array(valueSchema).min(2).describe('One list of what stands in several; empty cells are left out'),
});

/** A number or bounds, of one column or of several. */
const bounds = z.array(valueSchema).min(2, 'must name at least two estimates');
export const quantityValue = z
  .union([
    valueSchema,
    z.strictObject({ min: valueSchema.optional(), max: valueSchema.optional() }),
    z.strictObject({ boundsOf: bounds.describe('The least and the greatest of several estimates') }),
    z.strictObject({
      partOf: z
        .strictObject({
          known: valueSchema.describe('How many of the best estimate are known to be of this part'),
          open: valueSchema.describe('How many of the best estimate may be of this part or not'),
          best: valueSchema,
          boundsOf: bounds,
        })
        .describe('A part of an estimate that has bounds, such as the civilians among the dead'),
    }),
  ])
  .meta({ id: 'QuantityValue' });
export type QuantityValue = z.output<typeof quantityValue>;

export const isConstant = (value: Value): value is Constant =>
  typeof value !== 'object' || value === null || Array.isArray(value);
