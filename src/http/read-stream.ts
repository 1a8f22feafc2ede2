import type { Request, Response } from 'express';
import { nearest } from '../domain/nearest.js';
import { Problem } from '../domain/problem.js';
import { gunzipped } from './gunzip.js';
import type { StreamContract, Streamed } from './operation.js';
import { limitPauses } from './time-limits.js';

/**
 * Opens a body that is read while it arrives; only as much is taken from the connection as its reader asks for.
 * @throws Problem `wrong-type` for a type, an encoding or a character set that is not taken, before a byte is read
 */
export function readStream(request: Request, response: Response, contract: StreamContract): Streamed {
  const type = typeOf(request, contract);
  const encoding = (request.get('Content-Encoding') ?? 'identity').trim().toLowerCase();
  if (encoding !== 'identity' && encoding !== 'gzip')
    throw wrongType(`The body is sent with Content-Encoding ${JSON.stringify(encoding)}; send it as gzip or as it is.`);
  const bytes = limitPauses(request, response);
  return { type, chunks: encoding === 'gzip' ? gunzipped(bytes, contract.unpacked) : bytes };
}

function typeOf(request: Request, { content }: StreamContract): string {
  const taken = Object.keys(content);
  const given = request.get('Content-Type');
  if (given === undefined) throw wrongType(`The body has no Content-Type; send ${taken.join(', ')}.`);
  const [type = '', ...parameters] = given
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  if (!taken.includes(type)) {
    const near = nearest(type, taken);
    const hint = near.length > 0 ? `; did you mean ${near.join(' or ')}?` : '';
    throw wrongType(`The body is sent as ${JSON.stringify(given)}; send ${taken.join(', ')}${hint}`);
  }
  const charset = parameters.find((part) => part.startsWith('charset='))?.slice('charset='.length);
  if (charset !== undefined && !['utf-8', 'utf8'].includes(charset.replace(/"/g, '')))
    throw wrongType(`The body is sent in the character set ${JSON.stringify(charset)}; send UTF-8.`);
  return type;
}

const wrongType = (detail: string) => new Problem('wrong-type', detail);
