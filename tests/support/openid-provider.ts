import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

/** Somebody whom the provider knows. */
export type ProviderPerson = { email?: string; email_verified?: boolean; name?: string; groups?: string[] };

/**
 * A real OpenID provider on a free port of the loopback address: discovery, PKCE demanded, RS256, user info, single-use codes. Its
 * sign-in page takes a name of `people` and no password; consent is given by itself.
 */
export async function openidProvider(redirects: readonly string[]) {
  const people = new Map<string, ProviderPerson>();
  const client = { id: 'guildhall', secret: 'a secret that only the two know' };
  let answer: (request: IncomingMessage, response: ServerResponse) => void = () => undefined;
  const server = createServer((request, response) => answer(request, response));
  const listen = (port: number) => new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const provider = new Provider(origin, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [...redirects],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['only for tests'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    findAccount: (_ctx, sub) =>
      people.has(sub) ? { accountId: sub, claims: async () => ({ sub, ...people.get(sub) }) } : undefined,
    loadExistingGrant: async (ctx) => {
      const { oidc } = ctx;
      if (!oidc.client || !oidc.session?.accountId) return undefined;
      const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  const answered = provider.callback();
  answer = (request, response) => {
    void interact(request, response).then((done) => (done ? undefined : answered(request, response)));
  };

  async function interact(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    if (!request.url?.startsWith('/interaction/')) return false;
    const who = new URL(request.url, origin).searchParams.get('as');
    if (who === null) {
      const words = [...people.keys()].map((name) => `<li><a href="?as=${name}">Sign in as ${name}</a></li>`).join('');
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(`<!doctype html><title>Provider</title><h1>Provider</h1><ul>${words}</ul>`);
    } else if (who === 'nobody') {
      await provider.interactionFinished(request, response, { error: 'access_denied' });
    } else {
      await provider.interactionFinished(request, response, { login: { accountId: who, remember: false } });
    }
    return true;
  }

  return {
    origin,
    host: `127.0.0.1:${port}`,
    client,
    people,
    /**
     * What a browser does that was sent to `address`: signs in as `who` and follows the provider until it is sent back. Answers
     * the address that it is sent back to.
     */
    async signIn(address: string, who: string): Promise<string> {
      const jar = new Map<string, string>();
      let at = address;
      for (let hop = 0; hop < 10; hop++) {
        const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
        const page = await fetch(at, { redirect: 'manual', headers: { cookie } });
        for (const line of page.headers.getSetCookie()) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
          jar.set(name, value);
        }
        const location = page.headers.get('location');
        if (location === null) {
          const body = await page.text();
          if (!body.includes('<h1>Provider</h1>')) throw new Error(`the provider answered ${page.status}: ${body}`);
          at = `${at}?as=${who}`;
          continue;
        }
        at = new URL(location, at).href;
        if (!at.startsWith(origin)) return at;
      }
      throw new Error('the provider sends in circles');
    },
    /** Goes away, and comes back at the same address. */
    stop: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
    start: () => listen(port),
  };
}
export type OpenidProvider = Awaited<ReturnType<typeof openidProvider>>;
