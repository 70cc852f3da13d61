import type { BusinessCalendar } from '#kernel/calendar/business-calendar.ts';
import { isSlowTime, later, workMoment } from './calendar.ts';
import { type Chance, chance } from './chance.ts';
import type { Fate } from './fates.ts';
import type { Applicant, Member } from './people.ts';
import type { Scene, Step, Told, ToldChecks } from './step.ts';
import { ANSWERS, APPLICANT_MESSAGES, APPROVALS, NOTES, QUESTIONS, REFUSALS, TEAM_MESSAGES, TODOS } from './words.ts';

/** One application as the story has it: who, when, and what becomes of it. */
export type Tale = {
  /** Under which the story knows it. */
  name: string;
  seed: number;
  applicant: Applicant;
  at: Temporal.Instant;
  hosting: 'saas' | 'self-managed';
  fate: Fate;
  /** The application that led to the membership which this one renews. */
  renews?: string;
};

/** The world around an application. */
export type World = {
  calendar: BusinessCalendar;
  /** Who of the team works at that time. */
  reviewers: (at: Temporal.Instant) => readonly Member[];
  /** When a coupon goes out for an agreement accepted then: at once, when there are new ones, or (null) not within the story. */
  couponAt: (accepted: Temporal.Instant, hosting: Tale['hosting']) => Temporal.Instant | null;
};

export type Telling = {
  steps: Step[];
  checks: ToldChecks;
  /** When the agreement was accepted, when the membership began. */
  accepted: Temporal.Instant | null;
  booked: Temporal.Instant | null;
  /** When the decision was made that stood. */
  decided: Temporal.Instant | null;
};

const DAY = 24 * 60;

