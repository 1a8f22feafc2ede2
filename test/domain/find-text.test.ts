import { describe, expect, it } from 'vitest';
import { holdsAny, spansOf, withoutTexts } from '../../src/domain/find-text.js';

const without = (text: string, ...wanted: string[]) => withoutTexts(text, wanted, '[x]');

describe('a text that is looked for', () => {
  it.each([
    ['Seen by Zaynab al-Qarmuti, at noon.', 'Zaynab al-Qarmuti', 'Seen by [x], at noon.'],
    ['ZAYNAB   AL QARMUTI said so', 'zaynab al-qarmuti', '[x] said so'],
    ['Zaynáb al-Qarmuṭī.', 'Zaynab al-Qarmuti', '[x].'],
    ['by zaynabalqarmuti and @Zaynab_al_Qarmuti', 'Zaynab al-Qarmuti', 'by [x] and @[x]'],
    ['Za\u0301ynab\u200b al-Qarmuti’s house', 'Zaynab al-Qarmuti', '[x]’s house'],
    ['قالت وزينب القرمطي إن', 'زينب القرمطي', 'قالت و[x] إن'],
    ['أَحْمَد وآمنة', 'احمد', '[x] وآمنة'],
    ['آمنة جاءت', 'امنه', '[x] جاءت'],
    ['phone +963 11-223 344 rang', '00963', 'phone +963 11-223 344 rang'],
    ['phone +963 11-223 344 rang', '96311223344', 'phone +[x] rang'],
    ['Straße 5', 'STRASSE', '[x] 5'],
    ['two: Ali, Ali', 'Ali', 'two: [x], [x]'],
    ['her real name is 😀Mina😀', 'mina', 'her real name is 😀[x]😀'],
  ])('is found in %j as %j', (text, wanted, expected) => {
    expect(without(text, wanted)).toBe(expected);
  });

  it('is not found where only separators make it', () => {
    expect(without('than nails', 'Anna')).toBe('than nails');
    expect(spansOf('anything', '—')).toEqual([]);
  });

  it('takes the longest of several first', () => {
    expect(without('Mina Haddad and Mina', 'Mina', 'Mina Haddad')).toBe('[x] and [x]');
  });

  it('is found in an address in which letters are escaped, and takes it whole', () => {
    expect(holdsAny('https://example.org/Zayn%C3%A1b%20Qarmuti', ['Zaynab Qarmuti'])).toBe(true);
    expect(without('https://example.org/Zayn%C3%A1b%20Qarmuti', 'Zaynab Qarmuti')).toBe('[x]');
    expect(holdsAny('100% of it', ['mina'])).toBe(false);
  });
});
