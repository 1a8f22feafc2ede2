import { readConfig } from '../config.js';
import * as backup from './backup.js';
import * as check from './check.js';
import * as compare from './compare.js';
import * as config from './config.js';
import * as gazetteer from './gazetteer.js';
import * as importing from './import.js';
import * as journal from './journal.js';
import * as judge from './judge.js';
import * as key from './key.js';
import * as languages from './languages.js';
import * as ledger from './ledger.js';
import * as migrate from './migrate.js';
import * as openapi from './openapi.js';
import * as publish from './publish.js';
import * as reassess from './reassess.js';
import * as redact from './redact.js';
import * as restore from './restore.js';
import * as rulebook from './rulebook.js';
import { run } from './run.js';
import * as schemas from './schemas.js';
import * as serve from './serve.js';
import * as summary from './summary.js';
import * as test from './test.js';
import * as verdict from './verdict.js';
import * as verify from './verify.js';
import * as webhook from './webhook.js';

// A reader that has seen enough, such as head, closes the pipe: that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

/** Asked only when something went wrong, so that a bad environment is told like any other error. */
const wantsStack = (): boolean => {
  try {
    return readConfig().log === 'debug';
  } catch {
    return false;
  }
};

const modules = [
  serve,
  judge,
  importing,
  reassess,
  verify,
  journal,
  backup,
  restore,
  verdict,
  redact,
  ledger,
  summary,
  gazetteer,
  check,
  test,
  compare,
  key,
  migrate,
  config,
  languages,
  publish,
  rulebook,
  schemas,
  webhook,
  openapi,
];
process.exitCode = await run(process.argv.slice(2), modules, wantsStack);
