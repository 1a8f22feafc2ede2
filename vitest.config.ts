import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.js';

// Nothing in a test depends on how long it takes; the limit only ends what hangs, on the slowest machine too.
export default defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    include: ['test/**/*.test.ts'],
    // Modules are loaded once for all files of a worker; no test changes what another would find.
    isolate: false,
    // What test/run-resources.ts compiles is loaded as it is.
    server: { deps: { external: [/\/dist\/under-test-/] } },
    setupFiles: ['test/setup.ts'],
    globalSetup: ['test/run-resources.ts'],
    sequence: { sequencer: LongestFirst },
    // Left to itself vitest keeps one processor free, which on two halves the speed.
    maxWorkers: '100%',
  },
});
