import { describe, expect, it } from 'vitest';
import { checkSpan, inSpan } from '../../src/cli/time-span.js';

const day = (date: string, last = date) => ({ from: `${date}T00:00:00+02:00`, to: `${last}T23:59:59.999+02:00` });
const span = { from: '2016-02-27', to: '2016-04-30' };

describe('a span of days', () => {
  it("includes both its ends, in the incident's own time", () => {
    expect(inSpan(span, day('2016-02-27'))).toBe('inside');
    expect(inSpan(span, day('2016-04-30'))).toBe('inside');
    expect(inSpan(span, day('2016-02-26'))).toBe('outside');
    expect(inSpan(span, day('2016-05-01'))).toBe('outside');
  });
  it('tells what only reaches into it from what lies in it', () => {
    expect(inSpan(span, day('2016-02-20', '2016-02-27'))).toBe('partly');
    expect(inSpan(span, day('2016-01-01', '2016-12-31'))).toBe('partly');
  });
  it('takes an incident without an end as an instant', () => {
    expect(inSpan(span, { from: '2016-03-01T12:00:00Z' })).toBe('inside');
  });
  it('is everything when neither end is given', () => {
    expect(inSpan({}, day('1999-01-01'))).toBe('inside');
  });
  it('compares instants where an end has a time', () => {
    const exact = { from: '2016-02-26T22:00:00Z', to: '2016-02-27T21:59:59.999Z' };
    expect(inSpan(exact, day('2016-02-27'))).toBe('inside');
    expect(inSpan({ ...exact, from: '2016-02-26T22:00:01Z' }, day('2016-02-27'))).toBe('partly');
  });
  it('refuses an end that is no day and no time with an offset', () => {
    for (const bad of ['yesterday', '2016-02-30', '2016-03-01T12:00:00']) {
      expect(() => checkSpan({ from: bad })).toThrow(/--from must be a day/);
      expect(() => checkSpan({ to: bad })).toThrow(/--to must be a day/);
    }
    expect(() => checkSpan(span)).not.toThrow();
  });
});
