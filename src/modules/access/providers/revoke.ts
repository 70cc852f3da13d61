import { tokenRevocation } from 'openid-client';
import { guardedFetch } from '#kernel/outgoing/fetch.ts';
import type { Gate } from '#kernel/outgoing/gate.ts';
import { configurationOf } from './conversation.ts';
import { githubApi } from './presets.ts';
import type { Client } from './provider.ts';

/**
 * Has a provider forget a token that is no longer needed: RFC 7009 where its discovery document names the place, GitHub's own
 * "Delete an app token". Throws when it does not answer, or refuses.
 */
export async function revoke(gate: Gate, client: Client, token: string): Promise<void> {
  if (client.preset === 'github') {
    const ours = Buffer.from(`${client.clientId}:${client.secret}`).toString('base64');
    await guardedFetch(`${githubApi(client.issuer)}/applications/${encodeURIComponent(client.clientId)}/token`, {
      gate,
      method: 'DELETE',
      headers: {
        authorization: `Basic ${ours}`,
        accept: 'application/vnd.github+json',
        'content-type': 'application/json',
      },
      body: JSON.stringify({ access_token: token }),
      redirects: 0,
      timeoutMs: 10_000,
    });
    return;
  }
  const configuration = await configurationOf(gate, client);
  if (configuration.serverMetadata().revocation_endpoint) await tokenRevocation(configuration, token);
}
