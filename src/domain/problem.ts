import { z } from 'zod';

/** The one registry of problems: code, HTTP status and title. docs/problems.md has a paragraph for each (tested). */
export const PROBLEMS = {
  'not-json': { status: 400, title: 'the body is not JSON' },
  'bad-http': { status: 400, title: 'what was sent is not HTTP/1.1' },
  'bad-address': { status: 400, title: 'the address is malformed' },
  'not-gzip': { status: 400, title: 'the body is not the gzip that it is said to be' },
  'bad-header': { status: 400, title: 'a header says something that cannot be done' },
  'unknown-parameter': { status: 400, title: 'a query parameter is unknown or wrong' },
  'bad-cursor': { status: 400, title: 'the cursor is not one that this list gave out' },
  'beyond-record': { status: 400, title: 'the record has not come so far' },
  'no-key': { status: 401, title: 'a key is needed' },
  'bad-key': { status: 401, title: 'the key is not, or no longer, one of this service' },
  'scope-missing': { status: 403, title: 'the key is not for this' },
  'not-yours': { status: 403, title: 'the report is of another reporter' },
  'unmet-expectation': { status: 417, title: 'the request expects something that cannot be met' },
  'head-too-large': { status: 431, title: 'the address and the headers are larger than allowed' },
  'foreign-host': { status: 421, title: 'the request was meant for another host' },
  'not-found': { status: 404, title: 'there is no such thing' },
  'method-not-allowed': { status: 405, title: 'this address does not take that method' },
  'not-acceptable': { status: 406, title: 'the answer cannot be given in the form asked for' },
  'too-slow': { status: 408, title: 'the request took too long to arrive' },
  'report-differs': { status: 409, title: 'this reportId was already used for another report' },
  'version-differs': { status: 409, title: 'the incident has another version by now' },
  'rulebook-differs': { status: 409, title: 'another rulebook is live by now' },
  'too-many-webhooks': { status: 409, title: 'there are as many webhooks as there may be' },
  'idempotency-key-running': { status: 409, title: 'the request of this Idempotency-Key is still running' },
  'too-large': { status: 413, title: 'the body is larger than allowed' },
  'rules-too-large': { status: 413, title: 'the rule files are larger than allowed' },
  'not-json-type': { status: 415, title: 'the body must be sent as application/json' },
  'wrong-type': { status: 415, title: 'the body is of a type or an encoding that is not taken here' },
  'idempotency-key-reused': { status: 422, title: 'the Idempotency-Key stands for another request' },
  'bad-incident': { status: 422, title: 'the report does not fit the contract' },
  'bad-request': { status: 422, title: 'the request does not fit the contract' },
  'unknown-agreement': { status: 422, title: 'the rulebook has no such agreement' },
  'rules-refused': { status: 422, title: 'the rule files do not load, or their cases fail' },
  'rate-limited': { status: 429, title: 'the key sends too many requests' },
  busy: { status: 429, title: 'enough long questions are being answered' },
  internal: { status: 500, title: 'something went wrong here' },
  'not-ready': { status: 503, title: 'the service is not ready' },
  'database-away': { status: 503, title: 'the database does not answer' },
  'database-busy': { status: 503, title: 'the database is held by somebody else' },
  'storage-full': { status: 507, title: 'there is no room left to store anything' },
} as const;
export type ProblemCode = keyof typeof PROBLEMS;

/** One fault, with a JSON pointer to where it is. */
export const faultSchema = z
  .strictObject({
    pointer: z.string().describe('A JSON pointer into the body, or the name of a query parameter'),
    detail: z.string(),
    got: z.unknown().optional(),
    allowed: z.array(z.string()).optional(),
    nearest: z.array(z.string()).optional(),
  })
  .meta({ id: 'Fault' });
export type Fault = z.output<typeof faultSchema>;

export const problemSchema = z
  .strictObject({
    type: z.string(),
    code: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    instance: z.string().optional(),
    errors: z.array(faultSchema).optional(),
    see: z.string().optional().describe('Where to go instead'),
  })
  .meta({ id: 'Problem' });
export type ProblemDocument = z.output<typeof problemSchema>;

/** Something the caller can be told. Thrown anywhere, turned into RFC 9457 by the HTTP layer. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly faults: readonly Fault[];
  readonly see: string | undefined;

  constructor(
    code: ProblemCode,
    detail: string,
    more: { faults?: readonly Fault[]; see?: string; cause?: unknown } = {},
  ) {
    super(detail, { cause: more.cause });
    this.name = 'Problem';
    this.code = code;
    this.faults = more.faults ?? [];
    this.see = more.see;
  }

  /** The problem as it is sent: RFC 9457 with every fault at once. */
  document(): ProblemDocument {
    const { status, title } = PROBLEMS[this.code];
    return {
      type: `https://truce.example/problems/${this.code}`,
      code: this.code,
      title,
      status,
      detail: this.message,
      ...(this.faults.length > 0 ? { errors: [...this.faults] } : {}),
      ...(this.see === undefined ? {} : { see: this.see }),
    };
  }
}
