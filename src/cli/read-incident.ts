import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { parseYaml } from '../authored/parse-yaml.js';
import { faultsFromZod } from '../domain/faults.js';
import { type Incident, incidentSchema } from '../domain/incident.js';
import { Problem } from '../domain/problem.js';
import { parseStrictJson } from '../intake/strict-json.js';

/**
 * Reads one incident report, JSON or YAML.
 * @param file a path, or - for standard input
 * @throws Problem `not-json` or `bad-incident` with every fault at once
 */
export async function readIncident(file: string): Promise<Incident> {
  const bytes = file === '-' ? await buffer(process.stdin) : await readNamed(file);
  const shown = file === '-' ? 'standard input' : file;
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  const value = /^\s*[[{]/.test(text) ? parseStrictJson(bytes) : fromYaml(shown, text);
  const read = incidentSchema.safeParse(value);
  if (read.success) return read.data;
  throw new Problem('bad-incident', `${shown} does not fit the contract of an incident`, {
    faults: faultsFromZod(read.error, value, incidentSchema),
  });
}

async function readNamed(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new Problem('bad-incident', `${file} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

function fromYaml(shown: string, text: string): unknown {
  const { file, diagnostics } = parseYaml(shown, text);
  if (file !== undefined && diagnostics.length === 0) return file.value;
  const faults = diagnostics.map(({ line, column, message }) => ({
    pointer: '',
    detail: `at line ${line}, column ${column}: ${message}`,
  }));
  throw new Problem('bad-incident', `${shown} is not YAML or JSON that can be read`, { faults });
}
