import { readFile, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { EXIT } from './run.js';

interface Options {
  readonly write?: string;
  readonly check?: string;
  readonly json?: boolean;
}

/** truce openapi: the API's contract, as it is served. */
export function register(program: Command): void {
  program
    .command('openapi')
    .summary("print the API's contract")
    .description('Prints the OpenAPI document, writes it to a file, or tells whether a file is up to date.')
    .option('--write <file>', 'write it there')
    .option('--check <file>', 'exit 1 when the file is not what is served')
    .option('--json', 'JSON instead of YAML')
    .action(openapi);
}

async function openapi({ write, check, json }: Options): Promise<void> {
  const [{ endpoints }, { openapiOf }, { openapiYaml }] = await Promise.all([
    import('../http/contract.js'),
    import('../http/openapi.js'),
    import('../http/contract-texts.js'),
  ]);
  const document = openapiOf(endpoints);
  const text = json === true ? `${JSON.stringify(document, null, 2)}\n` : openapiYaml(document);
  if (write !== undefined) await writeFile(write, text);
  if (check !== undefined && (await readFile(check, 'utf8').catch(() => '')) !== text) {
    process.stderr.write(`truce: ${check} is not what is served; write it anew with: truce openapi --write ${check}\n`);
    process.exitCode = EXIT.no;
  }
  if (write === undefined && check === undefined) process.stdout.write(text);
}
