import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MESSAGES, type MessageId } from '../../src/language/messages.js';

/** All code that says something. */
const code = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && path !== join('language', 'messages.ts'))
  .map((path) => readFileSync(join('src', path), 'utf8'))
  .join('\n');

/** Messages that are said by a name put together from a closed list, such as `standing-${standing}`. */
const families = [...code.matchAll(/`([a-z-]+[-.])\$\{/g)].map(([, start]) => String(start));

describe('The messages of the prose', () => {
  it.each((Object.keys(MESSAGES) as MessageId[]).map((id) => [id]))('%s is said somewhere', (id) => {
    const literally = code.includes(`'${id}'`);
    expect(literally || families.some((start) => id.startsWith(start))).toBe(true);
  });
});
