import { z } from 'zod';
import { list, MAX_TEXT, text } from './field.js';

const MOST_POINTERS = 500;
const sought = z.string().trim().min(1, 'must not be empty').max(500, 'must have at most 500 characters');

/** What an operator asks to have taken out of an incident. */
export const redactionRequestSchema = z
  .strictObject({
    pointers: list(z.string().max(700, 'must have at most 700 characters'), MOST_POINTERS)
      .min(1, 'must name something')
      .optional()
      .describe('JSON pointers into the report as it was sent, such as /notes or /sources/0/url'),
    text: z
      .union([sought, list(sought, 50).min(1, 'must name something')])
      .optional()
      .describe(
        'Every occurrence goes, however it is spelled in case and diacritics: from the reports, the reasons of their versions, and what was recorded beside them. Other spellings are texts of their own',
      ),
    versions: list(z.number().int().min(1), 1_000)
      .min(1, 'must name a version')
      .optional()
      .describe('Only of these versions; of all when absent'),
    reason: text(MAX_TEXT).describe('Why, without repeating what is to go: it is kept'),
    dryRun: z.boolean().optional().describe('Only say what would go, and what stands there'),
  })
  .refine(({ pointers, text: texts }) => pointers !== undefined || texts !== undefined, {
    message: 'must name pointers or a text',
  })
  .meta({ id: 'RedactionRequest' });

export type RedactionRequest = z.output<typeof redactionRequestSchema>;
