import { describe, expect, it } from 'vitest';
import { formatInstant } from '../../src/domain/time.js';
import { type DayForm, readMoment } from '../../src/intake/moment.js';

const read = (text: string, forms: readonly DayForm[] = ['Y-M-D'], zone: string | undefined = 'UTC', around = 0) => {
  const stretch = readMoment(text, forms, zone, around);
  return typeof stretch === 'string' ? stretch : [stretch.first, stretch.last].map(formatInstant).join(' ');
};
const TENTH = '2016-03-10T00:00:00Z 2016-03-10T23:59:59.999Z';

describe('a day', () => {
  it.each<[DayForm, string]>([
    ['Y-M-D', '2016-03-10'],
    ['Y-M-D', '2016-3-10'],
    ['Y-M-D', '2016-03-10 00:00:00.000'],
    ['Y-M-D', '2016-03-10T00:00'],
    ['D/M/Y', '10/03/2016'],
    ['M/D/Y', '3/10/2016'],
    ['D.M.Y', '10.3.2016'],
    ['D Month Y', '10 March 2016'],
    ['D Month Y', '10-Mar-2016'],
    ['Month D, Y', 'March 10, 2016'],
    ['Month D, Y', 'mar 10th 2016'],
  ])('written %s is read from %s', (form, text) => expect(read(text, [form])).toBe(TENTH));

  it('is read only as the profile says, for 10/03 and 03/10 are two days', () => {
    expect(read('10/03/2016', ['M/D/Y'])).toBe('2016-10-03T00:00:00Z 2016-10-03T23:59:59.999Z');
    expect(read('10/03/2016')).toMatch(/must be a day such as 2016-03-25/);
    expect(read('10 Mars 2016', ['D Month Y'])).toMatch(/must be a day such as 25 March 2016/);
  });
  it('has the hours of its zone, 23 and 25 of them on two days of the year', () => {
    expect(read('2016-03-25', ['Y-M-D'], 'Asia/Damascus')).toBe('2016-03-24T22:00:00Z 2016-03-25T20:59:59.999Z');
  });
  it('widens by as many days as it may be off, either way', () => {
    expect(read('2016-03-10', ['Y-M-D'], 'UTC', 6)).toBe('2016-03-04T00:00:00Z 2016-03-16T23:59:59.999Z');
  });
  it('that does not exist is refused, and so is one whose zone nobody knows', () => {
    expect(read('2016-02-30')).toMatch(/does not exist/);
    expect(readMoment('2016-03-10', ['Y-M-D'], undefined, 0)).toMatch(/zone .* is not known/);
  });
});

describe('two days', () => {
  it.each(['2016-03-10 to 2016-03-12', '2016-03-10 – 2016-03-12', '2016-03-10 - 2016-03-12', '2016-03-10..2016-03-12'])(
    'are read from %s',
    (text) => expect(read(text)).toBe('2016-03-10T00:00:00Z 2016-03-12T23:59:59.999Z'),
  );
  it('that end before they begin are refused', () => expect(read('2016-03-12 to 2016-03-10')).toMatch(/ends before/));
});

describe('a time', () => {
  it('with an offset needs no zone', () => {
    expect(readMoment('2016-03-10T09:15:00+02:00', ['Y-M-D'], undefined, 0)).toEqual({
      first: Date.parse('2016-03-10T07:15:00Z'),
      last: Date.parse('2016-03-10T07:15:00Z'),
    });
  });
  it('without one is read in the zone', () => {
    expect(read('2016-03-10 09:15', ['Y-M-D'], 'Asia/Damascus')).toBe('2016-03-10T07:15:00Z 2016-03-10T07:15:00Z');
    expect(read('2016-03-10 25:15')).toMatch(/does not exist|must be/);
  });
  it('that the clock showed twice is either of the two', () => {
    expect(read('2016-10-27 23:30', ['Y-M-D'], 'Asia/Damascus')).toBe('2016-10-27T20:30:00Z 2016-10-27T21:30:00Z');
  });
});