/** Tells one application from the form to its end. The same tale is always told the same way. */
export function tell(world: World, tale: Tale): Telling {
  const luck = chance(tale.seed);
  const { name, fate, applicant } = tale;
  const steps: Step[] = [];
  const step = (at: Temporal.Instant, act: (scene: Scene) => Promise<unknown>) =>
    steps.push({ at, act: async (scene) => void (await act(scene)) });
  const stays = typeof fate === 'object' && 'stays' in fate ? fate.stays : null;
  const byRule = isByRule(fate);
  const told: Telling = { steps, checks: checksOf(fate, luck), accepted: null, booked: null, decided: null };
  const id = (scene: Scene) => scene.id('application', name);
  const me = { applicant: name };
  const withKey = async (scene: Scene, operation: `${string}.${string}`, input: Record<string, unknown> = {}) =>
    scene.as(me, operation, { key: await scene.keyIn(id(scene), '/a/'), ...input });

  const sends = tale.renews === undefined ? apply : renew;
  step(tale.at, (scene) => sends(scene, tale, luck.is(0.3)));
  if (fate === 'lapse' || stays === 'confirming') return told;

  const confirmed = later(tale.at, luck.is(0.8) ? luck.between(2, 90) : luck.between(120, stays ? 240 : 1200));
  if (tale.renews === undefined)
    step(confirmed, async (scene) =>
      scene.as('stranger', 'programs.confirmMail', { key: await scene.keyIn(id(scene), '/a/confirm/') }),
    );
  if (stays === 'proving') return told;

  let ready = later(confirmed, 15);
  if (fate === 'never-proves') {
    const asked = workMoment(world.calendar, luck, ready, 4);
    const by = luck.of(world.reviewers(asked));
    step(asked, (s) =>
      s.as(by, 'programs.writeToApplicant', {
        id: id(s),
        body: 'We cannot find the token in your repository yet. Your status page says where it can stand.',
      }),
    );
    told.decided = workMoment(world.calendar, luck, asked, luck.between(8, 12));
    decide(luck, step, by, told.decided, id, 'no-control');
    return told;
  }
  const tries = told.checks['control-proved'];
  for (let nr = 0; nr < tries.length; nr++) {
    const wait = luck.is(0.7) || stays ? luck.between(15, 180) : luck.between(200, 3 * DAY);
    const at = later(ready, wait);
    step(at, (s) => withKey(s, 'programs.proveControl'));
    ready = later(at, 10);
  }
  if (luck.is(0.08)) step(later(ready, 30), (s) => withKey(s, 'programs.writeToTeam', { body: luckyWords(tale) }));
  if (stays === 'checking') return told;
  if (fate === 'withdraw') {
    step(later(ready, luck.between(60, 3 * DAY)), (s) => withKey(s, 'programs.withdrawApplication'));
    return told;
  }

  if (!byRule) {
    const delay = stays
      ? luck.between(0, 1)
      : isSlowTime(ready)
        ? luck.between(3, 9)
        : luck.weighed([
            [0, 15],
            [1, 30],
            [2, 27],
            [3, 15],
            [4, 9],
            [5, 3],
            [7, 1],
          ] as const);
    const by = luck.of(world.reviewers(ready));
    const claimed = workMoment(world.calendar, luck, ready, Math.max(0, delay - 1));
    let decided = workMoment(world.calendar, luck, later(claimed, 20), delay === 0 ? 0 : 1);
    if (stays !== 'review' || luck.is(0.4)) {
      step(claimed, (s) => s.as(by, 'programs.claimApplication', { id: id(s) }));
      if (luck.is(0.3))
        step(later(claimed, 8), (s) =>
          s.as(by, 'work.addNote', { about: { kind: 'application', id: id(s) }, body: luck.of(NOTES) }),
        );
      if (luck.is(0.06))
        step(later(claimed, 11), (s) =>
          s.as(by, 'work.addTodo', {
            title: luck.of(TODOS),
            about: { kind: 'application', id: id(s) },
            dueOn: claimed.toZonedDateTimeISO('UTC').toPlainDate().add({ days: 9 }).toString(),
          }),
        );
      if (luck.is(0.15))
        step(later(claimed, 14), (s) =>
          s.as(by, 'programs.writeToApplicant', { id: id(s), body: luck.of(TEAM_MESSAGES) }),
        );
    }
    if (stays === 'review') return told;

    if (stays === 'needs-info' || fate === 'ask-approve' || fate === 'ask-refuse' || fate === 'silent') {
      const topic = luck.between(0, QUESTIONS.length - 1);
      const asked = later(claimed, 17);
      step(asked, (s) => s.as(by, 'programs.askApplicant', { id: id(s), words: QUESTIONS[topic] }));
      if (stays) return told;
      if (fate === 'silent') {
        told.decided = workMoment(world.calendar, luck, asked, luck.between(18, 24));
        decide(luck, step, by, told.decided, id, 'licence');
        return told;
      }
      const answered = later(asked, luck.between(240, 6 * DAY));
      step(answered, (s) => withKey(s, 'programs.answerQuestion', { body: ANSWERS[topic] }));
      if (luck.is(0.5))
        step(later(answered, 6), (s) => s.as(by, 'programs.rerunCheck', { id: id(s), check: 'osi-licences' }));
      decided = workMoment(world.calendar, luck, later(answered, 30), luck.between(0, isSlowTime(answered) ? 5 : 2));
    }
    const reason =
      fate === 'ask-refuse' ? 'licence' : typeof fate === 'object' && 'refuse' in fate ? fate.refuse : null;
    if (reason) {
      told.decided = decided;
      decide(luck, step, by, decided, id, reason);
      return told;
    }
    if (fate === 'undone') {
      step(decided, (s) =>
        s.as(by, 'programs.refuseApplication', { id: id(s), reason: 'seeks-profit', words: REFUSALS['seeks-profit'] }),
      );
      const regretted = later(decided, luck.between(2, 8));
      step(regretted, (s) => s.as(by, 'programs.undoDecision', { id: id(s) }));
      decided = later(regretted, luck.between(15, 60));
    }
    decide(luck, step, by, decided, id, null);
    told.decided = decided;
    ready = later(decided, 15);
  }
  told.decided ??= ready;
  if (stays === 'approved' || (!stays && luck.is(0.03))) return told;

  const accepted = later(
    ready,
    stays === 'awaiting-coupon' || luck.is(0.6)
      ? luck.between(20, 10 * 60)
      : luck.between(DAY, stays ? 2 * DAY : 6 * DAY),
  );
  told.accepted = accepted;
  step(accepted, (s) => accept(s, name, applicant.name));
  if (stays || luck.is(0.06)) return told;

  const given = world.couponAt(accepted, tale.hosting);
  if (!given) return told;
  const byHand = luck.is(0.2);
  const booked = byHand
    ? workMoment(world.calendar, luck, later(given, 60), luck.between(1, 8))
    : later(given, luck.between(30, 14 * DAY));
  told.booked = booked;
  const reference = `${byHand ? 'INV' : 'SUB'}-${String(tale.seed).padStart(6, '0')}`;
  if (byHand) step(booked, (s) => s.as('ines', 'programs.confirmBooking', { id: id(s), reference }));
  else step(booked, (s) => bookByWebhook(s, name, reference, luck.between(3, 80)));
  if (luck.is(0.1))
    step(later(booked, luck.between(60, 4 * DAY)), (s) =>
      withKey(s, 'programs.writeToTeam', { body: APPLICANT_MESSAGES[2] }),
    );
  return told;
}

