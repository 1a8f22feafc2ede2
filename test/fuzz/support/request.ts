/** One request of a fuzz, as it goes out. */
export interface FuzzRequest {
  /** The operationId it is meant for; undefined where it is meant for none. */
  readonly operation: string | undefined;
  readonly method: string;
  /** The target as it stands in the request line. */
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: Uint8Array;
  /** Sent without a Content-Length. */
  readonly chunked?: boolean;
  /** The answer has no end, or one that is long in coming: it is hung up on. */
  readonly endless?: boolean;
  /** What was done to it, for whoever reads a failure. */
  readonly done: string;
}

export const withHeader = (request: FuzzRequest, name: string, value: string): FuzzRequest => ({
  ...request,
  headers: [...request.headers.filter(([known]) => known.toLowerCase() !== name.toLowerCase()), [name, value]],
});

export const withoutHeader = (request: FuzzRequest, name: string): FuzzRequest => ({
  ...request,
  headers: request.headers.filter(([known]) => known.toLowerCase() !== name.toLowerCase()),
});
