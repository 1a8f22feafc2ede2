import { describe, expect, it } from 'vitest';
import { type Added, withAdded } from '../../src/domain/added.js';
import { type Incident, incidentSchema } from '../../src/domain/incident.js';

const report = (place: Incident['place']): Incident =>
  incidentSchema.parse({
    reportId: '1',
    occurred: { from: '2016-03-09T11:15:00+02:00' },
    kind: 'airstrike',
    candidates: [{}],
    place,
  });
const added: Added = {
  place: { lon: 36.6, lat: 35.37, radiusKm: 5, pcode: 'C3463' },
  by: 'gazetteer',
  load: 'sha256:1',
  matched: 'name',
  name: 'Kafr Zeita',
  area: 'SY05',
};

describe('A report with what was added to it', () => {
  it('is the report itself when nothing was added', () => {
    const sent = report({ name: 'Kafr Zita' });
    expect(withAdded(sent, null)).toBe(sent);
    expect(withAdded(sent, undefined)).toBe(sent);
  });

  it('has the place of the gazetteer where it says nothing, and nothing else is changed', () => {
    const sent = report({ name: 'Kafr Zita', within: ['SY'] });
    expect(withAdded(sent, added)).toEqual({ ...sent, place: { ...sent.place, ...added.place } });
  });

  it('keeps what it says, and takes null for nothing said', () => {
    const sent = report({ name: 'Kafr Zita', lon: null, lat: null, radiusKm: 20, pcode: 'SY05' });
    const { place } = withAdded(sent, added);
    expect(place).toEqual({ name: 'Kafr Zita', lon: 36.6, lat: 35.37, radiusKm: 20, pcode: 'SY05' });
  });

  it('does not change the report that was sent', () => {
    const sent = report({ name: 'Kafr Zita' });
    withAdded(sent, added);
    expect(sent.place).toEqual({ name: 'Kafr Zita' });
  });
});
