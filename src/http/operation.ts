import { z } from 'zod';
import type { KeptRulebooks } from '../actions/kept-rulebooks.js';
import type { RevisionWatch } from '../actions/revision-watch.js';
import type { RulesDesk } from '../actions/rules-desk.js';
import type { Service } from '../actions/service.js';
import type { SubmitTogether } from '../actions/submit-together.js';
import type { Caller, Needed } from '../domain/access.js';
import type { ProblemCode } from '../domain/problem.js';
import type { View } from '../domain/shown-view.js';
import type { Languages } from '../language/read-languages.js';
import type { Courier } from '../outgoing/courier.js';
import type { UnpackLimits } from './gunzip.js';
import { idempotencyKeyHeader } from './headers.js';
import type { Metrics } from './metrics.js';
import type { Readiness } from './readiness.js';

/** What the handlers work on: the service, whether it can answer yet, and where to wait for news. */
export interface Context extends Service {
  readiness(): Readiness;
  /** Whether the process is about to stop: /ready says so, and all else is answered still. */
  leaving?(): boolean;
  /** Whether everybody may come in as long as no key was ever made: the service listens on this machine only. */
  readonly openWithoutKeys: boolean;
  /** How many requests a key may send in a minute; 0 = any number. */
  readonly ratePerMinute: number;
  readonly revisions: RevisionWatch;
  /** What is counted here. */
  readonly metrics: Metrics;
  /** Where reports that are posted one by one meet, to be stored together; absent = each by itself. */
  readonly together?: SubmitTogether;
  /** The one way out: what webhooks are sent by. */
  readonly courier: Courier;
  /** What those who edit rules work on. @throws Problem `not-ready` until a rulebook is served */
  rules(): RulesDesk;
  /** The rulebooks that stored verdicts were judged by. */
  readonly keptRulebooks: KeptRulebooks;
  /** The folder of the profiles that CSV is read by. */
  readonly profiles: string;
  /** What prose can be written in. */
  readonly languages: Languages;
}

/** One operation of the API, said once: requests are checked by it and openapi.yaml is generated from it. */
export interface Operation<
  Parameters extends z.ZodType = z.ZodType,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
  Headers extends z.ZodObject = z.ZodObject,
> {
  /** The operationId. */
  readonly id: string;
  readonly method: 'get' | 'post';
  /** With parameters in braces. */
  readonly path: string;
  readonly tag: 'incidents' | 'verdicts' | 'events' | 'rules' | 'webhooks' | 'service';
  readonly summary: string;
  readonly description?: string;
  /** What a key must be for; no alternative at all = open to everybody, without a key. */
  readonly scopes: Needed;
  readonly parameters?: Parameters;
  readonly query?: Query;
  /** The headers that the handler reads, named in lower case; each may be absent. */
  readonly headers?: Headers;
  readonly body?: {
    readonly schema: Body;
    readonly description: string;
    readonly limit: number;
    readonly refusedAs: ProblemCode;
    /** The problem of a body over the limit; `too-large` when not said. */
    readonly tooLargeAs?: ProblemCode;
  };
  /** Instead of `body`: one that is read while it arrives, of any length. The handler gets a `Streamed`. */
  readonly stream?: StreamContract;
  readonly answers: Readonly<Record<number, AnswerContract>>;
  /** Beside those that every operation may answer. */
  readonly problems: readonly ProblemCode[];
  /**
   * What the answer follows from besides the address, so that its ETag is known before the work: the revision and the
   * rulebook (`true`), the rulebook alone, or what a function names.
   */
  readonly cached?: true | 'rulebook' | Follows;
  /** A post that stores nothing; the others take an Idempotency-Key, but for streams. */
  readonly storesNothing?: boolean;
  /** Takes no Idempotency-Key, because nothing of the request may be kept: sending it again does no harm. */
  readonly keepsNoReceipt?: boolean;
  /** Answers even while the service is not ready. */
  readonly always?: boolean;
  /**
   * What its answers show of reports. When not said, they may hold any, and all JSON is fitted to whoever asks
   * (domain/shown.ts). `nothing`: there is nothing of reports in them. `sent`: of one who may not read reports, only what
   * they sent themselves.
   */
  readonly shows?: 'nothing' | 'sent';
  /** Its texts and streams are fitted by the handler, who has the view; those of others are refused to all but a whole view. */
  readonly fitsText?: true;
}

