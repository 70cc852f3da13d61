import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { type Notice, type NotificationKind, tells } from '#kernel/work/notifications/kind.ts';
import { programById } from './program-of.ts';
import { satisfactionAnswered } from './satisfaction-facts.ts';
import { numberOf } from './standing.ts';

const low: NotificationKind = {
  name: 'programs.low-satisfaction',
  words: 'Somebody was not satisfied',
  permission: 'programs.manage',
  usually: { inApp: true, mail: 'digest', slack: false },
};

/** A bad answer, told once to those who run the program; what was written in it stands on the page alone. */
async function aboutAnswer(c: Context, asking: string): Promise<Notice | null> {
  const { rows } = await sql<{
    program: string;
    about: { kind: string; id: string };
    score: number | null;
    prefix: string;
    number: number | null;
    project: string;
    words: boolean;
  }>`
    select s.program, s.score, json_build_object('kind', case when a.id is null then 'membership' else 'application' end, 'id', coalesce(a.id, m.id)) about, p.prefix, a.number, coalesce(a.project, m.name) project, s.comment <> '' words
    from programs.askings s join programs.programs p on p.id = s.program
    left join programs.applications a on a.id = s.application left join programs.memberships m on m.id = s.membership
    where s.id = ${asking} and s.erased_at is null`.execute(c.tx);
  const row = rows[0];
  if (!row || row.score === null) return null;
  const { policy, slug } = await programById(c, row.program);
  const upTo = policy.satisfaction?.noticeUpTo ?? null;
  if (upTo === null || row.score > upTo) return null;
  const title = row.number === null ? row.project : `${numberOf(row.prefix, row.number)} ${row.project}`;
  return {
    ...{ to: 'holders', about: row.about, program: row.program, title },
    words: `They answered ${row.score} of 5${row.words ? ', with a comment' : ''}`,
    href: `/programs/${slug}/satisfaction?asking=${asking}&peek=${asking}`,
    // Whoever changes an answer is told of once.
    key: `${low.name}:${asking}`,
  };
}

/** What people answered that those who run a program may want to know. */
export const satisfactionNotifies: readonly NotificationKind[] = [
  { ...low, hears: [tells(low, satisfactionAnswered, (c, fact) => aboutAnswer(c, fact.data.asking))] },
];
