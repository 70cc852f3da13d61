import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { type Notice, type NotificationKind, tells } from '#kernel/work/notifications/kind.ts';
import { holders } from '#kernel/work/notifications/people.ts';
import {
  applicationAtRisk,
  applicationClaimed,
  applicationLate,
  couponsExhausted,
  couponsLow,
  mailConfirmed,
  messageWritten,
  questionAnswered,
} from './facts.ts';
import { nominationSent } from './invitation-facts.ts';
import { memberNotifies } from './member-notifies.ts';
import { satisfactionNotifies } from './satisfaction-notifies.ts';
import { appealMade, decisionProposed, exceptionAsked, proposalAnswered } from './workbench-facts.ts';

const AT_HAND = { inApp: true, mail: 'now', slack: true } as const;
const IN_THE_LIST = { inApp: true, mail: 'digest', slack: false } as const;
const kind = (
  name: string,
  words: string,
  permission: string,
  usually: NotificationKind['usually'],
): NotificationKind => ({
  ...{ name: `programs.${name}`, words, permission, usually },
});

const received = kind('new-application', 'A new application came in', 'applications.decide', IN_THE_LIST);
const assigned: NotificationKind = {
  ...kind('application-assigned', 'An application is given to you', 'applications.read', AT_HAND),
  personal: true,
};
const answered = kind('question-answered', 'An applicant answered your question', 'applications.review', AT_HAND);
const message = kind('message-received', 'An applicant wrote a message', 'applications.review', AT_HAND);
const atRisk = kind('application-at-risk', 'An application is soon due', 'applications.review', AT_HAND);
const late = kind('application-late', 'An application is late', 'applications.review', AT_HAND);
const opinionWanted = kind(
  'second-opinion-wanted',
  'A decision is proposed and needs a second person',
  'applications.decide',
  AT_HAND,
);
const opinionGiven: NotificationKind = {
  ...kind('second-opinion-given', 'Somebody answered a decision that you proposed', 'applications.decide', AT_HAND),
  personal: true,
};
const exceptionWanted = kind(
  'exception-asked',
  'An exception is asked for and needs those who may agree',
  'exceptions.approve',
  AT_HAND,
);
const appealed = kind(
  'application-appealed',
  'An applicant appealed against a decision',
  'applications.decide',
  AT_HAND,
);
const nominated = kind('nomination-received', 'Somebody was nominated', 'applications.review', IN_THE_LIST);
const lowOnCoupons = kind('coupons-low', 'A program runs low on coupons', 'coupons.manage', IN_THE_LIST);
const outOfCoupons = kind('coupons-exhausted', 'A program ran out of coupons', 'coupons.manage', AT_HAND);

/**
 * A notice about an application: to who looks after it, or else to all who may; `clock`: to them and to those who run the program,
 * since a promise of the program is at stake.
 */
async function aboutApplication(
  c: Context,
  id: string,
  words: string,
  to: 'assignee' | 'clock' | 'holders' | string,
): Promise<Notice | null> {
  const { rows } = await sql<{ title: string; program: string; assignee: string | null }>`
    select p.prefix || '-' || a.number || ' ' || a.project title, a.program, s.account assignee
    from programs.applications a join programs.programs p on p.id = a.program
    left join work.assignments s on s.about_kind = 'application' and s.about_id = a.id and s.ended_at is null
    where a.id = ${id}`.execute(c.tx);
  const row = rows[0];
  if (!row) return null;
  const one = to === 'assignee' || to === 'clock' ? row.assignee : to === 'holders' ? null : to;
  const run = to === 'clock' && one !== null ? await holders(c, 'programs.manage', row.program) : [];
  return {
    ...{
      to: one === null ? 'holders' : [one, ...run.map(({ account }) => account)],
      about: { kind: 'application', id },
      program: row.program,
    },
    ...{ title: row.title, words, href: `/programs/applications/${id}` },
  };
}

