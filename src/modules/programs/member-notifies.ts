import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { type Notice, type NotificationKind, tells } from '#kernel/work/notifications/kind.ts';
import {
  breachAnswered,
  entitlementRequested,
  membershipHandedBack,
  membershipLapsed,
  membershipRenewed,
  membershipTransferred,
} from './member-facts.ts';

const PERMISSION = 'memberships.manage';
const AT_HAND = { inApp: true, mail: 'now', slack: true } as const;
const IN_THE_LIST = { inApp: true, mail: 'digest', slack: false } as const;
const kind = (name: string, words: string, usually: NotificationKind['usually']): NotificationKind => ({
  ...{ name: `programs.${name}`, words, permission: PERMISSION, usually },
});

const answered = kind('breach-answered', 'A member answered the notice of a breach', AT_HAND);
const asked = kind('member-asked', 'A member asks for another hosting or a second subscription', AT_HAND);
const renewed = kind('member-renewed', 'A member renewed', IN_THE_LIST);
const lapsed = kind('member-lapsed', 'A membership lapsed', IN_THE_LIST);
const left = kind('member-left', 'A member gave the membership back', IN_THE_LIST);
const moved = kind('member-moved', 'A membership has another owner', IN_THE_LIST);

/** A notice about a membership, to all who look after members of the program. */
async function aboutMembership(c: Context, id: string, words: string): Promise<Notice | null> {
  const { rows } = await sql<{ name: string; program: string }>`
    select name, program from programs.memberships where id = ${id}`.execute(c.tx);
  const row = rows[0];
  if (!row) return null;
  return {
    ...{ to: 'holders', about: { kind: 'membership', id }, program: row.program },
    ...{ title: row.name, words, href: `/programs/members/${id}` },
  };
}

/** What happens to members that colleagues may want to know. */
export const memberNotifies: readonly NotificationKind[] = [
  {
    ...answered,
    hears: [tells(answered, breachAnswered, (c, f) => aboutMembership(c, f.about.id, 'They answered the notice'))],
  },
  {
    ...asked,
    hears: [
      tells(asked, entitlementRequested, (c, f) =>
        aboutMembership(
          c,
          f.about.id,
          f.data.kind === 'second' ? 'A second subscription is asked for' : 'Another hosting is asked for',
        ),
      ),
    ],
  },
  {
    ...renewed,
    hears: [tells(renewed, membershipRenewed, (c, f) => aboutMembership(c, f.data.membership, 'They renewed'))],
  },
  {
    ...lapsed,
    hears: [tells(lapsed, membershipLapsed, (c, f) => aboutMembership(c, f.about.id, 'The membership lapsed'))],
  },
  {
    ...left,
    hears: [
      tells(left, membershipHandedBack, (c, f) => aboutMembership(c, f.about.id, 'The membership was given back')),
    ],
  },
  {
    ...moved,
    hears: [tells(moved, membershipTransferred, (c, f) => aboutMembership(c, f.about.id, 'It has another owner'))],
  },
];
