import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { TestClient, TestHouse } from './house.ts';

/** Somebody with a browser: a client that keeps the cookie it is given. */
export type Visitor = {
  client: TestClient;
  access: TestClient['access'];
  /** `cookie` is the session's value, or null; `setCookie` the last header that set it. */
  jar: { cookie: string | null; setCookie: string | null };
};

const COOKIE = /^guildhall_session=([^;]*)/;

/** A browser at the house's door; with `cookie`, one that kept a session. */
export function visitor(house: TestHouse, cookie: string | null = null): Visitor {
  const jar: Visitor['jar'] = { cookie, setCookie: null };
  const client: TestClient = createORPCClient(
    new RPCLink({
      url: `${house.house.settings.publicUrl}/rpc`,
      headers: () => (jar.cookie === null ? {} : { cookie: `theme=dark; guildhall_session=${jar.cookie}` }),
      fetch: async (request) => {
        const response = await house.app.fetch(request);
        for (const line of response.headers.getSetCookie()) {
          const value = COOKIE.exec(line)?.[1];
          if (value === undefined) continue;
          jar.setCookie = line;
          jar.cookie = value === '' ? null : value;
        }
        return response;
      },
    }),
  );
  return { client, access: client.access, jar };
}

/** The account behind a client. */
export async function accountOf(who: { access: TestClient['access'] }): Promise<string> {
  const { account } = await who.access.me({});
  if (!account) throw new Error('nobody is signed in here');
  return account.id;
}

/** What a call throws: its code, rule and fields, for assertions; null when it did not throw. */
export async function faultOf(
  call: Promise<unknown>,
): Promise<{ code: string; rule?: string; fields?: string[]; message: string } | null> {
  try {
    await call;
    return null;
  } catch (error) {
    const { code, message, data } = error as {
      code: string;
      message: string;
      data?: { rule?: string; fields?: { field: string }[] };
    };
    return {
      code,
      message,
      ...(data?.rule === undefined ? {} : { rule: data.rule }),
      ...(data?.fields === undefined ? {} : { fields: data.fields.map((f) => f.field) }),
    };
  }
}
