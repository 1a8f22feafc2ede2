import { quoted } from '../authored/diagnostic.js';
import { nearest } from '../domain/nearest.js';
import { FINDING_CODES } from './finding.js';

/**
 * Findings that an author accepts, as comments in agreement.yaml: `# truce: expect never-matters because …`, at the end of the
 * line that the finding points to, or on lines of its own above it. Comments are no part of a rulebook's hash.
 */

export interface Acceptance {
  readonly code: string;
  readonly why: string;
  /** Where it is written, from 1. */
  readonly line: number;
  readonly column: number;
  /** The line whose finding it accepts. */
  readonly meant: number;
}

/** Something wrong with an acceptance itself. */
export interface AcceptanceFault {
  readonly code: 'unused-acceptance' | 'acceptance-without-why' | 'unknown-finding';
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly help?: string;
  readonly nearest?: readonly string[];
}

const DIRECTIVE = /#\s*truce:\s*expect\b\s*(\S*)(?:\s+because\s+(.*))?/;

/** Reads the acceptances of a file. */
export function acceptancesIn(text: string): { acceptances: Acceptance[]; faults: AcceptanceFault[] } {
  const acceptances: Acceptance[] = [];
  const faults: AcceptanceFault[] = [];
  const lines = text.split(/\r?\n/);
  lines.forEach((line, index) => {
    const found = DIRECTIVE.exec(line);
    if (found === null) return;
    const [, code = '', why = ''] = found;
    const at = { line: index + 1, column: found.index + 1 };
    if (!(FINDING_CODES as readonly string[]).includes(code)) {
      const help = `findings are ${FINDING_CODES.join(', ')}`;
      const message = `no finding is called ${quoted(code)}`;
      faults.push({ code: 'unknown-finding', ...at, message, help, nearest: nearest(code, FINDING_CODES) });
    } else if (why.trim() === '') {
      const message = `the acceptance of ${quoted(code)} does not say why`;
      faults.push({
        code: 'acceptance-without-why',
        ...at,
        message,
        help: `write \`# truce: expect ${code} because …\``,
      });
    } else acceptances.push({ code, why: why.trim(), ...at, meant: lineMeant(lines, index, found.index) });
  });
  return { acceptances, faults };
}

/** The line itself where something stands before the comment, or else the next that is neither empty nor a comment. */
function lineMeant(lines: readonly string[], index: number, column: number): number {
  if ((lines[index] ?? '').slice(0, column).trim() !== '') return index + 1;
  const next = lines.findIndex((line, at) => at > index && line.trim() !== '' && !line.trim().startsWith('#'));
  return next + 1;
}
