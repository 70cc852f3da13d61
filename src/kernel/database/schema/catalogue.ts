import type { Pool } from 'pg';

/**
 * A column as the catalogue has it. `type` is how PostgreSQL writes the type; `base` is its name without domain, array or length.
 * PostgreSQL does not know which columns of a view are never null: the migration says it with
 * `comment on column programs.some_view.some_column is 'not null'`.
 */
export type Column = {
  readonly name: string;
  readonly type: string;
  readonly base: string;
  readonly array: boolean;
  readonly labels: readonly string[] | null;
  readonly nullable: boolean;
  readonly default: string | null;
  readonly identity: '' | 'a' | 'd';
  readonly generated: '' | 's' | 'v';
  readonly storage: string | null;
};

/** A table, view or materialised view with everything that hangs on it, each as PostgreSQL itself writes it. */
export type Relation = {
  readonly schema: string;
  readonly name: string;
  readonly kind: 'table' | 'view' | 'materialized view';
  readonly unlogged: boolean;
  readonly partitionOf: string | null;
  readonly partitionBy: string | null;
  readonly options: readonly string[] | null;
  readonly view: string | null;
  readonly columns: readonly Column[];
  readonly constraints: readonly { readonly name: string; readonly definition: string }[];
  readonly indexes: readonly string[];
  readonly triggers: readonly string[];
};

/** What the migrations have made, in a fixed order. */
export type Catalogue = {
  readonly extensions: readonly string[];
  readonly schemas: readonly string[];
  readonly types: readonly { readonly name: string; readonly definition: string }[];
  readonly sequences: readonly string[];
  readonly relations: readonly Relation[];
  readonly functions: readonly string[];
};

// What is PostgreSQL's own, or the job queue's, or belongs to an extension, is not ours to print.
const OURS = `(select oid, nspname from pg_namespace
  where nspname !~ '^pg_' and nspname not in ('information_schema', 'graphile_worker'))`;
const notOfExtension = (catalogue: string, oid: string) =>
  `not exists (select from pg_depend d where d.classid = '${catalogue}'::regclass and d.objid = ${oid} and d.deptype = 'e')`;

/** Reads the catalogue of the database that the pool is connected to. */
export async function readCatalogue(pool: Pool): Promise<Catalogue> {
  const rows = async <R>(sql: string) => (await pool.query(sql)).rows as R[];
  const texts = async (sql: string) => (await rows<{ text: string }>(sql)).map((row) => row.text);
  return {
    extensions: await texts(`select extname as text from pg_extension where extname <> 'plpgsql' order by 1`),
    schemas: await texts(`select nspname as text from ${OURS} n where nspname <> 'public' order by 1`),
    types: await rows(`
      select n.nspname || '.' || t.typname as name,
        case t.typtype
          when 'e' then 'enum (' || (select string_agg(quote_literal(enumlabel), ', ' order by enumsortorder) from pg_enum where enumtypid = t.oid) || ')'
          when 'd' then format_type(t.typbasetype, t.typtypmod) || case when t.typnotnull then ' not null' else '' end ||
            coalesce((select ' ' || string_agg(pg_get_constraintdef(c.oid), ' ' order by c.conname) from pg_constraint c where c.contypid = t.oid and c.contype = 'c'), '')
          else '(' || (select string_agg(quote_ident(attname) || ' ' || format_type(atttypid, atttypmod), ', ' order by attnum) from pg_attribute where attrelid = t.typrelid and attnum > 0 and not attisdropped) || ')'
        end as definition
      from pg_type t join ${OURS} n on n.oid = t.typnamespace left join pg_class c on c.oid = t.typrelid
      where (t.typtype in ('e', 'd') or c.relkind = 'c') and ${notOfExtension('pg_type', 't.oid')}
      order by 1`),
    sequences: await texts(`
      select n.nspname || '.' || c.relname as text from pg_class c join ${OURS} n on n.oid = c.relnamespace
      where c.relkind = 'S' and ${notOfExtension('pg_class', 'c.oid')}
        and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('i', 'a') and d.refobjsubid > 0)
      order by 1`),
    relations: await rows<Relation>(RELATIONS),
    functions: await texts(`
      select pg_get_functiondef(p.oid) as text from pg_proc p join ${OURS} n on n.oid = p.pronamespace
      where p.prokind in ('f', 'p') and ${notOfExtension('pg_proc', 'p.oid')}
      order by n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)`),
  };
}

const COLUMNS = `
  select jsonb_agg(jsonb_build_object(
    'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'base', e.typname, 'array', e.oid <> b.oid,
    'labels', (select jsonb_agg(enumlabel order by enumsortorder) from pg_enum where enumtypid = e.oid),
    'nullable', not a.attnotnull and not (t.typtype = 'd' and t.typnotnull) and col_description(a.attrelid, a.attnum) is distinct from 'not null', 'default', pg_get_expr(d.adbin, d.adrelid),
    'identity', a.attidentity, 'generated', a.attgenerated,
    'storage', case when a.attstorage <> t.typstorage then case a.attstorage when 'e' then 'external' when 'm' then 'main' when 'x' then 'extended' else 'plain' end end
  ) order by a.attnum)
  from pg_attribute a
    join pg_type t on t.oid = a.atttypid
    join pg_type b on b.oid = case when t.typtype = 'd' then t.typbasetype else t.oid end
    join pg_type e on e.oid = case when b.typcategory = 'A' then b.typelem else b.oid end
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped`;

const RELATIONS = `
  select n.nspname as schema, c.relname as name,
    case c.relkind when 'v' then 'view' when 'm' then 'materialized view' else 'table' end as kind,
    c.relpersistence = 'u' as unlogged,
    (select i.inhparent::regclass::text || ' ' || pg_get_expr(c.relpartbound, c.oid) from pg_inherits i where i.inhrelid = c.oid and c.relispartition) as "partitionOf",
    case when c.relkind = 'p' then pg_get_partkeydef(c.oid) end as "partitionBy",
    c.reloptions as options,
    case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) end as view,
    coalesce((${COLUMNS}), '[]') as columns,
    coalesce((select jsonb_agg(jsonb_build_object('name', k.conname, 'definition', pg_get_constraintdef(k.oid))
        order by position(k.contype::text in 'puxcf'), k.conname)
      from pg_constraint k where k.conrelid = c.oid and k.contype <> 'n' and k.contype <> 't'), '[]') as constraints,
    coalesce((select jsonb_agg(pg_get_indexdef(i.indexrelid) order by x.relname)
      from pg_index i join pg_class x on x.oid = i.indexrelid
      where i.indrelid = c.oid and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))), '[]') as indexes,
    coalesce((select jsonb_agg(pg_get_triggerdef(g.oid) order by g.tgname) from pg_trigger g where g.tgrelid = c.oid and not g.tgisinternal), '[]') as triggers
  from pg_class c join ${OURS} n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm') and ${notOfExtension('pg_class', 'c.oid')}
  order by n.nspname, c.relname`;
