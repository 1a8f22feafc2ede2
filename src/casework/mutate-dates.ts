import { decidingDates } from './dates.js';
import type { Mutant, Original } from './mutant.js';

/** Mistakes in dates: a day early, a day late, and the end of a window in it where it should be out. */

const DAY = 86_400_000;

/** @returns every mutant of the dates on which a judgement can turn. */
export function mutateDates(original: Original): Mutant[] {
  const readings = original.source.definition.readings.map((each) => each.id);
  return decidingDates(original).flatMap((date): Mutant[] => {
    const name = `${date.of} ${date.subject} ${date.place.path.join('.')}`;
    const shift = (by: number, says: string) => ({
      id: `${name} date shifted: ${says}`,
      mutation: 'date shifted' as const,
      place: date.place,
      says: `${date.what}: \`${date.end}: ${date.text}\` ${says}`,
      readings,
      change: date.moved(by),
    });
    const inOut = date.end === 'from' ? 'left out of the window' : 'taken into the window';
    return [
      shift(-DAY, 'a day earlier'),
      shift(DAY, 'a day later'),
      {
        id: `${name} end of a window swapped`,
        mutation: 'end of a window swapped' as const,
        place: date.place,
        says: `${date.what}: the instant \`${date.end}: ${date.text}\` ${inOut}`,
        readings,
        change: date.moved(1),
      },
    ];
  });
}
