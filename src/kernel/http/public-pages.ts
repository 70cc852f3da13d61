import type { Hono, Context as HonoContext } from 'hono';
import type { Context } from '../context.ts';
import { explainInput } from '../contract/input.ts';
import { perform } from '../contract/perform.ts';
import { type CallContext, faultOfDatabase, operationsOf } from '../contract/router.ts';
import { Fault, notFound, STATUS_OF } from '../errors.ts';
import type { House } from '../house.ts';
import { type Language, spoken } from '../language/languages.ts';
import { chooseLanguage, inLanguage } from '../language/negotiate.ts';
import { countOperation } from '../metrics/meters.ts';
import { type Organisation, readOrganisation, UNNAMED } from '../settings/organisation.ts';
import { formOf } from './form.ts';
import type { Perform, PublicAnswer, PublicRequest, PublicRoute } from './public-route.ts';

/**
 * Turns a page's name and props into markup; built from every module's `web/public`. Beside the page's own props it is given
 * the organisation's name and how the page is read: `language`, `chosen`, `here`, `home` and `texts` (see `Read`).
 */
export type RenderPage = (page: string, props: Record<string, unknown>) => string;

type CallOf = (c: HonoContext) => CallContext;

/** May whoever posts to this address send a file? Some route has to say so. */
export async function takesLarge(house: House, path: string): Promise<boolean> {
  for (const route of house.modules.flatMap((module) => module.publicRoutes ?? []))
    if (route.large && (await route.large(house, path))) return true;
  return false;
}

/** Mounts the public pages of all modules. A form post runs the same operation as a call of the API. */
export function mountPublicPages(app: Hono, house: House, render: RenderPage, callOf: CallOf): void {
  const operations = new Map(operationsOf(house).map((o) => [o.name, o]));
  for (const route of house.modules.flatMap((m) => m.publicRoutes ?? [])) {
    const page = async (http: HonoContext): Promise<Response> => {
      const called = callOf(http);
      const organisation = await readOrganisation({ tx: house.database.kysely });
      const read = readOf(http, organisation);
      // What is asked for by a page is asked in its language: mails about it follow.
      const call = { ...called, request: { ...called.request, language: read.language } };
      const actor = await call.actor();
      const performAs: Perform = async (name, input, options) => {
        const operation = operations.get(name);
        if (!operation) throw new Error(`no operation ${name}`);
        return counted(name, () =>
          perform(house, name, operation.meta, operation.handler, explainInput(operation.procedure, input), {
            actor,
            request: call.request,
            idempotencyKey: options?.idempotencyKey ?? null,
            respond: call.respond,
          }),
        );
      };
      const c: Context = {
        actor,
        tx: house.database.kysely,
        now: house.clock.now(),
        house,
        request: call.request,
        respond: call.respond,
      };
      const answer = await answerOf(route, http, performAs, c, read);
      if ('redirect' in answer) return http.redirect(inLanguage(answer.redirect, read.chosen), 303);
      if ('response' in answer) return answer.response;
      if (answer.retryAfterSeconds) http.header('Retry-After', String(answer.retryAfterSeconds));
      sayLanguage(http, read);
      const home = house.settings.publicUrl;
      const html = render(answer.page, { organisation: organisation.name, ...read, home, ...answer.props });
      return http.html(html, (answer.status ?? 200) as 200);
    };
    // Without the database not even the name of the organisation is known; people still get a page, and proxies a 503.
    const away = (http: HonoContext, error: unknown): Response => {
      const fault = faultOfDatabase(error);
      if (!fault) throw error;
      return problemPage(http, render, UNNAMED, fault);
    };
    app.on(route.method, [route.path], (http) => page(http).catch((error: unknown) => away(http, error)));
  }
}

/**
 * How a page is read: its language, the reader's own choice of it, the address under which it can be asked for again, and the language of
 * the organisation's own texts.
 */
