import { connect } from '../../src/store/connect.js';
import { migrate } from '../../src/store/migrate.js';

/**
 * A process that brings a database up to date and prints which migrations it made. With a text as its second argument it
 * is killed, as with kill -9, at the first statement that holds it.
 */
const [url = '', deadly] = process.argv.slice(2);
const database = connect(url);
database.on('query', ({ sql }: { sql: string }) => {
  if (deadly !== undefined && sql.includes(deadly)) process.kill(process.pid, 'SIGKILL');
});
process.stdout.write(JSON.stringify(await migrate(database)));
await database.destroy();
