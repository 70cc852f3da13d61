import { sql } from 'kysely';
import { BACKUPS, backupFailed } from '../../backup/facts.ts';
import type { Context } from '../../context.ts';
import { mailFailed } from '../../mail/facts.ts';
import { webhookDisabled } from '../../webhooks/facts.ts';
import { noteAdded, todoAdded } from '../facts.ts';
import { type NotificationKind, tells } from './kind.ts';
import { noticesMail } from './mail.ts';

const AT_HAND = { inApp: true, mail: 'now', slack: true } as const;

const webhookEnded: NotificationKind = {
  name: 'webhooks.disabled',
  words: 'A webhook was disabled because its receiver failed',
  permission: 'webhooks.manage',
  usually: AT_HAND,
};
const backupBroke: NotificationKind = {
  name: 'backups.failed',
  words: 'A backup failed',
  permission: 'backups.manage',
  usually: AT_HAND,
};
const mailBroke: NotificationKind = {
  name: 'mail.failed',
  words: 'A mail did not arrive, for good',
  permission: 'mail.read',
  usually: { inApp: true, mail: 'digest', slack: false },
};
const todoGiven: NotificationKind = {
  name: 'work.todo-given',
  words: 'Somebody gave you a to-do',
  permission: 'work.read',
  usually: AT_HAND,
  personal: true,
};
const mentioned: NotificationKind = {
  name: 'work.mentioned',
  words: 'Somebody mentioned you in a note',
  permission: 'work.read',
  usually: AT_HAND,
  personal: true,
};

/** A program in which an account holds something at all, for a notice that is about no program; null: everywhere. */
async function someProgramOf(c: Context, account: string): Promise<string | null> {
  const { rows } = await sql<{ program: string | null }>`
    select program from access.staff where account = ${account} order by program nulls first limit 1`.execute(c.tx);
  return rows[0]?.program ?? null;
}

/** Where a record stands, as the room that owns it says; the list of to-dos where no room has a page for it. */
async function pageOf(
  c: Context,
  about: { kind: string; id: string },
): Promise<{ title: string; href: string } | null> {
  const titles = c.house.modules.flatMap((m) => m.recordTitles ?? []).find(({ kind }) => kind === about.kind);
  return (await titles?.of(c, [about.id]))?.[0] ?? null;
}

/** What the kernel's own rooms tell. */
export const kernelNotifies: readonly NotificationKind[] = [
  {
    ...webhookEnded,
    hears: [
      tells(webhookEnded, webhookDisabled, async (_, fact) =>
        fact.data.why === 'hand'
          ? null
          : {
              to: 'holders',
              about: fact.about,
              program: fact.program,
              title: 'A webhook was disabled',
              words: fact.data.why === 'gone' ? 'Its receiver said that it is gone' : 'Nothing arrived for five days',
              href: '/settings/webhooks',
            },
      ),
    ],
  },
  {
    ...backupBroke,
    hears: [
      tells(backupBroke, backupFailed, async (_, fact) => ({
        ...{ to: 'holders', about: BACKUPS, program: null, title: 'A backup failed', href: '/settings/backups' },
        words: fact.data.stage === 'take' ? 'It could not be taken' : 'It could not be proved',
      })),
    ],
  },
  {
    ...mailBroke,
    hears: [
      tells(mailBroke, mailFailed, async (c, fact) => {
        // A mail that tells of notices and fails must not be told by such a mail.
        if (fact.data.template === noticesMail.name) return null;
        const template = c.house.templates.get(fact.data.template);
        return {
          ...{ to: 'holders', about: fact.about, program: fact.program, title: 'A mail did not arrive' },
          ...{ words: template?.summary ?? fact.data.template, href: `/settings/outbox/${fact.data.message}` },
        };
      }),
    ],
  },
  {
    ...todoGiven,
    hears: [
      tells(todoGiven, todoAdded, async (c, fact) => {
        const { assignee, todo } = fact.data;
        const alone = fact.about.kind === 'todo';
        return {
          ...{ to: [assignee], about: { kind: 'todo', id: todo }, href: `/todos#${todo}`, title: 'A to-do for you' },
          program: alone ? await someProgramOf(c, assignee) : fact.program,
          words: alone ? 'A colleague gave it to you' : `About ${(await pageOf(c, fact.about))?.title ?? 'a record'}`,
        };
      }),
    ],
  },
  {
    ...mentioned,
    hears: [
      tells(mentioned, noteAdded, async (c, fact) => {
        if (fact.data.mentions.length === 0) return null;
        const page = await pageOf(c, fact.about);
        return {
          ...{ to: fact.data.mentions, about: fact.about, program: fact.program },
          ...{
            title: page?.title ?? 'A note',
            words: 'You are mentioned in a note',
            href: page?.href ?? '/notifications',
          },
        };
      }),
    ],
  },
];
