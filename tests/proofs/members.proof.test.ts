import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markMembers, remindMembers } from '../../src/modules/programs/commands/keep-members.ts';
import { linkIn, testHouse } from '../support/house.ts';
import { type MadeMember, makeMember, memberPolicy, runIn, stock } from '../support/members.ts';
import { formOf, openProgram } from '../support/program.ts';

const FULL = process.env.GUILDHALL_PROVE === 'full';
const house = await testHouse({ now: '2056-03-07T09:00:00Z' });
const program = await openProgram(house, memberPolicy());
const managers = await Promise.all([house.as('program-manager', program), house.as('program-manager', program)]);
const [manager, colleague] = managers as [(typeof managers)[number], (typeof managers)[number]];
await stock(manager, program, 'OSS-SAAS-1Y', 500);
await stock(manager, program, 'OSS-SM-1Y', 500);
const run = runIn(house);
const { stranger } = house;
const ACTS = [
  ...['renew', 'mark', 'remind', 'replace-code', 'replace-hosting', 'resend', 'book', 'second', 'approve', 'agree'],
  ...['breach', 'resolve', 'later', 'work'],
] as const;
type Act = { act: (typeof ACTS)[number]; of: number; by: number };
const anyAct: fc.Arbitrary<Act> = fc.record({ act: fc.constantFrom(...ACTS), of: fc.nat(1), by: fc.nat(1) });
let serial = 0;

/** Sends a renewal from its prefilled draft, twice at once. */
async function renew(m: MadeMember): Promise<void> {
  const { draft } = await stranger.programs.startRenewal({ key: m.key });
  const { answers } = await stranger.programs.draft({ key: draft });
  const textOf = (name: string) => String(answers[name] ?? '');
  const form = {
    ...formOf('x'),
    ...{ project: textOf('project'), namespaceUrl: textOf('namespaceUrl'), hosting: textOf('hosting') as 'saas' },
    ...{ address: m.address, applicantName: textOf('applicantName'), purpose: 'Again.', draft },
  };
  await Promise.all([stranger.programs.submitApplication(form), stranger.programs.submitApplication(form)]);
}

async function carryOut({ act, of, by }: Act, members: MadeMember[]): Promise<unknown> {
  const m = members[of] as MadeMember;
  const who = by === 0 ? manager : colleague;
  const id = m.membership;
  const shown = async () => who.programs.getMember({ id });
  const inForce = async () =>
    (await shown()).terms.flatMap((t) => t.entitlements).find((e) => !e.replaced && e.kind !== 'second');
  switch (act) {
    case 'renew':
      return renew(m);
    case 'mark':
      return markMembers(run);
    case 'remind':
      return remindMembers(run);
    case 'later':
      return house.clock.advance({ hours: 24 * 20 });
    case 'work':
      return house.work();
    case 'second': {
      const asked = await who.programs.askSecond({ id, hosting: 'saas', words: 'More.' });
      return (by === 0 ? colleague : manager).programs.decideRequest({ id: asked.id, grant: true, words: 'Fine.' });
    }
    case 'breach':
      return who.programs.openBreach({ id, words: 'Private.' });
    case 'resolve':
      return who.programs.resolveBreach({ id, outcome: 'cured', words: 'Public.' });
    case 'approve': {
      const { renewal } = await shown();
      if (renewal) await who.programs.approveApplication({ id: renewal.id });
      house.clock.advance({ seconds: 1 });
      return house.work();
    }
    case 'agree': {
      const { renewal } = await shown();
      const mail = (await house.mailbox(m.address)).findLast((each) => each.template === 'programs.approved');
      if (!renewal || !mail) return;
      const key = linkIn(mail.text, '/a/').split('/').at(-1) as string;
      const { agreement } = await stranger.programs.application({ key });
      return stranger.programs.acceptAgreement({ key, version: agreement?.version as string, signedName: 'A' });
    }
    default: {
      const main = await inForce();
      if (!main) return;
      if (act === 'resend') return who.programs.resendCoupon({ id: main.id });
      if (act === 'replace-code') return who.programs.replaceCoupon({ id: main.id, why: 'lost', words: 'Lost.' });
      if (act === 'book') return who.programs.confirmEntitlement({ id: main.id, reference: `book-${main.id}` });
      const hosting = main.hosting === 'saas' ? 'self-managed' : 'saas';
      return who.programs.replaceEntitlement({ id: main.id, hosting, words: 'Wrong.' });
    }
  }
}

