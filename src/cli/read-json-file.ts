import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { Problem } from '../domain/problem.js';
import { parseStrictJson } from '../intake/strict-json.js';

/**
 * Reads a file of JSON, strictly.
 * @param file a path, or - for standard input
 * @throws Problem `bad-request` where there is no such file, `not-json` where it is something else
 */
export async function readJsonFile(file: string): Promise<unknown> {
  return parseStrictJson(file === '-' ? await buffer(process.stdin) : await readNamed(file));
}

async function readNamed(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new Problem('bad-request', `${file} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}
