/** An end that comes by itself, unless what is waited for comes first. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Is called when there is nothing left to wait for. */
  clear(): void;
}

/**
 * A signal that is aborted with `from`, or after so many milliseconds. It is not made of AbortSignal.timeout and
 * AbortSignal.any: on Node 20 their timer and their sources are held weakly, and whoever waits on the two together may
 * wait for ever once the garbage is collected (nodejs/node#57736).
 * @param from whoever may end the waiting before
 */
export function deadline(milliseconds: number, from?: AbortSignal): Deadline {
  const controller = new AbortController();
  const end = () => controller.abort(from?.reason);
  const timer = setTimeout(() => controller.abort(new DOMException('It took too long.', 'TimeoutError')), milliseconds);
  if (from?.aborted) end();
  from?.addEventListener('abort', end, { once: true });
  return {
    signal: controller.signal,
    clear() {
      clearTimeout(timer);
      from?.removeEventListener('abort', end);
    },
  };
}
