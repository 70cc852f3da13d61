import type { AnyContractRouter } from '@orpc/contract';
import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import type { Module } from '../module.ts';
import { kindsOf, payloadSchema } from '../webhooks/payload.ts';

type Document = Awaited<ReturnType<OpenAPIGenerator['generate']>>;

const IDEMPOTENCY = {
  in: 'header',
  name: 'Idempotency-Key',
  required: false,
  schema: { type: 'string', minLength: 8, maxLength: 200 },
};

/** The OpenAPI 3.1 document of all modules' contracts. */
export async function openApiOf(modules: readonly Module[], publicUrl: string, version: string): Promise<Document> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const contract: AnyContractRouter = Object.fromEntries(modules.map((m) => [m.name, m.contract]));
  const document = await generator.generate(contract, {
    info: {
      title: 'Guildhall',
      version,
      description:
        'Every page, command and tool of Guildhall calls these operations. Sign in with `Authorization: Bearer <token>`. ' +
        'Writes take an `Idempotency-Key` header (8 to 200 characters); the answer is kept for 24 hours.',
    },
    servers: [{ url: `${publicUrl}/api` }],
    security: [{ token: [] }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  });
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const [method, operation] of Object.entries(item ?? {})) {
      if (typeof operation !== 'object' || operation === null || !('operationId' in operation)) continue;
      const module = String(operation.operationId).split('.')[0] ?? path;
      Object.assign(operation, { tags: [module] });
      if (method !== 'get') {
        const written = operation as { parameters?: unknown[] };
        written.parameters = [...(written.parameters ?? []), IDEMPOTENCY];
      }
    }
  }
  Object.assign(document, { webhooks: webhooksOf(modules) });
  return document;
}

/** What Guildhall sends by itself: one webhook a kind of fact (OpenAPI 3.1, Standard Webhooks). */
function webhooksOf(modules: readonly Module[]): Record<string, unknown> {
  const header = (name: string, description: string) => ({
    ...{ in: 'header', name, description, required: true },
    schema: { type: 'string' },
  });
  const parameters = [
    header('webhook-id', 'The same in every attempt; act once for each.'),
    header('webhook-timestamp', 'When it was sent, in seconds since 1970; refuse what is older than five minutes.'),
    header('webhook-signature', 'One or more `v1,<base64>` with a space between; one of them must fit.'),
  ];
  return Object.fromEntries(
    kindsOf(modules).map((each) => [
      each.kind,
      {
        post: {
          operationId: `webhook.${each.kind}`,
          tags: [each.room],
          summary: `Somebody ${each.words}`,
          security: [],
          parameters,
          requestBody: { required: true, content: { 'application/json': { schema: payloadSchema(each) } } },
          responses: {
            '2XX': { description: 'Taken. The body is not read.' },
            '410': { description: 'Nobody is here any more: the webhook is disabled.' },
            default: { description: 'Tried again for three days.' },
          },
        },
      },
    ]),
  );
}

const html = (text: unknown): string => String(text ?? '').replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** The answers of an operation whose status begins so. */
const answersOf = (responses: unknown, status: RegExp): unknown =>
  Object.fromEntries(Object.entries(responses ?? {}).filter(([code]) => status.test(code)));

/** The same document as a page that people can read: no script, one anchor per operation. */
export function referencePage(document: Document): string {
  type Operation = {
    operationId?: string;
    summary?: string;
    description?: string;
    tags?: string[];
    parameters?: unknown;
    requestBody?: unknown;
    responses?: unknown;
  };
  const rows: { method: string; path: string; operation: Operation }[] = [];
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const [method, operation] of Object.entries(item ?? {}))
      rows.push({ method, path, operation: operation as Operation });
  }
  const byModule = Map.groupBy(rows, (r) => r.operation.tags?.[0] ?? '');
  const nav = [...byModule]
    .map(([name, list]) => `<li><a href="#${html(name)}">${html(name)}</a> <small>${list.length}</small></li>`)
    .join('');
  const sections = [...byModule]
    .map(([name, list]) => `<section id="${html(name)}"><h2>${html(name)}</h2>${list.map(article).join('')}</section>`)
    .join('');
  const sent = Object.entries((document as { webhooks?: Record<string, { post: Operation }> }).webhooks ?? {})
    .map(
      ([
        kind,
        { post },
      ]) => `<article id="webhook-${html(kind)}"><h3><code>${html(kind)}</code></h3><p>${html(post.summary)}</p>
        <details><summary>Body</summary><pre>${html(JSON.stringify(post.requestBody, null, 2))}</pre></details></article>`,
    )
    .join('');
  function article({ method, path, operation }: { method: string; path: string; operation: Operation }): string {
    const part = (title: string, value: unknown) =>
      value === undefined
        ? ''
        : `<details><summary>${title}</summary><pre>${html(JSON.stringify(value, null, 2))}</pre></details>`;
    return `<article id="${html(operation.operationId)}"><h3><code class="${method}">${method.toUpperCase()}</code> <code>/api${html(path)}</code></h3>
      <p>${html(operation.summary)}</p>${operation.description ? `<p>${html(operation.description)}</p>` : ''}
      <p><small>Command line: <code>guildhall ${html((operation.operationId ?? '').replace('.', ' ').replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`))}</code></small></p>
      ${part('Parameters', operation.parameters)}${part('Body', operation.requestBody)}${part('Answer', answersOf(operation.responses, /^2/))}</article>`;
  }
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <title>API reference - Guildhall</title><link rel="stylesheet" href="/public.css"></head>
    <body class="reference"><main><h1>API reference</h1><p>${html(document.info.description)}</p>
    <p><a href="/api/openapi.json">openapi.json</a> (OpenAPI ${html(document.openapi)})</p>
    <p>What goes wrong is answered alike by every operation:</p><details><summary>Faults</summary><pre>${html(JSON.stringify(answersOf(rows[0]?.operation.responses, /^[45]/), null, 2))}</pre></details><nav><ul>${nav}<li><a href="#sent-webhooks">What webhooks send</a></li></ul></nav>${sections}
    <section id="sent-webhooks"><h2>What webhooks send</h2><p>Signed by the convention Standard Webhooks; ids only, never personal values.</p>${sent}</section></main></body></html>`;
}