/** Whatever was done in whatever order: these never hold. Each query lists the rows that break a promise. */
const NEVER: Record<string, string> = {
  'a code that went to two': `select coupon from programs.coupon_issues group by 1 having count(distinct entitlement) > 1`,
  'two codes in force for one entitlement': `select entitlement from programs.coupon_issues where superseded_at is null group by 1 having count(*) > 1`,
  'a code in force of what was replaced': `select e.id from programs.entitlements e join programs.coupon_issues i on i.entitlement = e.id
    where e.replaced_at is not null and i.superseded_at is null`,
  'a code mailed to two members': `select k.id from programs.coupons k join mail.messages x on x.template = 'programs.coupon' and x.text like '%' || k.code || '%'
    group by k.id having count(distinct x.to_address) > 1`,
  'two terms of one application': `select application from programs.terms where application is not null group by 1 having count(*) > 1`,
  'terms that overlap': `select a.id from programs.terms a join programs.terms b on b.membership = a.membership and b.id <> a.id
    where a.starts_at < b.ends_at and b.starts_at < a.ends_at`,
  'a reminder sent twice': `select about_id, data ->> 'term', data ->> 'days' from ledger.facts where kind = 'membership.renewal-reminded' group by 1, 2, 3 having count(*) > 1`,
  'a mark told twice': `select data ->> 'term', kind from ledger.facts where kind in ('membership.renewal-due', 'membership.lapsed') group by 1, 2 having count(*) > 1`,
  'two renewals on their way': `select renews from programs.applications where renews is not null and stage not in ('refused', 'withdrawn', 'active') group by 1 having count(*) > 1`,
  'two seconds of one request': `select given from programs.entitlement_requests where given is not null group by 1 having count(*) > 1`,
  'an entitlement that waits for a code and has one': `select e.id from programs.entitlements e where e.wanted_since is not null
    and exists (select from programs.coupon_issues i where i.entitlement = e.id and i.superseded_at is null)`,
};

async function expectPromisesKept(): Promise<void> {
  for (const [promise, query] of Object.entries(NEVER)) expect(await house.rows(query), promise).toEqual([]);
}

test('no order of concurrent acts on members sends a code twice, makes a term twice, or reminds twice', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(anyAct, { minLength: 2, maxLength: 5 }), { minLength: 4, maxLength: 7 }),
      async (waves) => {
        const n = ++serial;
        const members = [
          await makeMember(house, manager, `proof-${n}-a`, { books: `first-${n}` }),
          await makeMember(house, manager, `proof-${n}-b`),
        ];
        const renews = (of: number): Act[] => [
          { act: 'renew', of, by: 0 },
          { act: 'renew', of, by: 1 },
        ];
        // Each run ends near the end of the term, where everything happens at once.
        const ending: Act[][] = [
          Array.from({ length: 16 }, () => ({ act: 'later' as const, of: 0, by: 0 })),
          [
            ...renews(0),
            { act: 'mark', of: 0, by: 0 },
            { act: 'remind', of: 0, by: 0 },
            { act: 'remind', of: 0, by: 1 },
          ],
          [{ act: 'approve', of: 0, by: 0 }],
          [
            { act: 'agree', of: 0, by: 0 },
            { act: 'agree', of: 0, by: 1 },
          ],
          [{ act: 'work', of: 0, by: 0 }],
          [
            { act: 'book', of: 0, by: 0 },
            { act: 'book', of: 0, by: 1 },
            { act: 'mark', of: 0, by: 0 },
          ],
        ];
        for (const wave of [...waves, ...ending]) {
          const outcomes = await Promise.allSettled(wave.map((act) => carryOut(act, members)));
          for (const outcome of outcomes) {
            // Rules may say no; nothing else may go wrong.
            if (outcome.status === 'rejected')
              expect(['REFUSED', 'NOT_FOUND', 'LIMITED', 'INVALID'], String(outcome.reason)).toContain(
                (outcome.reason as { code?: string }).code,
              );
          }
        }
        await expectPromisesKept();
      },
    ),
    { numRuns: FULL ? 100 : 2 },
  );
  // A proof in which nothing happened proves nothing.
  const [happened] = await house.rows<{ terms: number; reminded: number }>(
    `select (select count(*)::int from programs.terms) terms,
      (select count(*)::int from ledger.facts where kind = 'membership.renewal-reminded') reminded`,
  );
  expect(happened?.terms).toBeGreaterThan(FULL ? serial * 2 : serial);
  expect(happened?.reminded).toBeGreaterThan(0);
}, 1_800_000);