const luckyWords = (tale: Tale): string => APPLICANT_MESSAGES[tale.seed % APPLICANT_MESSAGES.length] as string;

/** A person decides: with a reason, or (null) approves. */
function decide(
  luck: Chance,
  step: (at: Temporal.Instant, act: (scene: Scene) => Promise<unknown>) => void,
  by: Member,
  at: Temporal.Instant,
  id: (scene: Scene) => string,
  reason: string | null,
): void {
  const words = reason ? (REFUSALS[reason] ?? '') : luck.of(APPROVALS);
  step(at, (s) =>
    reason
      ? s.as(by, 'programs.refuseApplication', { id: id(s), reason, words })
      : s.as(by, 'programs.approveApplication', { id: id(s), words }),
  );
}

const isByRule = (fate: Fate): boolean =>
  fate === 'by-rule' || (typeof fate === 'object' && 'stays' in fate && fate.stays === 'awaiting-coupon');

/** What the forges would have said. Under the rule, everything that passed is approved at once; so a person's case has a doubt. */
function checksOf(fate: Fate, luck: Chance): ToldChecks {
  const doubt: Told = isByRule(fate) ? 'passed' : 'unsure';
  const checks: ToldChecks = {
    'control-proved': luck.is(0.15) ? ['waiting', 'passed'] : ['passed'],
    'repositories-public': 'passed',
    'osi-licences': doubt,
  };
  if (typeof fate !== 'object') return checks;
  if ('stays' in fate) {
    if (fate.stays === 'checking') checks['osi-licences'] = 'waiting';
    return checks;
  }
  if (fate.refuse === 'licence') checks['osi-licences'] = 'failed';
  if (fate.refuse === 'not-public') checks['repositories-public'] = 'failed';
  return checks;
}

const formOf = ({ applicant, hosting }: Tale, wantsNews: boolean) => ({
  program: 'open-source-sample',
  applicantName: applicant.name,
  address: applicant.address,
  country: applicant.country,
  project: applicant.project,
  namespaceUrl: applicant.url,
  hosting,
  purpose: applicant.purpose,
  statements: ['not-seeking-profit', 'may-act'],
  acceptsPrivacy: true,
  wantsNews,
});

async function apply(scene: Scene, tale: Tale, wantsNews: boolean): Promise<void> {
  const sent = (await scene.as('stranger', 'programs.submitApplication', formOf(tale, wantsNews))) as {
    number: string;
  };
  await scene.remember('application', tale.name, await scene.numbered(sent.number));
}

/** From the member's own page: a form with everything filled in, sent again. */
async function renew(scene: Scene, tale: Tale, wantsNews: boolean): Promise<void> {
  const before = tale.renews as string;
  const key = await scene.keyIn(scene.id('application', before), '/a/');
  const { draft } = (await scene.as({ applicant: before }, 'programs.startRenewal', { key })) as { draft: string };
  const form = { ...formOf(tale, wantsNews), draft };
  const sent = (await scene.as('stranger', 'programs.submitApplication', form)) as { number: string };
  await scene.remember('application', tale.name, await scene.numbered(sent.number));
}

type Status = { agreement: { version: string } | null; coupon: { code: string } | null };
const statusOf = async (scene: Scene, name: string): Promise<Status & { key: string }> => {
  const key = await scene.keyIn(scene.id('application', name), '/a/');
  return { key, ...((await scene.as({ applicant: name }, 'programs.application', { key })) as Status) };
};

async function accept(scene: Scene, name: string, signedName: string): Promise<void> {
  const { key, agreement } = await statusOf(scene, name);
  if (!agreement) throw new Error(`${name} has no agreement to accept`);
  await scene.as({ applicant: name }, 'programs.acceptAgreement', { key, version: agreement.version, signedName });
}

async function bookByWebhook(scene: Scene, name: string, reference: string, seats: number): Promise<void> {
  const { coupon } = await statusOf(scene, name);
  if (!coupon) throw new Error(`${name} has no coupon to redeem`);
  await scene.as('shop', 'programs.bookingWebhook', {
    program: scene.program(),
    code: coupon.code,
    reference,
    seats,
  });
}
