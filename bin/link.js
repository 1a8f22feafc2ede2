// Run by `prepare`, so that `npx truce` in a checkout starts this very build. With a `bin` entry in package.json npx
// would first install the checkout into its own cache, running `prepare` again and rewriting dist under running processes.
import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';

const folder = new URL('../node_modules/.bin/', import.meta.url);
const link = new URL('truce', folder);
mkdirSync(folder, { recursive: true });
rmSync(link, { force: true });
symlinkSync('../../bin/truce.js', link);
chmodSync(new URL('truce.js', import.meta.url), 0o755);
