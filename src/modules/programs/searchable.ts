import { sql } from 'kysely';
import { type Context, programsWith } from '#kernel/context.ts';
import { addressWords } from '#kernel/search/words.ts';
import type { Searchable, SearchEntry } from '#kernel/slots.ts';
import * as facts from './facts.ts';
import { memberSearch } from './member-search.ts';
import { numberOf } from './standing.ts';

const own = (fact: { kind: string }, kind: string) => ({
  fact: fact.kind,
  records: ({ about }: { about: { id: string } }) => [{ kind, id: about.id }],
});

/** Applications by number, project, namespace, name and address. Who applies is a person who can be found too. */
const applications: Searchable = {
  kind: 'application',
  label: 'Applications',
  permission: 'applications.read',
  touchedBy: [
    {
      fact: facts.applicationSubmitted.kind,
      records: async ({ about }, c) => {
        const found = await sql<{ identity: string; organisation: string | null }>`
          select identity, organisation from programs.applications where id = ${about.id}`.execute(c.tx);
        return [
          { kind: 'application', id: about.id },
          ...found.rows.map(({ identity }) => ({ kind: 'person', id: identity })),
          ...found.rows.flatMap(({ organisation }) =>
            organisation === null ? [] : [{ kind: 'organisation', id: organisation }],
          ),
        ];
      },
    },
    own(facts.addressChanged, 'application'),
    own(facts.applicationErased, 'application'),
  ],
  entries: async (c, ids) => {
    const found = await sql<{
      id: string;
      program: string;
      prefix: string;
      number: number;
      project: string;
      namespace_key: string | null;
      applicant_name: string | null;
      address: string | null;
      submitted_at: Temporal.Instant;
    }>`select a.id, a.program, p.prefix, a.number, a.project, a.namespace_key, a.applicant_name, a.address, a.submitted_at
      from programs.applications a join programs.programs p on p.id = a.program where a.id = any(${[...ids]}::uuid[])`.execute(
      c.tx,
    );
    return found.rows.map(
      (row): SearchEntry => ({
        id: row.id,
        programs: [row.program],
        keys: [numberOf(row.prefix, row.number), String(row.number), row.namespace_key ?? '', row.address ?? ''],
        text: [
          row.project,
          row.namespace_key?.replace(/^[^/]*\//, ''),
          row.applicant_name,
          addressWords(row.address ?? ''),
        ].join(' '),
        at: row.submitted_at,
      }),
    );
  },
  all: (c, after, limit) => idsOf(c, 'programs.applications', after, limit),
  hits: async (c, ids) => {
    const programs = programsWith(c.actor, 'applications.read');
    const found = await sql<{
      id: string;
      prefix: string;
      number: number;
      project: string;
      namespace_key: string | null;
      stage: string;
    }>`
      select a.id, p.prefix, a.number, a.project, a.namespace_key, a.stage
      from programs.applications a join programs.programs p on p.id = a.program
      where a.id = any(${[...ids]}::uuid[])
        and (${programs === 'all'} or a.program = any(${programs === 'all' ? [] : programs}::uuid[]))`.execute(c.tx);
    return found.rows.map((row) => ({
      id: row.id,
      title: `${numberOf(row.prefix, row.number)} ${row.project}`,
      words: [row.stage, row.namespace_key].filter(Boolean).join(', '),
      href: `/programs/applications/${row.id}`,
    }));
  },
};

/** Programs by name and the words of their address. */
const programs: Searchable = {
  kind: 'program',
  label: 'Programs',
  permission: 'applications.read',
  touchedBy: [
    own(facts.programMade, 'program'),
    own(facts.programRenamed, 'program'),
    own(facts.programOpened, 'program'),
    own(facts.policyPublished, 'program'),
  ],
  entries: async (c, ids) => {
    const found = await sql<{ id: string; slug: string; name: string; prefix: string; made_at: Temporal.Instant }>`
      select id, slug, name, prefix, made_at from programs.programs where id = any(${[...ids]}::uuid[])`.execute(c.tx);
    return found.rows.map((row) => ({
      id: row.id,
      programs: [row.id],
      keys: [row.slug, row.name],
      text: `${row.name} ${row.slug} ${row.prefix}`,
      at: row.made_at,
    }));
  },
  all: (c, after, limit) => idsOf(c, 'programs.programs', after, limit),
  hits: async (c, ids) => {
    const mine = programsWith(c.actor, 'applications.read');
    const found = await sql<{ id: string; slug: string; name: string }>`
      select id, slug, name from programs.programs where id = any(${[...ids]}::uuid[])
        and (${mine === 'all'} or id = any(${mine === 'all' ? [] : mine}::uuid[]))`.execute(c.tx);
    return found.rows.map((row) => ({ id: row.id, title: row.name, words: '', href: `/programs/${row.slug}` }));
  },
};

async function idsOf(c: Context, table: string, after: string | null, limit: number): Promise<string[]> {
  const found = await sql<{ id: string }>`select id from ${sql.table(table)}
    where ${after === null ? sql`true` : sql`id > ${after}::uuid`} order by id limit ${limit}`.execute(c.tx);
  return found.rows.map((row) => row.id);
}

export const searchables: readonly Searchable[] = [applications, memberSearch, programs];
