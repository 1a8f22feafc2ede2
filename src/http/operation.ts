import type { z } from 'zod';
import type { Service } from '../actions/service.js';
import type { ProblemCode } from '../domain/problem.js';
import type { Readiness } from './readiness.js';

/** What the handlers work on: the service, and whether it can answer yet. */
export interface Context extends Service {
  readiness(): Readiness;
}

/** One operation of the API, said once: requests are checked by it and openapi.yaml is generated from it. */
export interface Operation<
  Parameters extends z.ZodType = z.ZodType,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
> {
  /** The operationId. */
  readonly id: string;
  readonly method: 'get' | 'post';
  /** With parameters in braces. */
  readonly path: string;
  readonly tag: 'incidents' | 'verdicts' | 'rules' | 'service';
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: Parameters;
  readonly query?: Query;
  readonly body?: {
    readonly schema: Body;
    readonly description: string;
    readonly limit: number;
    readonly refusedAs: ProblemCode;
  };
  readonly answers: Readonly<Record<number, AnswerContract>>;
  /** Beside those that every operation may answer. */
  readonly problems: readonly ProblemCode[];
  /** The answer follows from the revision, the rulebook and the address alone, so its ETag is known beforehand. */
  readonly cached?: boolean;
  /** Answers even while the service is not ready. */
  readonly always?: boolean;
}

export interface AnswerContract {
  readonly description: string;
  /** By media type, the preferred one first. */
  readonly content: Readonly<Record<string, z.ZodType>>;
}

/** A request that fits its operation. */
export interface Asked<Parameters, Query, Body> {
  readonly parameters: Parameters;
  readonly query: Query;
  readonly body: Body;
  /** The media type to answer in, one of the operation's. */
  readonly type: string;
}

export interface Given {
  readonly status: number;
  /** Text goes out as it is, anything else as JSON. */
  readonly body: unknown;
  readonly location?: string;
  /** The name under which a browser keeps the answer. */
  readonly filename?: string;
}

/** An operation with the handler that serves it. */
export interface Endpoint {
  readonly operation: Operation;
  readonly handle: (asked: Asked<unknown, unknown, unknown>, context: Context) => Promise<Given> | Given;
}

/** Ties a handler to its operation; the types of what is asked follow from the operation's schemas. */
export function endpoint<P extends z.ZodType, Q extends z.ZodObject, B extends z.ZodType>(
  operation: Operation<P, Q, B>,
  handle: (asked: Asked<z.output<P>, z.output<Q>, z.output<B>>, context: Context) => Promise<Given> | Given,
): Endpoint {
  return { operation, handle: handle as Endpoint['handle'] };
}
