import { afterAll, describe, expect, it } from 'vitest';
import { connect, DatabaseUrlError, shownUrl } from '../../src/store/connect.js';
import { stopStores, stores } from '../helpers/stores.js';
import { storeSuite } from './store-suite.js';

afterAll(stopStores);

for (const store of stores) storeSuite(store);

describe('the database URL', () => {
  it.each(['mysql://user:secret@host/db', 'mysql://x', 'truce.sqlite', 'sqlite:', ''])(
    'refuses %j and says what to write, without repeating a password',
    (url) => {
      expect(() => connect(url)).toThrow(DatabaseUrlError);
      expect(() => connect(url)).toThrow(/Write sqlite:FILE or postgres:/);
      expect(() => connect(url)).not.toThrow(/secret/);
    },
  );

  it('refuses a file in a folder that does not exist, and names the folder', () => {
    expect(() => connect('sqlite:/no/such/folder/truce.sqlite')).toThrow(/there is no folder \/no\/such\/folder/);
  });

  it('is shown without its password, wherever that stands', () => {
    expect(shownUrl('postgres://truce:secret@host/db')).toBe('postgres://…@host/db');
    expect(shownUrl('postgres://host/db?password=secret&a=b')).toBe('postgres://host/db?password=…&a=b');
  });
});
