import { setTimeout as sleep } from 'node:timers/promises';
import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { TestClient } from '#tests/support/house.ts';
import { Refused, type Tally } from './tally.ts';

const LONGEST_MS = 30_000;

export type Stage = {
  readonly url: string;
  readonly tally: Tally;
  /** Aborted when everybody goes home. */
  readonly over: AbortSignal;
  readonly program: string;
  /** How much slower (or, below 1, faster) than usual people are. */
  readonly pace: number;
  /** The key in the link of a confirmation mail, once the mail has arrived. */
  readonly confirmationKey: (address: string) => Promise<string | null>;
};

/** Somebody thinks, reads or types for between so many seconds; false: it is over. */
export async function pause(stage: Stage, least: number, most: number): Promise<boolean> {
  const seconds = (least + Math.random() * (most - least)) * stage.pace;
  await sleep(seconds * 1000, undefined, { signal: stage.over }).catch(() => {});
  return !stage.over.aborted;
}

/** A typed client with a token. Refusals by rules come as `Refused`; every other fault is an error. */
export function clientOf(stage: Stage, token: string): TestClient {
  return createORPCClient(
    new RPCLink({
      url: `${stage.url}/rpc`,
      headers: () => ({ authorization: `Bearer ${token}` }),
      fetch: (request, init) => fetch(request, { ...init, signal: AbortSignal.timeout(LONGEST_MS) }),
    }),
  );
}

export const orRefused = async <T>(asked: Promise<T>): Promise<T> => {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ORPCError && error.code === 'REFUSED') throw new Refused(error.message);
    throw error;
  }
};

export const anyOf = <T>(list: readonly T[]): T | undefined => list[Math.floor(Math.random() * list.length)];
export const chance = (share: number): boolean => Math.random() < share;

/** Somebody with a browser in front of the public pages: every page is asked for whole, forms are sent as forms. */
export function browserOf(stage: Stage) {
  const byte = () => Math.floor(Math.random() * 254) + 1;
  const headers = {
    accept: 'text/html',
    'accept-language': 'en',
    'x-forwarded-for': `100.${64 + (byte() % 64)}.${byte()}.${byte()}`,
  };

  async function ask(path: string, form: Record<string, string> | null) {
    const answer = await fetch(`${stage.url}${path}`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(LONGEST_MS),
      headers: form ? { ...headers, 'content-type': 'application/x-www-form-urlencoded' } : headers,
      ...(form ? { method: 'POST', body: new URLSearchParams(form).toString() } : {}),
    });
    return { status: answer.status, location: answer.headers.get('location'), html: await answer.text() };
  }

  return {
    /** A page, or null if it did not come whole. */
    open: (name: string, path: string): Promise<string | null> =>
      stage.tally.count('page', name, async () => {
        const { status, html } = await ask(path, null);
        if (status !== 200 || !html.trimEnd().endsWith('</html>')) throw new Error(`status ${status}`);
        return html;
      }),
    /** Sends a form; where it leads to, or null if it was not taken. */
    send: (name: string, path: string, form: Record<string, string>): Promise<string | null> =>
      stage.tally.count('act', name, async () => {
        const { status, location, html } = await ask(path, form);
        if (status === 409) throw new Refused('the rule says no');
        if (status !== 303 || location === null)
          throw new Error(`status ${status}: ${/role="alert"[^>]*>([\s\S]{0,200})/.exec(html)?.[1] ?? ''}`);
        return location.replace(/^https?:\/\/[^/]+/, '').replace(/#.*$/, '');
      }),
  };
}

/** The value of a hidden field of a page. */
export const hidden = (html: string, name: string): string =>
  new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(html)?.[1] ??
  new RegExp(`value="([^"]*)"[^>]*name="${name}"`).exec(html)?.[1] ??
  '';