/** What happens in programs that colleagues may want to know. */
export const notifies: readonly NotificationKind[] = [
  {
    ...received,
    hears: [
      tells(received, mailConfirmed, (c, fact) =>
        aboutApplication(c, fact.about.id, 'A new application came in', 'holders'),
      ),
    ],
  },
  {
    ...assigned,
    hears: [
      tells(assigned, applicationClaimed, async (c, fact) =>
        fact.data.account ? aboutApplication(c, fact.about.id, 'It is yours to look after', fact.data.account) : null,
      ),
    ],
  },
  {
    ...answered,
    hears: [
      tells(answered, questionAnswered, (c, fact) =>
        aboutApplication(c, fact.about.id, 'The applicant answered', 'assignee'),
      ),
    ],
  },
  {
    ...message,
    hears: [
      tells(message, messageWritten, async (c, fact) =>
        fact.data.sender === 'applicant'
          ? aboutApplication(c, fact.about.id, 'The applicant wrote a message', 'assignee')
          : null,
      ),
    ],
  },
  {
    ...atRisk,
    hears: [
      tells(atRisk, applicationAtRisk, (c, fact) => aboutApplication(c, fact.about.id, 'It is soon due', 'clock')),
    ],
  },
  {
    ...late,
    hears: [tells(late, applicationLate, (c, fact) => aboutApplication(c, fact.about.id, 'It is late', 'clock'))],
  },
  {
    ...opinionWanted,
    hears: [
      tells(opinionWanted, decisionProposed, (c, fact) =>
        aboutApplication(c, fact.about.id, 'A decision is proposed: give the second opinion', 'holders'),
      ),
    ],
  },
  {
    ...opinionGiven,
    hears: [
      tells(opinionGiven, proposalAnswered, async (c, fact) => {
        const { rows } = await sql<{ by: string }>`
          select proposed_by "by" from programs.proposals where id = ${fact.data.proposal}`.execute(c.tx);
        const words = fact.data.agreed ? 'Your proposal was agreed to' : 'Your proposal was disagreed with';
        return rows[0] ? aboutApplication(c, fact.about.id, words, rows[0].by) : null;
      }),
    ],
  },
  {
    ...exceptionWanted,
    hears: [
      tells(exceptionWanted, exceptionAsked, (c, fact) =>
        aboutApplication(c, fact.about.id, 'An exception is asked for', 'holders'),
      ),
    ],
  },
  {
    ...appealed,
    hears: [
      tells(appealed, appealMade, (c, fact) =>
        aboutApplication(c, fact.about.id, 'The applicant appealed against the decision', 'holders'),
      ),
    ],
  },
  {
    ...nominated,
    hears: [
      tells(nominated, nominationSent, async (c, { program, about }) => {
        const { rows } = await sql<{ name: string; slug: string }>`
          select name, slug from programs.programs where id = ${program}`.execute(c.tx);
        const row = rows[0];
        if (!row) return null;
        return {
          ...{ to: 'holders', about, program, title: row.name, words: 'Somebody was nominated' },
          href: `/programs/${row.slug}/nominations?state=open`,
        };
      }),
    ],
  },
  {
    ...lowOnCoupons,
    hears: [
      tells(lowOnCoupons, couponsLow, async (c, { program, data, about }) => {
        const { rows } = await sql<{ name: string; slug: string }>`
          select name, slug from programs.programs where id = ${about.id}`.execute(c.tx);
        const row = rows[0];
        if (!row) return null;
        return {
          ...{ to: 'holders', about, program, title: row.name, href: `/programs/${row.slug}/coupons` },
          words: `${data.left === 1 ? 'One coupon is' : `${data.left} coupons are`} left for ${data.sku}`,
        };
      }),
    ],
  },
  {
    ...outOfCoupons,
    hears: [
      tells(outOfCoupons, couponsExhausted, (c, fact) =>
        aboutApplication(c, fact.about.id, `No coupon is left for ${fact.data.sku}`, 'holders'),
      ),
    ],
  },
  ...memberNotifies,
  ...satisfactionNotifies,
];
