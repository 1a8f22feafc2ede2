import { afterAll } from 'vitest';
import { stopStores, stores } from '../helpers/stores.js';
import { gazetteerSuite } from './gazetteer-suite.js';

afterAll(stopStores);

for (const store of stores) gazetteerSuite(store);
