import { z } from 'zod';
import { fact } from '#kernel/ledger/fact.ts';

const id = z.uuid();
const pair = { one: id, other: id };

/** About an identity (`identity`), never about a person: persons are worked out. */
export const identitiesMerged = fact(
  'identities.merged',
  z.object({ merge: id, ...pair }),
  'merged two identities into one person',
);
export const mergeUndone = fact(
  'identities.merge-undone',
  z.object({ merge: id, ...pair }),
  'undid a merge of two identities',
);
export const neverMergeNoted = fact(
  'identities.never-merge-noted',
  z.object({ id, ...pair }),
  'noted that two identities are different people',
);
export const neverMergeEnded = fact(
  'identities.never-merge-ended',
  z.object({ id, ...pair }),
  'took back that two identities are different people',
);
/** Whoever holds personal values that came with these identities erases them on hearing this. */
export const personErased = fact('person.erased', z.object({ identities: z.array(id) }), 'erased the personal data');
export const personExported = fact(
  'person.exported',
  z.object({ identities: z.array(id) }),
  'exported everything held about the person',
);
export const peopleExported = fact(
  'people.exported',
  z.object({ rows: z.number().int(), filtered: z.boolean() }),
  'exported the list of people',
);
export const organisationsMerged = fact(
  'organisations.merged',
  z.object({ merge: id, ...pair }),
  'merged two organisations',
);
export const organisationMergeUndone = fact(
  'organisations.merge-undone',
  z.object({ merge: id, ...pair }),
  'undid a merge of two organisations',
);
