import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { Logger } from 'pino';
import { type BackgroundSender, deliverInBackground } from './actions/deliver-in-background.js';
import { KeptRulebooks } from './actions/kept-rulebooks.js';
import { type LiveRulebook, LiveRulebookUnreadable } from './actions/live-rulebook.js';
import { openRules } from './actions/open-rules.js';
import { planWhatIsMissing } from './actions/plan-reassessment.js';
import { type BackgroundReassessor, reassessInBackground } from './actions/reassess-in-background.js';
import { refusedLines } from './actions/refused-rules.js';
import { watchRevisions } from './actions/revision-watch.js';
import { makeRulesChecker } from './actions/rules-checker.js';
import { RulesFolder } from './actions/rules-folder.js';
import { submitTogether } from './actions/submit-together.js';
import { tellOfRules } from './actions/tell-of-rules.js';
import { tellOfWebhooks } from './actions/tell-of-webhooks.js';
import { formatDiagnostic } from './authored/diagnostic.js';
import { type Config, standardLanguages } from './config.js';
import { lastAnswers, limitConnections, openFilesAllowed } from './http/connections.js';
import { makeLog } from './http/log.js';
import { makeHttp } from './http/make-http.js';
import { makeServer } from './http/make-server.js';
import { makeMetrics } from './http/metrics.js';
import type { Context } from './http/operation.js';
import type { Readiness } from './http/readiness.js';
import { notReady, readyWith } from './http/readiness.js';
import { type Languages, readLanguages } from './language/read-languages.js';
import { makeCourier } from './outgoing/courier.js';
import { connect } from './store/connect.js';
import { anyUsableKey } from './store/keys.js';
import { migrate } from './store/migrate.js';
import { type RevisionState, revisionState } from './store/revision.js';

/** The only place where things are wired. */

export interface App {
  readonly server: Server;
  readonly context: Context;
  /**
   * Migrates the database and loads the rules; until then every question is answered 503.
   * @throws NoKeys
   */
  start(): Promise<void>;
  /** Reads the rule files again, now; a set that does not load or whose cases fail changes nothing. */
  reload(): Promise<{ readonly ok: boolean; readonly problems: readonly string[] }>;
  /** From now on /ready answers 503, and everything else is answered as before. */
  leave(): void;
  /** From now on every new question is answered 503, and whoever waits for news is answered at once with what there is. */
  drain(): void;
  /** Closes the database. The server must have been closed before. */
  close(): Promise<void>;
}

/** A service that others can reach would let everybody in; the message says what to do. */
export class NoKeys extends Error {
  constructor(host: string) {
    super(
      `Truce does not listen on ${host} without keys: whoever reached it could read and write everything. ` +
        'Make one with `truce key create`, or listen on 127.0.0.1.',
    );
    this.name = 'NoKeys';
  }
}

/** @throws DatabaseUrlError when the database is named in a form that is not known */
export function makeApp(config: Config): App {
  const log = makeLog(config.log);
  const database = connect(config.databaseUrl);
  const metrics = makeMetrics();
  const tell = tellOfRules(log);
  const checker = makeRulesChecker();
  const folder = new RulesFolder(database, checker, {
    folder: config.rules,
    mode: config.publish,
    now: Date.now,
    heard(looked) {
      if ('status' in looked && looked.status.state === 'refused') metrics.rulesRefused();
      tell(looked);
    },
  });
  let languages: Languages | undefined;
  let live: LiveRulebook | undefined;
  let reassessor: BackgroundReassessor | undefined;
  let leaving = false;
  let sender: BackgroundSender | undefined;
  let waitingFor = ['the database is being brought up to date', 'the rules are being loaded'];

  const readiness = (): Readiness => {
    if (waitingFor.length > 0 || live === undefined) return { ready: false, waitingFor };
    const behind = live.behind();
    return behind === undefined ? readyWith(folder.status()) : { ready: false, waitingFor: [behind] };
  };
  const served = () => {
    if (live === undefined) throw notReady(waitingFor);
    return live;
  };
  const follow = (hash: string) =>
    served()
      .follow(hash)
      .catch((error) => {
        throw error instanceof LiveRulebookUnreadable ? notReady([error.message]) : error;
      });
  const judging = { database, now: Date.now, rulebook: () => served().current(), follow, meter: metrics };
  const context: Context = {
    ...judging,
    metrics,
    together: submitTogether(judging),
    readiness,
    leaving: () => leaving,
    openWithoutKeys: config.loopback,
    ratePerMinute: config.ratePerMinute,
    revisions: watchRevisions(database),
    courier: makeCourier({ allowed: config.webhookAllow }),
    keptRulebooks: new KeptRulebooks(database),
    profiles: config.profiles,
    get languages() {
      if (languages === undefined) throw notReady(waitingFor);
      return languages;
    },
    rules: () => ({ live: served(), folder, checker }),
  };
  const server = makeServer(makeHttp(context, log));
  limitConnections(server, openFilesAllowed());
  const closing = lastAnswers(server);

  return {
    server,
    context,
    async start() {
      await migrate(database);
      if (!config.loopback && !(await anyUsableKey(database, Date.now()))) throw new NoKeys(config.host);
      waitingFor = ['the rules are being loaded'];
      languages = await readLanguages(config.languages, standardLanguages());
      const refused = languages.diagnostics.map((each) => formatDiagnostic(each));
      if (refused.length > 0) log.warn({ problems: refused }, 'language files with faults are not offered');
      live = await openRules(database, folder, config.rules, Date.now);
      waitingFor = [];
      context.revisions.attend(followed(live, log));
      log.info({ rulebook: live.current().hash }, 'ready');
      const { rulebook: hash } = await revisionState(database);
      if (hash !== undefined) await planWhatIsMissing(database, hash, Date.now);
      reassessor = reassessInBackground(
        { database, keptRulebooks: context.keptRulebooks, holder: randomUUID(), now: Date.now },
        {
          told: (reassessment) => log.info({ reassessment }, 'judging again'),
          failed: (error) => log.error({ err: error }, 'judging again failed, and is tried again'),
        },
      );
      const { revisions, courier, now } = context;
      sender = deliverInBackground(
        { database, revisions, courier, holder: randomUUID(), now, chance: Math.random },
        tellOfWebhooks(log),
      );
    },
    async reload() {
      if (live === undefined) return { ok: false, problems: waitingFor };
      const looked = await folder.look();
      if (looked === undefined)
        return { ok: false, problems: ['the rule files could not be checked; the log says why'] };
      const { diagnostics, failed, state } = looked.status;
      return { ok: state !== 'refused', problems: refusedLines(diagnostics, failed).map(({ line }) => line) };
    },
    leave() {
      leaving = true;
    },
    drain() {
      waitingFor = ['the service is stopping'];
      closing();
      sender?.drain();
      void context.revisions.close();
    },
    async close() {
      await context.revisions.close();
      await reassessor?.stop();
      await sender?.stop();
      await checker.close();
      await folder.close();
      await database.destroy();
    },
  };
}

/** Told of every look at the row that says which rulebook is live; says in the log what came of it. */
function followed(live: LiveRulebook, log: Logger): (state: RevisionState) => void {
  let failing: string | undefined;
  return ({ rulebook: hash }) => {
    if (hash === undefined || (hash === live.current().hash && live.behind() === undefined)) return;
    live.follow(hash).then(
      () => {
        failing = undefined;
        log.info({ rulebook: hash }, 'another rulebook went live');
      },
      (error) => {
        if (failing !== hash) log.error({ err: error, rulebook: hash }, 'the live rulebook cannot be followed');
        failing = hash;
      },
    );
  };
}
