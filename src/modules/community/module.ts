import type { Handlers } from '#kernel/contract/handlers.ts';
import type { Module } from '#kernel/module.ts';
import { erasePerson } from './commands/erase-person.ts';
import { exportPeople } from './commands/export-people.ts';
import { exportPerson } from './commands/export-person.ts';
import { mergeOrganisations, undoOrganisationMerge } from './commands/merge-organisations.ts';
import { mergePeople, undoMerge } from './commands/merge-people.ts';
import { allowMerge, neverMerge } from './commands/never-merge.ts';
import { communityContract } from './contract.ts';
import { db } from './database.ts';
import * as facts from './facts.ts';
import { needsMeSources } from './needs-me.ts';
import { listPeople } from './queries/list-people.ts';
import { exportOrganisations, listOrganisations, organisation } from './queries/organisations.ts';
import { mergeHistory, person } from './queries/person.ts';
import { previewMerge } from './queries/preview-merge.ts';
import { suggestMerges } from './queries/suggest-merges.ts';
import { searchables } from './searchable.ts';
import { timelineOf, timelineSources } from './timeline.ts';
import { visiblePerson } from './visibility.ts';

const handlers: Handlers<typeof communityContract> = {
  listPeople,
  person,
  timeline: async (c, input) =>
    timelineOf(c, (await visiblePerson(c, input.id)).identities, input.after ?? null, input.limit),
  previewMerge,
  mergePeople,
  undoMerge,
  mergeHistory,
  neverMerge,
  allowMerge,
  suggestMerges,
  exportPeople,
  exportPerson,
  erasePerson,
  listOrganisations,
  exportOrganisations,
  organisation,
  mergeOrganisations,
  undoOrganisationMerge,
};

export const communityModule: Module = {
  name: 'community',
  contract: communityContract,
  handlers,
  permissions: [
    {
      name: 'people.read',
      words: 'See people and organisations, and what they did',
      roles: ['manager', 'program-manager', 'reviewer', 'analyst'],
    },
    { name: 'people.merge', words: 'Say who is one person and who is not', roles: ['manager', 'program-manager'] },
    { name: 'people.export', words: 'Take people’s data out of the house', roles: ['manager'] },
    { name: 'people.erase', words: 'Erase a person’s data for good', roles: ['manager'] },
  ],
  // Nobody's program: an identity may have to do with several.
  scopes: {
    identity: async (c, id) =>
      (await db(c).selectFrom('community.identities').select('id').where('id', '=', id).executeTakeFirst())
        ? { program: null }
        : null,
    organisation: async (c, id) =>
      (await db(c).selectFrom('community.organisations').select('id').where('id', '=', id).executeTakeFirst())
        ? { program: null }
        : null,
  },
  facts: Object.values(facts),
  timeline: timelineSources,
  searchable: searchables,
  needsMe: needsMeSources,
};
