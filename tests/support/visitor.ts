import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { TestClient, TestHouse } from './house.ts';

/** Somebody with a browser: a client that keeps the cookie it is given. */
export type Visitor = {
  client: TestClient;
  access: TestClient['access'];
  /** `cookie` is the session's value, or null; `setCookie` the last header that set it; `others` all other cookies. */
  jar: { cookie: string | null; setCookie: string | null; others: Map<string, string>; prefix: string };
};

const SESSION = 'guildhall_session';

/** A browser at the house's door; with `cookie`, one that kept a session. */
export function visitor(house: TestHouse, cookie: string | null = null): Visitor {
  const prefix = house.house.settings.publicUrl.startsWith('https:') ? '__Host-' : '';
  const jar: Visitor['jar'] = { cookie, setCookie: null, others: new Map([['theme', 'dark']]), prefix };
  const client: TestClient = createORPCClient(
    new RPCLink({
      url: `${house.house.settings.publicUrl}/rpc`,
      headers: () => ({ cookie: cookiesOf(jar) }),
      fetch: async (request) => {
        const response = await house.app.fetch(request);
        keepCookies(jar, response);
        return response;
      },
    }),
  );
  return { client, access: client.access, jar };
}

/** The Cookie header that this browser would send. */
export function cookiesOf({ cookie, others, prefix }: Visitor['jar']): string {
  const session = cookie === null ? [] : [[SESSION, cookie] as const];
  return [...others, ...session]
    .map(([name, value]) => `${name.startsWith('guildhall_') ? prefix : ''}${name}=${value}`)
    .join('; ');
}

/** Keeps what an answer sets, as a browser would. */
export function keepCookies(jar: Visitor['jar'], response: Response): void {
  for (const line of response.headers.getSetCookie()) {
    const [, whole = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    const name = whole.replace(/^__Host-/, '');
    if (name === SESSION) {
      jar.setCookie = line;
      jar.cookie = value === '' ? null : value;
    } else if (value === '') jar.others.delete(name);
    else jar.others.set(name, value);
  }
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