/** @returns all that the answer follows from, as text; undefined when there is nothing at the address */
export type Follows = (
  asked: {
    readonly parameters: Readonly<Record<string, string>>;
    readonly query: unknown;
    readonly headers: unknown;
    readonly type: string;
  },
  context: Context,
) => Promise<string | undefined>;

export interface StreamContract {
  readonly description: string;
  /** What is taken, by media type, with the schema of the body or of one line of it. */
  readonly content: Readonly<Record<string, z.ZodType>>;
  /** What a body that is sent with gzip may expand to. */
  readonly unpacked: UnpackLimits;
}

/** A body on its way in. */
export interface Streamed {
  /** One of the contract's media types. */
  readonly type: string;
  /** Unpacked. */
  readonly chunks: AsyncIterable<Uint8Array>;
}

export interface AnswerContract {
  readonly description: string;
  /** By media type, the preferred one first. */
  readonly content: Readonly<Record<string, z.ZodType>>;
}

/** A request that fits its operation. */
export interface Asked<Parameters, Query, Body, Headers> {
  readonly parameters: Parameters;
  readonly query: Query;
  readonly headers: Headers;
  readonly body: Body;
  /** Whoever sends it. At an address that is open to everybody: nobody in particular, without any scope. */
  readonly caller: Caller;
  /** What of reports the caller may see. */
  readonly view: View;
  /** The media type to answer in, one of the operation's. */
  readonly type: string;
  /** Where the service was asked, such as http://127.0.0.1:4370. */
  readonly origin: string;
  /** Aborted when the connection ends, so that a stream which waits for something stops waiting. */
  readonly signal: AbortSignal;
  /**
   * Looks at the key again, while something goes on for long.
   * @throws Problem `no-key`, `bad-key` where it has ended meanwhile
   */
  readonly refuseEnded: () => Promise<void>;
  /** Tells the log what failed after the answer had begun, when its status can no longer say so. */
  readonly failed: (error: unknown) => void;
}

export interface Given {
  readonly status: number;
  /**
   * Text goes out as it is. An `AsyncIterable<string | Uint8Array>` goes out piece by piece, each asked for when the
   * reader has taken the last; its `finally` runs when it ends or when the reader hangs up. Anything else goes as JSON.
   */
  readonly body: unknown;
  readonly location?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

type Handler<Parameters, Query, Body, Headers> = (
  asked: Asked<Parameters, Query, Body, Headers>,
  context: Context,
) => Promise<Given> | Given;

/** An operation with the handler that serves it. */
export interface Endpoint {
  readonly operation: Operation;
  readonly handle: Handler<unknown, unknown, unknown, unknown>;
}

/** Ties a handler to its operation; the types of what is asked follow from the operation's schemas. */
export function endpoint<P extends z.ZodType, Q extends z.ZodObject, B extends z.ZodType, H extends z.ZodObject>(
  operation: Operation<P, Q, B, H>,
  handle: Handler<z.output<P>, z.output<Q>, z.output<B>, z.output<H>>,
): Endpoint {
  return { operation: takesKey(operation) ? withKey(operation) : operation, handle: handle as Endpoint['handle'] };
}

/** As `endpoint`, for an operation whose body is a stream. */
export function streamEndpoint<P extends z.ZodType, Q extends z.ZodObject, H extends z.ZodObject>(
  operation: Operation<P, Q, z.ZodType, H> & { readonly stream: StreamContract },
  handle: Handler<z.output<P>, z.output<Q>, Streamed, z.output<H>>,
): Endpoint {
  return { operation, handle: handle as Endpoint['handle'] };
}

/** Whether requests may be named by an Idempotency-Key: everything that stores takes one, but for streams. */
export const takesKey = ({ method, stream, storesNothing, keepsNoReceipt }: Operation): boolean =>
  method === 'post' && stream === undefined && storesNothing !== true && keepsNoReceipt !== true;

const withKey = (operation: Operation): Operation => ({
  ...operation,
  headers: (operation.headers ?? z.object({})).extend({ 'idempotency-key': idempotencyKeyHeader }),
  problems: [...operation.problems, 'idempotency-key-reused', 'idempotency-key-running'],
});
