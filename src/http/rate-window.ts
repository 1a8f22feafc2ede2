import { MemoryStore } from 'express-rate-limit';

/**
 * Counts requests by windows of time, also where the clock is set back: a window that ends later than any that could begin
 * now would go on counting until the clock has come back to it, and its key would be refused all that time.
 */
export class RateWindows extends MemoryStore {
  override async increment(key: string) {
    const known = await this.get(key);
    if (known?.resetTime !== undefined && known.resetTime.getTime() > Date.now() + this.windowMs)
      await this.resetKey(key);
    return super.increment(key);
  }
}
