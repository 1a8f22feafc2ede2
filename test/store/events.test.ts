import { afterAll } from 'vitest';
import { shippedRulebook } from '../helpers/service.js';
import { stopStores, stores } from '../helpers/stores.js';
import { eventsSuite } from './events-suite.js';

for (const store of stores) eventsSuite(store, shippedRulebook);
afterAll(stopStores);
