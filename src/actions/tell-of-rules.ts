import { refusedLines } from './refused-rules.js';
import type { Looked } from './rules-folder.js';

/** The part of a log that is used here. */
interface Log {
  info(about: object, message: string): void;
  warn(about: object, message: string): void;
  error(about: object, message: string): void;
}

/** Says in the log what came of a look at the folder of rule files: what went live, what waits, what was refused and where. */
export function tellOfRules(log: Log): (looked: Looked | { readonly failed: unknown }) => void {
  return (looked) => {
    if ('failed' in looked) {
      log.error({ err: looked.failed }, 'the rule files could not be read; what is live is served on');
      return;
    }
    const { status, changed, published } = looked;
    const { folder, state, hash, diagnostics, failed } = status;
    const about = { folder, ...(hash === undefined ? {} : { rulebook: hash }), changed };
    if (state === 'refused') {
      const problems = refusedLines(diagnostics, failed).map(({ line }) => line);
      log.warn({ ...about, problems }, 'rules refused, what is live is served on');
    } else if (published?.published === true) log.info(about, 'rules published');
    else if (state === 'waiting') log.info(about, 'rules wait to be published');
    else log.info(about, 'rules read again, they are what is live');
  };
}
