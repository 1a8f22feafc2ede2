import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

/**
 * The incidents of cases files as NDJSON, one report a line, to be imported:
 * node --import tsx bench/cases-as-reports.ts rules/syria-2016/cases.yaml … | npx truce import - --format ndjson
 */
interface Cases {
  readonly cases: readonly { readonly id: string; readonly incident: Record<string, unknown> }[];
}

const seen = new Set<string>();
for (const file of process.argv.slice(2)) {
  const { cases } = parse(await readFile(file, 'utf8')) as Cases;
  for (const { id, incident } of cases) {
    // Two files may use the same id for different cases.
    const reportId = seen.has(id) ? `${id}-${seen.size}` : id;
    seen.add(reportId);
    process.stdout.write(`${JSON.stringify({ reportId, ...incident })}\n`);
  }
}
