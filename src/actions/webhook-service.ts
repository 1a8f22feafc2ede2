import { nearest } from '../domain/nearest.js';
import { type Fault, Problem } from '../domain/problem.js';
import type { Rulebook } from '../engine/rulebook.js';
import type { Courier } from '../outgoing/courier.js';
import type { Database, Transaction } from '../store/connect.js';
import { type Webhook, webhookById } from '../store/webhooks.js';

/** What those who manage webhooks work on, and what they may not do. */

export interface WebhookService {
  readonly database: Database;
  readonly courier: Courier;
  now(): number;
}

/** Who changes a webhook, and what of reports they may see themselves: nobody lets another see more. */
export interface Manager {
  readonly who: string;
  readonly reports: boolean;
  readonly exact: boolean;
}

/** @throws Problem `not-found` */
export async function existingWebhook(database: Database | Transaction, id: string): Promise<Webhook> {
  const found = await webhookById(database, id);
  if (found === undefined) throw new Problem('not-found', `There is no webhook ${JSON.stringify(id)}.`);
  return found;
}

/** What an endpoint would be told that whoever asks for it may not see. */
export function grantFaults(wanted: { readonly reports: boolean; readonly exact: boolean }, manager: Manager): Fault[] {
  const lacking = (key: 'reports' | 'exact', scope: string): Fault[] =>
    wanted[key] && !manager[key]
      ? [{ pointer: `/${key}`, detail: `takes a key with the scope ${scope}, which yours has not`, got: true }]
      : [];
  return [...lacking('reports', 'incidents:read'), ...lacking('exact', 'locations:exact')];
}

/** A filter for an agreement that is not there would tell nothing, and nobody would know why. */
export function agreementFaults(agreement: string | null | undefined, rulebook: Rulebook): Fault[] {
  if (agreement === undefined || agreement === null || rulebook.agreements.has(agreement)) return [];
  const allowed = [...rulebook.agreements.keys()];
  const detail = 'is not in the rulebook';
  return [{ pointer: '/agreement', detail, got: agreement, allowed, nearest: nearest(agreement, allowed) }];
}

/** @throws Problem `bad-request` with every fault, where there is one */
export function refuseFaults(faults: readonly Fault[]): void {
  if (faults.length === 0) return;
  const what = faults.length === 1 ? 'a fault' : `${faults.length} faults`;
  throw new Problem('bad-request', `The webhook has ${what}; nothing was stored.`, { faults });
}
