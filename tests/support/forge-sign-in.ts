import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Forges } from './forges.ts';

type Code = { who: string; redirect: string; challenge: string; scopes: string[] };
type Token = { who: string; scopes: string[] };
/** A right at a path: on GitLab a number, on GitHub a word; organisations and groups by their path. */
type Rights = Map<string, number | string>;

/**
 * Lets people sign in at a forge of `forges`: OAuth as GitLab has it (discovery, /oauth, PKCE, revocation) and as GitHub has it
 * (/login/oauth, its own way to delete a token), and the questions about rights that a token of theirs may ask. Client, redirect
 * address, verifier and scopes are checked as the forges do; a code counts once.
 */
export function forgeSignIn(forge: Forges, redirects: readonly string[]) {
  const client = { id: 'guildhall', secret: 'a secret that only the two know' };
  const people = new Map<string, { id: number; rights: Rights; more?: Record<string, unknown> }>();
  const codes = new Map<string, Code>();
  const tokens = new Map<string, Token>();
  const revoked: string[] = [];
  const say = (response: ServerResponse, value: unknown, status = 200) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));

  forge.intercept = (request, response) => {
    const url = new URL(request.url ?? '/', forge.origin);
    if (url.pathname === '/.well-known/openid-configuration') {
      say(response, {
        issuer: forge.origin,
        authorization_endpoint: `${forge.origin}/oauth/authorize`,
        token_endpoint: `${forge.origin}/oauth/token`,
        revocation_endpoint: `${forge.origin}/oauth/revoke`,
        jwks_uri: `${forge.origin}/oauth/discovery/keys`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
        token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
      });
      return true;
    }
    if (request.method === 'GET' && /^\/(login\/)?oauth\/authorize$/.test(url.pathname)) {
      const links = [...people.keys()].map((who) => `<li><a href="${signIn(url.href, who)}">Go on as ${who}</a></li>`);
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(`<!doctype html><title>Forge</title><h1>Forge</h1><ul>${links.join('')}</ul>`);
      return true;
    }
    if (url.pathname === '/oauth/token' || url.pathname === '/login/oauth/access_token') {
      void exchange(request, response);
      return true;
    }
    if (url.pathname === '/oauth/revoke' || request.method === 'DELETE') {
      void giveBack(request, response);
      return true;
    }
    const token = tokens.get(/^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '');
    const [, api, version, ...parts] = url.pathname.split('/').map(decodeURIComponent);
    if (!token || api !== 'api') return false;
    const answer = version === 'v4' ? gitlab(token, parts) : github(token, parts);
    say(response, answer ?? { message: '404 Not Found' }, answer === null ? 404 : 200);
    return true;
  };

  async function exchange(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const given = new URLSearchParams(await text(request));
    if (!isClient(request, given)) return say(response, { error: 'invalid_client' }, 401);
    const code = codes.get(given.get('code') ?? '');
    codes.delete(given.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(given.get('code_verifier') ?? '')
      .digest('base64url');
    if (!code || code.redirect !== given.get('redirect_uri') || code.challenge !== challenge)
      return say(response, { error: 'invalid_grant' }, 400);
    const token = randomBytes(20).toString('hex');
    tokens.set(token, { who: code.who, scopes: code.scopes });
    say(response, { access_token: token, token_type: 'bearer', scope: code.scopes.join(' ') });
  }

  async function giveBack(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const isGithub = request.url === `/api/v3/applications/${client.id}/token`;
    const given = isGithub ? new URLSearchParams() : new URLSearchParams(body);
    if (!isClient(request, given)) return say(response, { error: 'invalid_client' }, 401);
    const token = isGithub ? (JSON.parse(body) as { access_token: string }).access_token : (given.get('token') ?? '');
    if (tokens.delete(token)) revoked.push(token);
    response.writeHead(isGithub ? 204 : 200).end();
  }

  function isClient(request: IncomingMessage, given: URLSearchParams): boolean {
    const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    const [id, secret] = basic
      ? Buffer.from(basic, 'base64')
          .toString()
          .split(':')
          .map((part) => decodeURIComponent(part.replaceAll('+', ' ')))
      : [given.get('client_id'), given.get('client_secret')];
    return id === client.id && secret === client.secret;
  }

  function gitlab({ who, scopes }: Token, [room = '', path = '', ...rest]: string[]): unknown {
    const { id = 0, rights = new Map(), more = {} } = people.get(who) ?? {};
    if (!scopes.includes('read_api')) return null;
    if (room === 'user') return { id, username: who };
    const level = rights.get(`${room}/${path}`) ?? rights.get(path);
    const asked = rest.join('/') === `members/all/${id}`;
    return asked && typeof level === 'number' ? { id, access_level: level, state: 'active', ...more } : null;
  }

  function github({ who, scopes }: Token, parts: string[]): unknown {
    const { id = 0, rights = new Map() } = people.get(who) ?? {};
    const [first, second = '', third = ''] = parts;
    if (first === 'user' && parts.length === 1) return { id, login: who };
    if (first === 'user') {
      const role = rights.get(parts[3] ?? '');
      return scopes.includes('read:org') && role !== undefined ? { state: 'active', role } : null;
    }
    if (first !== 'repos') return null;
    const right = rights.get(`${second}/${third}`) ?? 'pull';
    const all = ['pull', 'triage', 'push', 'maintain', 'admin'];
    const permissions = Object.fromEntries(all.map((one, at) => [one, at <= all.indexOf(String(right))]));
    return { id: 1, full_name: `${second}/${third}`, permissions };
  }

  /** Signs in as somebody at the address that a browser was sent to, and agrees. Answers where the browser is sent back to. */
  function signIn(address: string, who: string): string {
    const { pathname, searchParams } = new URL(address);
    const redirect = searchParams.get('redirect_uri') ?? '';
    const isGithub = pathname === '/login/oauth/authorize';
    // GitLab compares whole addresses, GitHub takes those below the registered one.
    const known = redirects.some((one) => redirect === one || (isGithub && redirect.startsWith(`${one}/`)));
    if (!known) throw new Error('The redirect URI included is not valid.');
    if (searchParams.get('client_id') !== client.id) throw new Error('Client authentication failed.');
    if (searchParams.get('code_challenge_method') !== 'S256') throw new Error('PKCE is missing.');
    const code = randomBytes(16).toString('hex');
    const scopes = (searchParams.get('scope') ?? '').split(' ').filter(Boolean);
    codes.set(code, { who, redirect, challenge: searchParams.get('code_challenge') ?? '', scopes });
    const back = new URL(redirect);
    back.searchParams.set('code', code);
    back.searchParams.set('state', searchParams.get('state') ?? '');
    return back.href;
  }

  return {
    client,
    people,
    /** Tokens that open something at this moment. */
    tokens,
    /** Tokens that were given back. */
    revoked,
    signIn,
  };
}
