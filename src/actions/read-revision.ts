import { currentRevision } from '../store/revision.js';
import type { Service } from './service.js';

/** The highest change number: one row. */
export const readRevision = (service: Pick<Service, 'database'>): Promise<number> => currentRevision(service.database);
