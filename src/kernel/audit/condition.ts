import { type RawBuilder, sql } from 'kysely';
import { type Context, programsWith } from '../context.ts';
import type { Input } from '../contract/handlers.ts';
import { addressPrefix } from '../limits/bucket.ts';
import type { auditContract } from './contract.ts';

export type AuditFilters = Omit<Input<typeof auditContract.log>, 'after' | 'limit'>;
type Condition = RawBuilder<boolean>;

const and = (conditions: Condition[]): Condition => sql<boolean>`(${sql.join(conditions, sql` and `)})`;

/**
 * The filters as conditions on `f` (ledger.facts): every one of `all`, and one of `any`. Each of `any` is answered by an index of its
 * own, so they are asked apart: as one condition with "or" they would read the whole ledger.
 */
export async function conditionsOf(c: Context, input: AuditFilters): Promise<{ all: Condition; any: Condition[] }> {
  const reach = programsWith(c.actor, 'audit.read');
  const all: Condition[] = [sql<boolean>`true`];
  if (reach !== 'all') all.push(sql<boolean>`f.program = any(${reach}::uuid[])`);
  if (input.who) all.push(sql<boolean>`f.actor_id = ${input.who}`);
  if (input.kinds?.length === 1) all.push(sql<boolean>`f.kind = ${input.kinds[0]}`);
  else if (input.kinds) all.push(sql<boolean>`f.kind = any(${input.kinds}::text[])`);
  if (input.aboutKind) all.push(sql<boolean>`f.about_kind = ${input.aboutKind}`);
  if (input.about) all.push(sql<boolean>`f.about_id = ${input.about}::uuid`);
  if (input.program) all.push(sql<boolean>`f.program = ${input.program}::uuid`);
  if (input.since) all.push(sql<boolean>`f.happened_at >= ${input.since}::timestamptz`);
  if (input.until) all.push(sql<boolean>`f.happened_at < ${input.until}::timestamptz`);
  if (input.from) {
    const bare = input.from.replace(/::\/64$/, '::');
    const prefix = addressPrefix(bare) === 'unknown' ? input.from : addressPrefix(bare);
    all.push(sql<boolean>`exists (select from ledger.origins o where o.fact = f.id and o.address_prefix = ${prefix})`);
  }
  return { all: and(all), any: input.text ? await matches(c, input.text) : [] };
}

const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** What a text may mean: words of a kind, a name, an id, a word of what changed. */
async function matches(c: Context, text: string): Promise<Condition[]> {
  const low = text.toLowerCase();
  const kinds = [...c.house.facts.values()]
    .filter(({ kind, words }) => kind.includes(low) || words.toLowerCase().includes(low))
    .map(({ kind }) => kind);
  const { rows } = await sql<{ id: string }>`
    select id from access.account_names where strpos(lower(name), ${low}) > 0 order by id limit 50`.execute(c.tx);
  const people = rows.map(({ id }) => id);
  return [
    ...kinds.map((kind) => sql<boolean>`f.kind = ${kind}`),
    ...people.map((id) => sql<boolean>`f.actor_id = ${id}`),
    ...(people.length > 0 ? [sql<boolean>`f.about_kind = 'account' and f.about_id = any(${people}::uuid[])`] : []),
    ...(isUuid(text)
      ? [sql<boolean>`f.about_id = ${low}::uuid`, sql<boolean>`f.id = ${low}::uuid`, sql<boolean>`f.request = ${low}`]
      : []),
    sql<boolean>`f.id in (select d.fact from ledger.details d
      where (to_tsvector('simple', coalesce(d.before, 'null'::jsonb)) || to_tsvector('simple', coalesce(d.after, 'null'::jsonb)))
        @@ plainto_tsquery('simple', ${text}))`,
  ];
}
