import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { deadline } from '../../src/domain/deadline.js';

describe('a deadline', () => {
  it('comes for whoever waits by its signal alone, however often the garbage is collected meanwhile', async () => {
    setFlagsFromString('--expose-gc');
    const collect: () => void = runInNewContext('gc');
    const waiting = Array.from({ length: 20 }, () => once(deadline(60, new AbortController().signal).signal, 'abort'));
    for (let round = 0; round < 5; round += 1) {
      await pause(5);
      collect();
    }
    await Promise.all(waiting);
  });

  it('comes with whoever ends the waiting before, also when that was at once', () => {
    const early = new AbortController();
    const before = deadline(60_000, early.signal);
    expect(before.signal.aborted).toBe(false);
    early.abort('gone');
    expect([before.signal.aborted, before.signal.reason]).toEqual([true, 'gone']);
    before.clear();
    const after = deadline(60_000, early.signal);
    expect(after.signal.aborted).toBe(true);
    after.clear();
  });

  it('does not come once it is cleared', async () => {
    const early = new AbortController();
    const { signal, clear } = deadline(1, early.signal);
    clear();
    early.abort();
    await pause(10);
    expect(signal.aborted).toBe(false);
  });

  it('says that it took too long', async () => {
    const { signal } = deadline(1);
    await once(signal, 'abort');
    expect(signal.reason).toMatchObject({ name: 'TimeoutError' });
  });
});
