import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  daysInZone,
  formatInstant,
  formatInZone,
  inForce,
  type Occurrence,
  parseInstant,
  union,
  type Window,
} from '../../src/domain/time.js';
import { FALSE, TRUE, UNKNOWN } from '../../src/domain/truth.js';

const HOUR = 3_600_000;
const at = (text: string) => parseInstant(text) as number;
const within = (from: number, to = from): Occurrence => ({ from, to, extent: 'within' });
const throughout = (from: number, to: number): Occurrence => ({ from, to, extent: 'throughout' });

describe('An instant', () => {
  it('is the same in every offset, never a wall clock (S4)', () => {
    expect(at('2016-02-27T00:00:00+02:00')).toBe(at('2016-02-26T22:00:00Z'));
    expect(at('2016-02-27T03:45:00+05:45')).toBe(at('2016-02-26T22:00Z'));
    expect(at('2016-02-26T22:00:00.125Z')).toBe(at('2016-02-26T22:00:00Z') + 125);
  });

  it.each([
    '2016-02-27T00:00:00',
    '2016-02-27',
    '2016-02-30T00:00:00Z',
    '2015-02-29T00:00:00Z',
    '2016-13-01T00:00:00Z',
    '2016-02-27T25:00:00Z',
    '2016-02-27T00:61:00Z',
    '2016-02-27 00:00:00Z',
    '27/02/2016 00:00Z',
    '2016-02-27T00:00:00+2',
    '2016-02-27T00:00:00[Asia/Damascus]',
    '',
    'now',
  ])('is not read from %j', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  it('is written so that reading it back gives the same instant', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_000_000_000_000 }),
        fc.constantFrom('Asia/Damascus', 'UTC', 'Asia/Kathmandu'),
        (instant, zone) => {
          expect(parseInstant(formatInstant(instant))).toBe(instant);
          expect(parseInstant(formatInZone(instant, zone))).toBe(instant);
        },
      ),
    );
  });
});

describe('Whole days in a zone', () => {
  it.each([
    ['2016-03-25', 23],
    ['2016-03-26', 24],
    ['2016-10-27', 25],
    ['2016-10-28', 24],
    ['2024-03-29', 24],
  ])('%s in Damascus lasts %i hours', (day, hours) => {
    const { from, to } = daysInZone(day, day, 'Asia/Damascus');
    expect(to + 1 - from).toBe(hours * HOUR);
  });

  it('run from the first midnight to the last millisecond', () => {
    const { from, to } = daysInZone('2016-02-27', '2016-02-28', 'Asia/Damascus');
    expect(formatInstant(from)).toBe('2016-02-26T22:00:00Z');
    expect(formatInstant(to)).toBe('2016-02-28T21:59:59.999Z');
  });

  it('refuse a date and a zone that do not exist', () => {
    expect(() => daysInZone('2016-02-30', '2016-02-30', 'UTC')).toThrow(RangeError);
    expect(() => daysInZone('2016-02-27', '2016-02-27', 'Asia/Atlantis')).toThrow(RangeError);
  });
});

describe('Windows (S4)', () => {
  it('include their from and exclude their until', () => {
    const window = [{ from: 10, until: 20 }];
    expect([9, 10, 19, 20].map((instant) => inForce(window, within(instant)))).toEqual([FALSE, TRUE, TRUE, FALSE]);
  });

  it('are open where an end is absent', () => {
    expect(inForce([{}], within(-1e15))).toBe(TRUE);
    expect(inForce([{ from: 5 }], within(1e15))).toBe(TRUE);
    expect(inForce([{ until: 5 }], within(5))).toBe(FALSE);
  });

  it('join where they touch, so that an act across the seam is in force', () => {
    expect(
      union([
        { from: 20, until: 30 },
        { from: 10, until: 20 },
      ]),
    ).toEqual([{ from: 10, until: 30 }]);
    expect(
      inForce(
        [
          { from: 10, until: 20 },
          { from: 20, until: 30 },
        ],
        within(15, 25),
      ),
    ).toBe(TRUE);
    expect(
      inForce(
        [
          { from: 10, until: 20 },
          { from: 21, until: 30 },
        ],
        within(15, 25),
      ),
    ).toBe(UNKNOWN);
  });

  it('hold a lasting act as soon as it meets one', () => {
    expect(inForce([{ from: 10, until: 20 }], throughout(0, 10))).toBe(TRUE);
    expect(inForce([{ from: 10, until: 20 }], throughout(0, 9))).toBe(FALSE);
    expect(inForce([{ from: 10, until: 20 }], throughout(20, 30))).toBe(FALSE);
  });

  it.each([
    [20, 10],
    [10, 10],
  ])('are empty from %i until %i: nothing happens in them', (from, until) => {
    expect(inForce([{ from, until }], within(0, 30))).toBe(FALSE);
    expect(inForce([{ from, until }], throughout(0, 30))).toBe(FALSE);
  });

  it('agree with asking every instant one by one', () => {
    const window: fc.Arbitrary<Window> = fc
      .tuple(fc.nat(12), fc.nat(12))
      .map(([a, b]) => ({ from: Math.min(a, b), until: Math.max(a, b) + 1 }));
    fc.assert(
      fc.property(fc.array(window, { maxLength: 3 }), fc.nat(14), fc.nat(14), (windows, a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const instants = Array.from({ length: to - from + 1 }, (_, index) => from + index);
        const open = instants.filter((each) =>
          windows.some(({ from = 0, until = 0 }) => from <= each && each < until),
        ).length;
        expect(inForce(windows, within(from, to))).toBe(open === 0 ? FALSE : open === instants.length ? TRUE : UNKNOWN);
        expect(inForce(windows, throughout(from, to))).toBe(open === 0 ? FALSE : TRUE);
      }),
    );
  });
});
