import { sql } from 'kysely';
import { may } from '#kernel/context.ts';
import type { SearchSource } from '#kernel/slots.ts';
import { patternOf } from './identity.ts';
import { readPeople } from './queries/list-people.ts';

const people: SearchSource = {
  name: 'People',
  permission: 'people.read',
  find: async (c, text, limit) =>
    (await readPeople(c, { text }, null, limit)).map((p) => ({
      kind: 'person',
      id: p.id,
      title: p.name,
      words: [p.address, p.organisation].filter(Boolean).join(', '),
      href: `/community/people/${p.id}`,
    })),
};

const organisations: SearchSource = {
  name: 'Organisations',
  permission: 'people.read',
  find: async (c, text, limit) => {
    // The register of organisations opens with a grant for all programs only.
    if (!may(c.actor, 'people.read', null)) return [];
    const found = await sql<{ id: string; name: string; domain: string | null }>`
      select distinct n.whole as id, n.name, n.domain
      from community.organisations o join community.organisation_names n on n.organisation = o.id
      where o.found_by like ${patternOf(text)} order by n.name, n.whole limit ${limit}`.execute(c.tx);
    return found.rows.map((o) => ({
      kind: 'organisation',
      id: o.id,
      title: o.name,
      words: o.domain ?? '',
      href: `/community/organisations/${o.id}`,
    }));
  },
};

export const searchSources: readonly SearchSource[] = [people, organisations];
