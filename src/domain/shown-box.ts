import { type Box, boxOfCells } from './place-cell.js';
import type { View } from './shown-view.js';

/**
 * The box that places are asked for by, as a view may ask: without exact places it is drawn outwards to the grid, so that
 * moving its edges over a place tells no more than the coarse place does.
 */
export const shownBox = (box: Box | undefined, { exact }: View): Box | undefined =>
  box === undefined || exact ? box : boxOfCells(box);
