import { ask } from '#web/ask.ts';
import { readList } from '#web/kit/list.ts';
import type { Search } from '#web/search.ts';

const listInput = (search: Search) => {
  const list = readList(search, []);
  return { ...(list.words ? { text: list.words } : {}), ...(list.after ? { after: list.after } : {}), limit: 50 };
};

export const peopleList = (search: Search) => ask((c) => c.community.listPeople, listInput(search));
export const personRecord = (id: string) => ask((c) => c.community.person, { id });
export const mergePreview = (one: string, other: string) => ask((c) => c.community.previewMerge, { one, other });
export const peopleFound = (text: string) => ask((c) => c.community.listPeople, { text, limit: 8 });
export const organisationList = (search: Search) => ask((c) => c.community.listOrganisations, listInput(search));
export const organisationRecord = (id: string) => ask((c) => c.community.organisation, { id });
export const organisationsFound = (text: string) => ask((c) => c.community.listOrganisations, { text, limit: 8 });
export const suggestions = ask((c) => c.community.suggestMerges, { limit: 50 });
