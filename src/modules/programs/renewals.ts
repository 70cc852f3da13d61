import { sql } from 'kysely';

/**
 * SQL: the application, under this alias, has not come to its end. A refusal that can still be undone is none: nobody was told of it, and
 * nobody may learn of it by what they can do.
 */
export const onItsWay = (alias: string) => {
  const a = sql.id(alias);
  return sql<boolean>`(${a}.stage not in ('refused', 'withdrawn', 'active') or ${a}.stage = 'refused' and exists (
    select from programs.decisions d where d.application = ${a}.id and d.undone_at is null and d.reopened_at is null and d.settled_at is null))`;
};

/** SQL: renewal of the same membership was asked for once more since this application, and is on its way or came to be. */
export const askedAgain = (application: string) => sql<boolean>`exists (
  select from programs.applications one join programs.applications later on later.renews = one.renews and later.submitted_at > one.submitted_at
  where one.id = ${application} and (later.stage = 'active' or ${onItsWay('later')}))`;

/** SQL: the membership that the application under this alias is to renew was revoked. */
export const renewsRevoked = (alias: string) => sql<boolean>`exists (select from programs.endings x
  where x.membership = ${sql.id(alias)}.renews and x.kind = 'revoked' and x.taken_back_at is null)`;
