import { afterAll } from 'vitest';
import { makeShelf } from '../../src/rulebook/shelf.js';
import { rulesFolder } from '../helpers/service.js';
import { stopStores, stores } from '../helpers/stores.js';
import { eventsSuite } from './events-suite.js';

const shelf = makeShelf(rulesFolder);
for (const store of stores) eventsSuite(store, async () => (await shelf).current());
afterAll(stopStores);
