import { expect, it } from 'vitest';
import { Problem } from '../../src/domain/problem.js';
import { DatabaseAway, DatabaseHeld, storageProblem } from '../../src/store/storage-problem.js';

const failed = (code: string, message = code) => Object.assign(new Error(message), { code });

it.each([
  ['storage-full', ['SQLITE_FULL', 'ENOSPC', 'EDQUOT', '53100']],
  ['database-busy', ['SQLITE_BUSY', 'SQLITE_LOCKED', '53300', '55P03', '40P01', '40001', '57014']],
  [
    'database-away',
    [
      ...['SQLITE_IOERR', 'SQLITE_CANTOPEN', 'SQLITE_READONLY', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'],
      ...['ENOTFOUND', '08006', '08001', '57P01', '57P02', '57P03', '25006', '25P03', '3D000', '28P01', '58030'],
    ],
  ],
])('%s is told of what the drivers call by their own codes', (code, driverCodes) => {
  for (const each of driverCodes) {
    const problem = storageProblem(failed(each));
    expect([each, problem?.code]).toEqual([each, code]);
    expect(problem?.message).toMatch(/Send it again/);
    expect(problem?.cause).toMatchObject({ code: each });
  }
});

it('what the drivers say in words only is understood too', () => {
  for (const words of [
    'Connection terminated unexpectedly',
    'Client has encountered a connection error and is not queryable',
    'timeout expired',
  ])
    expect(storageProblem(new Error(words))?.code).toBe('database-away');
  const pool = Object.assign(new Error('Timeout acquiring a connection.'), { name: 'KnexTimeoutError' });
  expect(storageProblem(pool)?.code).toBe('database-busy');
  expect(storageProblem(new AggregateError([failed('ECONNREFUSED')]))?.code).toBe('database-away');
  expect(storageProblem(new DatabaseAway('moved'))?.code).toBe('database-away');
  expect(storageProblem(new DatabaseHeld('held'))?.code).toBe('database-busy');
});

it('a mistake of the program is no trouble of the storage', () => {
  for (const error of [failed('SQLITE_ERROR'), failed('SQLITE_CONSTRAINT'), failed('SQLITE_CORRUPT'), failed('42P01')])
    expect(storageProblem(error)).toBeUndefined();
  expect(storageProblem(new TypeError('x is not a function'))).toBeUndefined();
  expect(storageProblem(new Problem('not-found', 'timeout expired'))).toBeUndefined();
  expect(storageProblem('SQLITE_FULL')).toBeUndefined();
});
