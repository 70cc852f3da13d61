import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { newId } from '../../ids.ts';
import { channelsHearing, tellChannels } from '../channels/hear.ts';
import type { Notice, NotificationKind } from './kind.ts';
import { holders } from './people.ts';
import { choicesOf, dueFor, preferencesOf } from './preferences.ts';
import { wakeTelling } from './wake.ts';

/**
 * Tells people of the house something, each as they chose, in the caller's transaction. Only who holds the kind's permission in the
 * program is told, and never `by`, whose own act it was; channels of that program hear it, too. A notice whose key was there before is told nobody twice.
 */
export async function notify(c: Context, kind: NotificationKind, notice: Notice, by: string | null): Promise<void> {
  const among = notice.to === 'holders' ? null : notice.to;
  const people = (await holders(c, kind.permission, notice.program, among)).filter(({ account }) => account !== by);
  const channels = await channelsHearing(c, kind, notice);
  if (people.length === 0 && channels.length === 0) return;
  const id = newId();
  const made = await sql`
    insert into work.notices (id, kind, program, about_kind, about_id, title, words, href, key, happened_at)
    values (${id}, ${kind.name}, ${notice.program}, ${notice.about.kind}, ${notice.about.id}, ${notice.title.slice(0, 300)},
      ${notice.words.slice(0, 300)}, ${notice.href}, ${notice.key ?? null}, ${c.now})
    on conflict (key) do nothing returning id`.execute(c.tx);
  if (made.rows.length === 0) return;
  await tellChannels(c, id, channels);
  const accounts = people.map((each) => each.account);
  const [choice, wants] = [await choicesOf(c, kind, accounts), await preferencesOf(c, accounts)];
  const listed = accounts.filter((account) => choice(account).inApp);
  await sql`insert into work.notifications (notice, account) select ${id}, a from unnest(${listed}::uuid[]) a`.execute(
    c.tx,
  );
  for (const account of accounts) {
    const { mail, slack } = choice(account);
    const ways = [
      ...(mail === 'off' ? [] : [mail === 'now' ? ('mail' as const) : ('digest' as const)]),
      ...(slack && wants(account).slackHost ? ['slack' as const] : []),
    ];
    for (const via of ways) {
      const due = await dueFor(c, via, wants(account));
      await sql`insert into work.tellings (notice, account, via, due_at) values (${id}, ${account}, ${via}, ${due})`.execute(
        c.tx,
      );
      await wakeTelling(c, account, via, due);
    }
  }
}