type Read = { language: Language; chosen: Language | null; here: string | null; texts: Language };

function readOf(http: HonoContext, organisation: Organisation): Read {
  const asked = http.req.query('lang');
  const { pathname, search } = new URL(http.req.url);
  return {
    language: chooseLanguage({
      asked,
      header: http.req.header('accept-language'),
      organisation: organisation.language,
    }),
    chosen: spoken(asked),
    // Two slashes at its beginning would name another host.
    here: http.req.method === 'GET' ? pathname.replace(/^\/+/, '/') + search : null,
    texts: organisation.language,
  };
}

/** Without a choice in the address, the answer depends on the browser's wish: whoever keeps it has to keep it by that. */
function sayLanguage(http: HonoContext, { language }: Read): void {
  http.header('Content-Language', language);
  http.header('Vary', 'Accept-Language', { append: true });
}

/** A form's call of an operation counts like any other. */
async function counted<T>(name: string, act: () => Promise<T>): Promise<T> {
  const began = performance.now();
  let code = 'ok';
  try {
    return await act();
  } catch (error) {
    const fault = error instanceof Fault ? error : faultOfDatabase(error);
    code = fault ? fault.code.replace('-', '_') : 'internal_server_error';
    throw error;
  } finally {
    countOperation(name, code, (performance.now() - began) / 1000);
  }
}

async function answerOf(
  route: PublicRoute,
  http: HonoContext,
  performAs: Perform,
  c: Context,
  { language, chosen }: Read,
): Promise<PublicAnswer> {
  try {
    const request: PublicRequest = {
      params: http.req.param() as Record<string, string>,
      query: http.req.query(),
      form: route.method === 'POST' && !route.bytes ? await formOf(http.req.raw, route.large !== undefined) : null,
      ...(route.bytes && {
        sent: { headers: http.req.raw.headers, bytes: new Uint8Array(await http.req.raw.arrayBuffer()) },
      }),
      address: c.request.address,
      language,
      chosen,
    };
    return await route.serve(request, performAs, c);
  } catch (error) {
    const fault = error instanceof Fault ? error : faultOfDatabase(error);
    if (fault) {
      return {
        page: 'house.problem',
        props: { title: titleOf(fault), words: fault.message, fields: fault.data.fields ?? [], back: fault.data.back },
        status: STATUS_OF[fault.code],
        ...(fault.data.retryAfterSeconds ? { retryAfterSeconds: fault.data.retryAfterSeconds } : {}),
      };
    }
    c.house.log.error({ err: error, path: http.req.path, request: c.request.id }, 'public page failed');
    const words = `Something went wrong on our side; nothing was lost. Go back and try again. If it happens again, tell us this id: ${c.request.id}`;
    return { page: 'house.problem', props: { title: 'That did not work', words, fields: [] }, status: 500 };
  }
}

const titleOf = (fault: Fault): string =>
  ({
    invalid: 'Some fields need another look',
    unauthenticated: 'Sign in first',
    forbidden: 'This is not open to you',
    'not-found': 'This page does not exist',
    refused: 'That is not possible',
    limited: 'Too many tries',
    unavailable: 'Not available right now',
  })[fault.code];

/** The answer where nothing is. */
export const publicNotFound = (http: HonoContext, render: RenderPage, organisation: Organisation): Response =>
  problemPage(http, render, organisation, notFound('The address is wrong, or what was here is gone.'));

/** A fault as a page of its own. */
function problemPage(http: HonoContext, render: RenderPage, organisation: Organisation, fault: Fault): Response {
  const read = readOf(http, organisation);
  sayLanguage(http, read);
  const seconds = fault.data.retryAfterSeconds;
  if (seconds) http.header('Retry-After', String(seconds));
  const props = { organisation: organisation.name, ...read, title: titleOf(fault), words: fault.message, fields: [] };
  return http.html(render('house.problem', props), STATUS_OF[fault.code] as 404);
}
