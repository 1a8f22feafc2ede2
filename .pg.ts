import { spawnSync } from 'node:child_process';
import { startPostgres } from './test/helpers/postgres.js';

const server = await startPostgres();
const url = await server.createDatabase();
const { spawn } = await import('node:child_process');
const child = spawn('npx', ['vitest', 'run', 'test/fuzz/http.test.ts'], {
  stdio: 'inherit',
  env: { ...process.env, FUZZ_DATABASE: url },
});
child.on('exit', async (code) => {
  console.log('exit', code);
  await server.stop();
  process.exit(code ?? 1);
});
