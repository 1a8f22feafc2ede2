import { describe, expect, it } from 'vitest';
import { connect, DatabaseUrlError } from '../../src/store/connect.js';
import { stores } from '../helpers/stores.js';
import { storeSuite } from './store-suite.js';

for (const store of stores) storeSuite(store);

describe('the database URL', () => {
  it.each(['postgres://user:secret@host/db', 'mysql://x', 'truce.sqlite', 'sqlite:', ''])(
    'refuses %j and says what to write, without repeating a password',
    (url) => {
      expect(() => connect(url)).toThrow(DatabaseUrlError);
      expect(() => connect(url)).toThrow(/Write sqlite:FILE/);
      expect(() => connect(url)).not.toThrow(/secret/);
    },
  );

  it('refuses a file in a folder that does not exist, and names the folder', () => {
    expect(() => connect('sqlite:/no/such/folder/truce.sqlite')).toThrow(/there is no folder \/no\/such\/folder/);
  });
});
