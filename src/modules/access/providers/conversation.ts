import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  type CustomFetch,
  calculatePKCECodeChallenge,
  clockTolerance,
  customFetch,
  discovery,
  fetchUserInfo,
  genericGrantRequest,
  ResponseBodyError,
  randomNonce,
  randomPKCECodeVerifier,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import { Fault, refused, unavailable } from '#kernel/errors.ts';
import { OutgoingFault } from '#kernel/outgoing/fault.ts';
import { guardedFetch } from '#kernel/outgoing/fetch.ts';
import type { Gate } from '#kernel/outgoing/gate.ts';
import type { Claims } from './identity.ts';
import { githubApi } from './presets.ts';
import type { Client } from './provider.ts';

/** How long one question to a provider may take, in ms, and how much it may answer, in bytes. */
const PATIENCE = 10_000;
const LARGEST_ANSWER = 2 * 1024 * 1024;

/** What is kept, sealed, between sending somebody to a provider and their return. */
export type Sent = { verifier: string; nonce: string };

/** What a provider handed out for a code. `access` opens the provider's interface for this person; it is thrown away after use. */
export type Answered = { access: string; claims: Claims };

/** The library's requests, through the gate: no redirects, bounded in time and size. */
const through =
  (gate: Gate): CustomFetch =>
  async (url, { method, headers, body, signal }) => {
    const answer = await guardedFetch(url, {
      gate,
      method: method === 'POST' ? 'POST' : 'GET',
      headers,
      ...(body ? { body: body instanceof Uint8Array ? body : String(body) } : {}),
      ...(signal ? { signal } : {}),
      statuses: 'any',
      redirects: 0,
      timeoutMs: PATIENCE,
      maxBytes: LARGEST_ANSWER,
    });
    return new Response(answer.body.length === 0 ? null : Buffer.from(answer.body), {
      status: answer.status,
      headers: answer.headers,
    });
  };

/** The secret in the header, as the standard wants every server to take it; in the body where the server takes nothing else. */
const secretWays =
  (secret: string): ClientAuth =>
  (server, client, body, headers) => {
    const ways = server.token_endpoint_auth_methods_supported;
    const way = ways === undefined || ways.includes('client_secret_basic') ? ClientSecretBasic : ClientSecretPost;
    way(secret)(server, client, body, headers);
  };

/** What we know of a provider: read from its discovery document, for GitHub known beforehand. Throws `Fault` in words. */
export async function configurationOf(
  gate: Gate,
  { preset, issuer, clientId, secret }: Client,
): Promise<Configuration> {
  const metadata = { client_secret: secret, [clockTolerance]: 30 };
  const settle = (configuration: Configuration) => {
    configuration[customFetch] = through(gate);
    configuration.timeout = PATIENCE / 1000;
  };
  // The gate lets plain http pass only where the operator's list of private hosts names the place.
  const plain = issuer.startsWith('http:') ? [allowInsecureRequests] : [];
  if (preset === 'github') {
    const { origin } = new URL(issuer);
    const server = {
      issuer: origin,
      authorization_endpoint: `${origin}/login/oauth/authorize`,
      token_endpoint: `${origin}/login/oauth/access_token`,
    };
    const configuration = new Configuration(server, clientId, metadata, ClientSecretPost(secret));
    for (const step of [settle, ...plain]) step(configuration);
    return configuration;
  }
  try {
    return await discovery(gate.admit(issuer), clientId, metadata, secretWays(secret), {
      execute: [settle, ...plain],
      timeout: PATIENCE / 1000,
      [customFetch]: through(gate),
    });
  } catch (error) {
    const fault = asFault(error);
    if (fault.data.rule !== MISREAD) throw fault;
    throw refused(
      'access.provider-discovery',
      `There is no OpenID provider of exactly this name at ${issuer}: its discovery document is missing, or names another issuer.`,
    );
  }
}

/** What one way to a provider and back is tied together by. */
export const newSent = (): Sent => ({ verifier: randomPKCECodeVerifier(), nonce: randomNonce() });

/** The address to send somebody to, with PKCE and nonce. Throws `Fault` in words. */
export async function authorization(
  gate: Gate,
  client: Client,
  given: { redirect: string; state: string; scopes: string; sent: Sent },
): Promise<string> {
  const configuration = await configurationOf(gate, client);
  const { sent } = given;
  const address = buildAuthorizationUrl(configuration, {
    redirect_uri: given.redirect,
    state: given.state,
    ...(given.scopes === '' ? {} : { scope: given.scopes }),
    code_challenge: await calculatePKCECodeChallenge(sent.verifier),
    code_challenge_method: 'S256',
    ...(given.scopes.split(' ').includes('openid') ? { nonce: sent.nonce } : {}),
  });
  if (address.protocol !== 'https:' && !issuerIsPlain(client)) throw misread();
  return address.href;
}

const issuerIsPlain = ({ issuer }: Client): boolean => issuer.startsWith('http:');

/**
 * Exchanges the code of somebody's return. With the scope `openid` the ID token is checked (signature, issuer, audience, nonce,
 * times), and the user info is read for the same subject. `here`: the whole address of the return. Throws `Fault` in words.
 */
