import { type Caller, SCOPES } from '../../src/domain/access.js';

/** Somebody who may do everything, in a reporter's name. */
export const wholeCaller = (reporter: string): Caller => ({ reporter, scopes: new Set(SCOPES) });
