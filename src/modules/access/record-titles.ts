import { sql } from 'kysely';
import type { RecordTitles } from '#kernel/slots.ts';

type Named = { id: string; name: string };

/** What roles made here are called; retired ones, too. */
const roles: RecordTitles = {
  kind: 'role',
  of: async (c, ids) => {
    const { rows } = await sql<Named>`select id, name from access.roles where id = any(${ids}::uuid[])`.execute(c.tx);
    return rows.map(({ id, name }) => ({ id, title: name, href: '/settings/roles' }));
  },
};

/** What sign-in providers are called; removed ones lead to the list. */
const providers: RecordTitles = {
  kind: 'provider',
  of: async (c, ids) => {
    const { rows } = await sql<Named & { ended: boolean }>`
      select id, name, ended_at is not null as ended from access.providers where id = any(${ids}::uuid[])`.execute(
      c.tx,
    );
    return rows.map(({ id, name, ended }) => ({
      id,
      title: name,
      href: ended ? '/settings/providers' : `/settings/providers/${id}`,
    }));
  },
};

export const recordTitles: readonly RecordTitles[] = [roles, providers];
