import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import type { AppContract } from '../app/contract.ts';
import { newKey, sendSafely } from './sending.ts';

/** What a call may carry besides its input: the key under which the server answers a repeated command only once. */
export type CallContext = { idempotencyKey?: string };

/** The typed client of every operation; `client.programs.home({ program })`. */
export type Client = ContractRouterClient<AppContract, CallContext>;

/** Makes the client for this origin. Every call carries an Idempotency-Key; a call cut off by the network is sent again under the same key. */
function createClient(origin: string = location.origin): Client {
  const link = new RPCLink<CallContext>({
    url: `${origin}/rpc`,
    headers: ({ context }) => ({ 'idempotency-key': context.idempotencyKey ?? newKey() }),
    fetch: (request, init) => sendSafely(request, (r) => globalThis.fetch(r, { ...init, credentials: 'same-origin' })),
  });
  return createORPCClient(link);
}

/** The client of this page. */
export const client: Client = createClient(typeof location === 'undefined' ? 'http://localhost' : location.origin);
