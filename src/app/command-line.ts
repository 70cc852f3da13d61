import { readFileSync } from 'node:fs';
import type { AnyContractProcedure } from '@orpc/contract';
import { z } from 'zod';
import type { OperationMeta } from '#kernel/contract/operation.ts';
import { newId } from '#kernel/ids.ts';
import { contract } from './contract.ts';

type Env = Record<string, string | undefined>;

/** `acceptApplication` and `accept-application` name the same operation. */
const kebab = (name: string): string => name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);

const operations = new Map<string, AnyContractProcedure>(
  Object.entries(contract).flatMap(([module, routes]) =>
    Object.entries(routes).map(([name, procedure]) => [`${module} ${kebab(name)}`, procedure as AnyContractProcedure]),
  ),
);

/**
 * Runs an operation as a command: `guildhall programs approve-application --id ... --words "..."`.
 * It calls the running installation (GUILDHALL_URL, default http://127.0.0.1:PORT) with the token in GUILDHALL_TOKEN, under
 * the same permission as everybody else. Values of objects and lists are JSON; `@file` reads a value from a file (`.json` as JSON), `@-` from
 * standard input. Prints the answer as JSON. Answers the exit code: 0 done, 1 the operation said no, 2 wrong usage.
 */
export async function commandLine(args: string[], env: Env): Promise<number> {
  const [module = '', name = '', ...flags] = args;
  if (module === 'help' || module === '--help' || name === '' || name === '--help') {
    console.log(overview(module === 'help' || module === '--help' ? '' : module));
    return 0;
  }
  const procedure = operations.get(`${module} ${kebab(name)}`);
  if (!procedure) {
    console.error(`There is no operation "${module} ${name}". See: guildhall help`);
    return 2;
  }
  if (flags.includes('--help')) {
    console.log(usage(`${module} ${kebab(name)}`, procedure));
    return 0;
  }
  const input = readFlags(flags);
  if (typeof input === 'string') {
    console.error(input);
    return 2;
  }
  return call(procedure, input, env);
}

async function call(procedure: AnyContractProcedure, input: Record<string, unknown>, env: Env): Promise<number> {
  const base = env.GUILDHALL_URL ?? `http://127.0.0.1:${env.PORT ?? 3000}`;
  const { method = 'GET', path = '/' } = procedure['~orpc'].route;
  const rest = { ...input };
  const filled = path.replace(/\{(\w+)\}/g, (_, field: string) => {
    const value = rest[field];
    delete rest[field];
    return encodeURIComponent(String(value ?? ''));
  });
  const url = new URL(`${base}/api${filled}`);
  const headers: Record<string, string> = { accept: 'application/json' };
  if (env.GUILDHALL_TOKEN) headers.authorization = `Bearer ${env.GUILDHALL_TOKEN}`;
  const request: RequestInit = { method, headers };
  if (method === 'GET') {
    for (const [key, value] of Object.entries(rest)) url.searchParams.set(key, String(value));
  } else {
    headers['content-type'] = 'application/json';
    headers['idempotency-key'] = newId();
    request.body = JSON.stringify(rest);
  }
  let response: Response;
  try {
    response = await fetch(url, request);
  } catch {
    console.error(`Nothing answers at ${base}. Start Guildhall with "npm start", or set GUILDHALL_URL.`);
    return 1;
  }
  const text = await response.text();
  if (response.ok) {
    console.log(pretty(text));
    return 0;
  }
  console.error(words(text, response.status));
  return 1;
}

const pretty = (text: string): string => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
};

function words(text: string, status: number): string {
  try {
    const fault = JSON.parse(text) as {
      message?: string;
      data?: { rule?: string; fields?: { field: string; message: string }[] };
    };
    const fields = (fault.data?.fields ?? []).map((f) => `  --${kebab(f.field)}: ${f.message}`);
    const hint = status === 401 ? ['Set GUILDHALL_TOKEN to a token made under Settings.'] : [];
    return [fault.message ?? `Error ${status}`, ...fields, ...hint].join('\n');
  } catch {
    return `Error ${status}`;
  }
}

/** Reads `--name value` and `--flag`. Answers words when the arguments do not fit. */
function readFlags(flags: string[]): Record<string, unknown> | string {
  const input: Record<string, unknown> = {};
  for (let i = 0; i < flags.length; i++) {
    const flag = flags[i] as string;
    if (!flag.startsWith('--')) return `"${flag}" is not an option. Options are written --name value.`;
    const [key = '', inline] = flag.slice(2).split(/=(.*)/s);
    const name = key.replace(/-([a-z])/g, (_, c: string) => c.toUpperCase());
    const next = flags[i + 1];
    if (inline !== undefined) input[name] = readValue(inline);
    else if (next === undefined || next.startsWith('--')) input[name] = true;
    else {
      input[name] = readValue(next);
      i++;
    }
  }
  return input;
}

function readValue(text: string): unknown {
  if (text.startsWith('@')) {
    const content = readFileSync(text === '@-' ? 0 : text.slice(1), 'utf8');
    return text.endsWith('.json') ? JSON.parse(content) : content;
  }
  if (/^(true|false|null|-?\d+(\.\d+)?|[[{].*)$/s.test(text)) {
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }
  return text;
}

function overview(module: string): string {
  const fitting = [...operations].filter(([name]) => module === '' || name.startsWith(`${module} `));
  const lines = fitting.map(([name, p]) => `  guildhall ${name.padEnd(42)} ${p['~orpc'].route.summary ?? ''}`);
  return [
    'guildhall serve | work | doctor',
    ...lines,
    '',
    'guildhall <module> <operation> --help shows what an operation takes.',
  ].join('\n');
}

function usage(name: string, procedure: AnyContractProcedure): string {
  const route = procedure['~orpc'].route;
  const meta = procedure['~orpc'].meta as OperationMeta;
  const schema = procedure['~orpc'].inputSchema as z.ZodType | undefined;
  const json = schema
    ? (z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as {
        properties?: Record<string, unknown>;
        required?: string[];
      })
    : {};
  const options = Object.entries(json.properties ?? {}).map(
    ([field, type]) =>
      `  --${kebab(field).padEnd(20)} ${json.required?.includes(field) ? '(needed) ' : ''}${JSON.stringify(type)}`,
  );
  return [
    `guildhall ${name}`,
    `  ${route.summary ?? ''}`,
    route.description ? `  ${route.description}` : '',
    `  Permission: ${meta.permission}`,
    ...options,
  ]
    .filter(Boolean)
    .join('\n');
}
