import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { PROBLEMS } from '../../src/domain/problem.js';

it('every problem has its paragraph in docs/problems.md, and every paragraph its problem', () => {
  const text = readFileSync(new URL('../../docs/problems.md', import.meta.url), 'utf8');
  const told = [...text.matchAll(/^## (\S+)\n\n(\d{3})\. /gm)].map(([, code, status]) => [code, Number(status)]);
  const known = Object.entries(PROBLEMS).map(([code, { status }]) => [code, status]);
  expect(told.sort()).toEqual(known.sort());
});
