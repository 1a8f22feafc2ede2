import { defineConfig } from 'vitest/config';

// Nothing in a test depends on how long it takes; the limit only ends what hangs, on the slowest machine too.
export default defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    include: ['test/**/*.test.ts'],
    isolate: false,
    setupFiles: ['test/setup.ts'],
    globalSetup: ['test/run-resources.ts'],
    // Left to itself vitest keeps one processor free, which on two halves the speed.
    maxWorkers: '100%',
  },
});
