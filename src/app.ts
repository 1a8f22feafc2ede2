import { createServer, type Server } from 'node:http';
import { pino } from 'pino';
import { KeptRulebooks } from './actions/kept-rulebooks.js';
import { watchRevisions } from './actions/revision-watch.js';
import { formatDiagnostic } from './authored/diagnostic.js';
import { type Config, standardLanguages } from './config.js';
import { makeHttp } from './http/make-http.js';
import type { Context } from './http/operation.js';
import type { Readiness } from './http/readiness.js';
import { notReady } from './http/readiness.js';
import { type Languages, readLanguages } from './language/read-languages.js';
import { makeShelf, type Shelf } from './rulebook/shelf.js';
import { connect } from './store/connect.js';
import { migrate } from './store/migrate.js';

/** The only place where things are wired. */

export interface App {
  readonly server: Server;
  readonly context: Context;
  /** Migrates the database and loads the rules; until then every question is answered 503. */
  start(): Promise<void>;
  /** Reads the rule files again; a set that does not load changes nothing. */
  reload(): Promise<{ readonly ok: boolean; readonly problems: readonly string[] }>;
  /** From now on every new question is answered 503, and whoever waits for news is answered at once with what there is. */
  drain(): void;
  /** Closes the database. The server must have been closed before. */
  close(): Promise<void>;
}

/** @throws DatabaseUrlError when the database is named in a form that is not known */
export function makeApp(config: Config): App {
  const log = pino({ level: config.log }, pino.destination({ dest: 2, sync: false }));
  const database = connect(config.databaseUrl);
  let shelf: Shelf | undefined;
  let languages: Languages | undefined;
  let waitingFor = ['the database is being brought up to date', 'the rules are being loaded'];

  const readiness = (): Readiness => {
    if (waitingFor.length > 0 || shelf === undefined) return { ready: false, waitingFor };
    const { loadedAt, refused } = shelf.status();
    if (refused === undefined) return { ready: true, loadedAt };
    return { ready: true, loadedAt, refused: { at: refused.at, diagnostics: refused.diagnostics.map(oneLine) } };
  };
  const context: Context = {
    database,
    now: Date.now,
    readiness,
    revisions: watchRevisions(database),
    keptRulebooks: new KeptRulebooks(database),
    profiles: config.profiles,
    get languages() {
      if (languages === undefined) throw notReady(waitingFor);
      return languages;
    },
    rulebook() {
      if (shelf === undefined) throw notReady(waitingFor);
      return shelf.current();
    },
  };
  const server = createServer(makeHttp(context, log));
  // Slow senders do not hold a connection for ever; for bodies time-limits.ts sees to it.
  server.headersTimeout = 15_000;
  server.requestTimeout = 0;
  server.keepAliveTimeout = 10_000;

  return {
    server,
    context,
    async start() {
      await migrate(database);
      waitingFor = ['the rules are being loaded'];
      languages = await readLanguages(config.languages, standardLanguages());
      const refused = languages.diagnostics.map((each) => formatDiagnostic(each));
      if (refused.length > 0) log.warn({ problems: refused }, 'language files with faults are not offered');
      shelf = await makeShelf(config.rules);
      waitingFor = [];
      log.info({ rulebook: shelf.current().hash }, 'ready');
    },
    async reload() {
      if (shelf === undefined) return { ok: false, problems: waitingFor };
      const { ok, diagnostics } = await shelf.reload();
      const problems = diagnostics.map((each) => formatDiagnostic(each));
      if (ok) log.info({ rulebook: shelf.current().hash }, 'rules reloaded');
      else log.warn({ problems }, 'rules refused, the last good ones are served');
      return { ok, problems };
    },
    drain() {
      waitingFor = ['the service is stopping'];
      void context.revisions.close();
    },
    async close() {
      await context.revisions.close();
      await database.destroy();
    },
  };
}

const oneLine = (diagnostic: Parameters<typeof formatDiagnostic>[0]) => {
  const { file, line, column, message, help } = diagnostic;
  return `${file}:${line}:${column}: ${message}${help === undefined ? '' : `; ${help}`}`;
};
