import type { Caller, Scope } from '../domain/access.js';
import { formatInstant } from '../domain/time.js';
import { keyById } from '../store/keys.js';
import type { Service } from './service.js';

export interface KeyDescription {
  /** Absent while there are no keys. */
  readonly id?: string;
  readonly name?: string;
  readonly reporter: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt?: string;
  /** In the future: the key is being rotated. */
  readonly revokedAt?: string;
}

/** Somebody asks what the key is for that they send. */
export async function describeKey(
  { database }: Pick<Service, 'database'>,
  { key: id, reporter, scopes }: Caller,
): Promise<KeyDescription> {
  const key = id === undefined ? undefined : await keyById(database, id);
  const described = { reporter, scopes: [...scopes] };
  if (key === undefined) return described;
  const { name, expiresAt, revokedAt } = key;
  return {
    id: key.id,
    name,
    ...described,
    ...(expiresAt === null ? {} : { expiresAt: formatInstant(expiresAt) }),
    ...(revokedAt === null ? {} : { revokedAt: formatInstant(revokedAt) }),
  };
}