export async function exchange(
  gate: Gate,
  client: Client,
  given: { here: URL; state: string; sent: Sent; openid: boolean },
): Promise<Answered> {
  const configuration = await configurationOf(gate, client);
  try {
    const tokens = await authorizationCodeGrant(configuration, given.here, {
      expectedState: given.state,
      pkceCodeVerifier: given.sent.verifier,
      ...(given.openid ? { expectedNonce: given.sent.nonce, idTokenExpected: true } : {}),
    });
    const token = tokens.claims();
    const info =
      token && configuration.serverMetadata().userinfo_endpoint
        ? await fetchUserInfo(configuration, tokens.access_token, token.sub)
        : {};
    return { access: tokens.access_token, claims: { token: { ...token }, info: { ...info } } };
  } catch (error) {
    throw asFault(error);
  }
}

/**
 * Tries a provider without anybody signing in: reads its discovery document, and has it look at client id and secret by
 * means of a code that cannot exist. Answers in words.
 */
export async function tryProvider(
  gate: Gate,
  client: Client,
  redirect: string,
): Promise<{ ok: boolean; words: string }> {
  try {
    const configuration = await configurationOf(gate, client);
    if (client.preset === 'github')
      await guardedFetch(`${githubApi(client.issuer)}/meta`, { gate, timeoutMs: PATIENCE });
    const code = { code: 'guildhall-test', redirect_uri: redirect, code_verifier: randomPKCECodeVerifier() };
    await genericGrantRequest(configuration, 'authorization_code', code);
    return { ok: false, words: 'The provider took a code that does not exist. Do not trust it.' };
  } catch (error) {
    const said = codeIn(error);
    if (said === 'invalid_grant' || said === 'bad_verification_code') {
      return { ok: true, words: 'The provider answers, its issuer is right, and it knows client id and secret.' };
    }
    if (said === 'invalid_client' || said === 'unauthorized_client' || said === 'incorrect_client_credentials') {
      return { ok: false, words: 'The provider answers, but refuses client id or secret. Copy both again.' };
    }
    if (said === 'redirect_uri_mismatch') {
      return { ok: false, words: `The provider does not know our address. Register ${redirect} there.` };
    }
    if (said !== null) return { ok: false, words: `The provider answers, but refuses the test with “${said}”.` };
    const fault = asFault(error);
    return { ok: false, words: fault.message };
  }
}

/** The OAuth error in an answer, as far as it is one; GitHub writes it into an answer of status 200. */
function codeIn(error: unknown): string | null {
  for (const one of chain(error)) {
    if (one instanceof ResponseBodyError) return one.error.slice(0, 60);
    // The standard's answer to a client that signed in wrongly by header: 401 with a challenge.
    if (one instanceof WWWAuthenticateChallengeError && one.status === 401) return 'invalid_client';
    const body = (one as { cause?: { body?: { error?: unknown } } }).cause?.body?.error;
    if (typeof body === 'string') return body.slice(0, 60);
  }
  return null;
}

/** What went wrong in talking with a provider, for people. The cause stays on it, for the log. */
export function asFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  const fault = faultOf(error);
  fault.cause ??= error;
  return fault;
}

function faultOf(error: unknown): Fault {
  for (const one of chain(error)) {
    if (one instanceof AuthorizationResponseError) {
      return one.error === 'access_denied'
        ? refused('access.provider-denied', 'You did not sign in at the provider, or did not agree to it. Try again.')
        : refused(
            'access.provider-refused',
            `The provider refused the request (${one.error.slice(0, 60)}). Tell an owner of the organisation.`,
          );
    }
    if (one instanceof OutgoingFault) {
      return one.kind === 'refused-address'
        ? refused(
            'access.provider-address',
            'The provider’s address does not lead to a public place. An operator can allow it in GUILDHALL_ALLOW_PRIVATE_HOSTS.',
          )
        : unavailable(`The provider cannot be asked right now. ${one.words}`);
    }
    if (one instanceof WWWAuthenticateChallengeError) {
      return refused(
        'access.provider-refused',
        'The provider does not take our client id and secret. Tell an owner of the organisation.',
      );
    }
    if (one instanceof ResponseBodyError) {
      return one.error === 'invalid_grant'
        ? refused('access.provider-code', 'This sign-in was used already, or took too long. Sign in again.')
        : refused(
            'access.provider-refused',
            `The provider refused us (${one.error.slice(0, 60)}). Tell an owner of the organisation.`,
          );
    }
  }
  return misread();
}

const MISREAD = 'access.provider-answer';
const misread = (): Fault =>
  refused(
    MISREAD,
    'What the provider answered does not hold: issuer, signature, state or nonce is not what it must be. Sign in again; if it happens again, tell an owner of the organisation.',
  );

function* chain(error: unknown): Generator<unknown> {
  let one = error;
  for (let depth = 0; depth < 6 && one !== null && typeof one === 'object'; depth++) {
    yield one;
    one = (one as { cause?: unknown }).cause;
  }
}
