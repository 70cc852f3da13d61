import { sql } from 'kysely';
import { programsWith } from '#kernel/context.ts';
import { addressWords } from '#kernel/search/words.ts';
import type { PersonPanel, RecordTitles, Searchable, SearchEntry } from '#kernel/slots.ts';
import { membershipActivated, membershipGranted } from './facts.ts';
import { membershipRenewed, membershipTransferred } from './member-facts.ts';

const MOST = 20;
type Hit = { id: string; name: string; state: string; program: string; ends_at: Temporal.Instant | null };

const wordsOf = (row: Hit): string =>
  `${row.program}: ${row.state}${row.ends_at ? `, until ${row.ends_at.toString().slice(0, 10)}` : ''}`;

/** Members by name, namespace, and their owner's name and address. */
export const memberSearch: Searchable = {
  kind: 'membership',
  label: 'Members',
  permission: 'applications.read',
  touchedBy: [
    ...[membershipGranted, membershipActivated, membershipRenewed].map((fact) => ({
      fact: fact.kind,
      records: ({ data }: { data: unknown }) => [
        { kind: 'membership', id: (data as { membership: string }).membership },
      ],
    })),
    { fact: membershipTransferred.kind, records: ({ about }) => [{ kind: 'membership', id: about.id }] },
  ],
  entries: async (c, ids) => {
    const { rows } = await sql<{
      id: string;
      program: string;
      name: string;
      namespace_key: string | null;
      owner_name: string | null;
      owner_address: string | null;
      granted_at: Temporal.Instant;
    }>`select id, program, name, namespace_key, owner_name, owner_address, granted_at from programs.memberships
      where id = any(${[...ids]}::uuid[])`.execute(c.tx);
    return rows.map(
      (row): SearchEntry => ({
        id: row.id,
        programs: [row.program],
        keys: [row.name, row.namespace_key ?? '', row.owner_address ?? ''].filter((key) => key !== ''),
        text: [
          row.name,
          (row.namespace_key ?? '').replace(/^[^/]*\//, ''),
          row.owner_name ?? '',
          addressWords(row.owner_address ?? ''),
        ].join(' '),
        at: row.granted_at,
      }),
    );
  },
  all: async (c, after, limit) => {
    const { rows } = await sql<{ id: string }>`select id from programs.memberships
      where ${after === null ? sql`true` : sql`id > ${after}::uuid`} order by id limit ${limit}`.execute(c.tx);
    return rows.map(({ id }) => id);
  },
  hits: async (c, ids) => {
    const programs = programsWith(c.actor, 'applications.read');
    const { rows } = await sql<Hit>`
      select m.id, m.name, m.state, p.name program, least(m.ends_at, m.ended_at) ends_at
      from programs.memberships m join programs.programs p on p.id = m.program
      where m.id = any(${[...ids]}::uuid[]) and (${programs === 'all'} or m.program = any(${programs === 'all' ? [] : programs}::uuid[]))`.execute(
      c.tx,
    );
    return rows.map((row) => ({
      id: row.id,
      title: row.name,
      words: wordsOf(row),
      href: `/programs/members/${row.id}`,
    }));
  },
};

/** Members by name, of the programs that the viewer may read. */
export const memberTitles: RecordTitles = {
  kind: 'membership',
  of: async (c, ids) => {
    const programs = programsWith(c.actor, 'applications.read');
    const { rows } = await sql<{ id: string; name: string }>`
      select id, name from programs.memberships where id = any(${ids}::uuid[])
        and (${programs === 'all'} or program = any(${programs === 'all' ? [] : programs}::uuid[]))`.execute(c.tx);
    return rows.map(({ id, name }) => ({ id, title: name, href: `/programs/members/${id}` }));
  },
};

/** Memberships that the person owns, or is a contact of. */
export const memberPanel: PersonPanel = {
  name: 'programs.memberships',
  title: 'Memberships',
  rows: async (c, identities) => {
    const programs = programsWith(c.actor, 'applications.read');
    const { rows } = await sql<Hit & { role: string | null }>`
      select m.id, m.name, m.state, p.name program, least(m.ends_at, m.ended_at) ends_at, k.role
      from (select id, null role from programs.memberships where identity = any(${identities}::uuid[])
        union all select membership, role from programs.contacts where identity = any(${identities}::uuid[])) k
      join programs.memberships m using (id) join programs.programs p on p.id = m.program
      where (${programs === 'all'} or m.program = any(${programs === 'all' ? [] : programs}::uuid[]))
      order by m.granted_at desc, m.id desc limit ${MOST}`.execute(c.tx);
    return rows.map((row) => ({
      label: row.role === null ? row.name : `${row.name} (contact: ${row.role})`,
      value: wordsOf(row),
      href: `/programs/members/${row.id}`,
    }));
  },
};
