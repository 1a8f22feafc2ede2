import { GRADES, OUTCOMES } from '../domain/words.js';
import { boxParameter, choiceParameter, instantParameter, textParameter, yesNoParameter } from './parameters.js';

/** What verdicts can be asked for by, wherever they are listed or exported. */
export const verdictFilters = {
  agreement: textParameter('Only under this agreement').optional(),
  reading: textParameter('The reading that the other filters ask of; the headline when not said').optional(),
  outcome: choiceParameter([...OUTCOMES, 'undetermined'], 'The outcome of the reading').optional(),
  mayBe: choiceParameter(OUTCOMES, 'Undetermined in the reading, and this is among what is possible').optional(),
  standing: choiceParameter([...GRADES, 'disproved'], 'How sure the reading can be of what happened').optional(),
  party: textParameter('A group that acted or was struck, or that such a group was a member of').optional(),
  term: textParameter('A term that was breached or lifted: in the reading, or in any when none is said').optional(),
  exception: textParameter('An exception that lifted a term: in the reading, or in any when none is said').optional(),
  contested: yesNoParameter('Whether two readings come to different firm outcomes').optional(),
  from: instantParameter('Only what may have happened at or after this time').optional(),
  to: instantParameter('Only what may have happened at or before this time').optional(),
  bbox: boxParameter.optional(),
};
