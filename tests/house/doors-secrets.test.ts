import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'vite';
import { expect, test } from 'vitest';
import { ROOT } from './documents.ts';

/**
 * A comparison that stops at the first difference tells by its time how much of a secret was right. Secrets are looked up by their
 * hash, or compared by `sameToken` or `timingSafeEqual`.
 */
const SECRET =
  /^(token|secret|password|passphrase|signature|verifier|nonce|challenge|hash|digest|hmac|mac|csrf|bearer)$/i;
/** Where one is compared all the same, and why that tells nobody anything. */
const HARMLESS: Record<string, string> = {
  'src/modules/access/public.ts: query.state === state':
    'both sides come from the browser that asks; the key itself is looked up by its hash',
  'src/modules/programs/public/forge-routes.ts: query.state === state':
    'both sides come from the browser that asks; the key itself is looked up by its hash',
  'src/modules/access/commands/change-password.ts: input.current === input.password':
    'both sides come from the form of whoever asks',
  'src/modules/programs/queries/preview-act.ts: own.code === code':
    'codes of reasons, which a policy shows to everybody',
  'src/modules/programs/queries/application-review.ts: r.code === code':
    'codes of requirements, which a policy shows to everybody',
  'src/modules/programs/queries/application-review.ts: t.code === code':
    'codes of a checklist, which every reviewer sees',
  'src/modules/programs/queries/get-member.ts: code === d.code': 'codes of duties, which a policy shows to everybody',
  'src/modules/programs/move.ts: signed.code === code': 'codes of statements, which a form shows to everybody',
  'src/modules/programs/queries/preview-moves.ts: each.code === code':
    'codes of tiers, which a policy shows to everybody',
  'src/modules/programs/queries/policy-preview.ts: said.state === state': 'how far a preview has come',
  'src/modules/programs/policy/texts.ts: each.code === code': 'codes of texts, which a policy shows to everybody',
  'src/modules/programs/licences/match.ts: hashes[low] === hash': 'hashes of public texts of licences',
  'src/kernel/webhooks/endpoints.ts: row.id === input.secret': 'ids of secrets, which every page names',
  'src/kernel/webhooks/endpoints.ts: row.id !== input.secret': 'ids of secrets, which every page names',
  'src/kernel/mail/handlers.ts: row.state === state': 'what became of a mail',
};

type Node = { type: string; start: number; end: number; [key: string]: unknown };
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

/** The words of the name that a value goes by: `row.key_hash` is key and hash, `settings.metricsToken` metrics and token. */
function wordsOf(node: unknown): string[] {
  if (!isNode(node)) return [];
  if (node.type === 'Identifier') return String(node.name).split(/_|(?=[A-Z])/);
  if (node.type === 'MemberExpression') return node.computed ? [] : wordsOf(node.property);
  if (node.type === 'ChainExpression' || node.type === 'TSNonNullExpression') return wordsOf(node.expression);
  return [];
}

/** Nothing to guess: null, undefined, a literal, a type, a length. */
const isPlain = (node: unknown): boolean =>
  isNode(node) &&
  (node.type === 'Literal' ||
    node.type === 'TemplateLiteral' ||
    (node.type === 'UnaryExpression' && node.operator !== '+') ||
    (node.type === 'Identifier' && node.name === 'undefined'));

/** `state` and `key` are words of much that is no secret; so they count where both sides are called so. */
const isSecretTo = (one: unknown, other: unknown): boolean =>
  wordsOf(one).some((word) => SECRET.test(word)) ||
  (['state', 'code'].some((word) => wordsOf(one).at(-1) === word && wordsOf(other).at(-1) === word) && true);

/** Every comparison of a secret by `===` and its like, as source text. */
function comparisonsIn(source: string): string[] {
  const found: string[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) walk(each);
    if (!isNode(value)) return;
    const { type, operator, left, right } = value;
    if (type === 'BinaryExpression' && /^[!=]==?$/.test(String(operator)) && !isPlain(left) && !isPlain(right))
      if (isSecretTo(left, right) || isSecretTo(right, left)) found.push(source.slice(value.start, value.end));
    if (type === 'CallExpression' && isNode(value.callee) && value.callee.type === 'MemberExpression') {
      const { object, property } = value.callee;
      const name = isNode(property) ? String(property.name) : '';
      if (/^(startsWith|endsWith|localeCompare|equals)$/.test(name) && wordsOf(object).some((w) => SECRET.test(w)))
        if (!(value.arguments as unknown[]).every((each) => isPlain(each) || isConstant(each)))
          found.push(source.slice(value.start, value.end));
    }
    for (const each of Object.values(value)) if (typeof each === 'object') walk(each);
  };
  walk(parseAst(source, { lang: 'ts' }));
  return found;
}

const isConstant = (node: unknown): boolean => isNode(node) && /^[A-Z][A-Z_]+$/.test(String(node.name ?? ''));

const ON_THE_SERVER = globSync('src/{kernel,modules,app}/**/*.ts', { cwd: ROOT }).filter(
  (path) => !/\.test\.ts$|\/web\/|\/sample\//.test(path),
);

test('no secret is compared by anything that stops at the first difference', () => {
  expect(ON_THE_SERVER.length).toBeGreaterThan(200);
  const found = ON_THE_SERVER.flatMap((path) =>
    comparisonsIn(readFileSync(join(ROOT, path), 'utf8')).map((text) => `${path}: ${text}`),
  );
  expect(found.filter((each) => !(each in HARMLESS))).toEqual([]);
  expect(Object.keys(HARMLESS).filter((each) => !found.includes(each))).toEqual([]);
});

test.each([
  'if (given.token === token) open();',
  'const ok = row.key_hash == tokenHash(key);',
  'const ok = settings.metricsToken !== given;',
  'const ok = request.query.state === cookie.state;',
  'const ok = expectedSignature.equals(sent);',
  'const ok = secret.startsWith(given);',
])('%s would be seen', (source) => expect(comparisonsIn(source)).toHaveLength(1));

test.each([
  'const ok = token === null || secret !== undefined;',
  "const ok = typeof token === 'string' && password !== '';",
  'const ok = timingSafeEqual(tokenHash(a), tokenHash(b));',
  'const ok = bearer.startsWith(TOKEN_PREFIX);',
  'const ok = row.state === wanted;',
])('%s is fine', (source) => expect(comparisonsIn(source)).toEqual([]));
