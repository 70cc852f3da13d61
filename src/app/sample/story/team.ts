import type { BusinessCalendar } from '#kernel/calendar/business-calendar.ts';
import { later, workMoment } from './calendar.ts';
import type { Chance } from './chance.ts';
import { addressAt } from './people.ts';
import { askingPolicy, samplePolicy } from './policy.ts';
import type { Step } from './step.ts';

type Parts = {
  calendar: BusinessCalendar;
  luck: Chance;
  day: (n: number) => Temporal.Instant;
  endsAt: Temporal.Instant;
  ruleBegins: Temporal.Instant;
  /** Since when people are asked how satisfied they are. */
  asks: Temporal.Instant;
};

/** What the team of Marble & Tide does beside single applications: begins, changes the policy, comes and goes. */
export function teamSteps({ calendar, luck, day, endsAt, ruleBegins, asks }: Parts): Step[] {
  const beginsAt = day(0);
  return [
    {
      at: beginsAt,
      act: async (scene) => {
        await scene.setUpProgram();
        for (const member of ['ines', 'shop', 'tobias', 'amara', 'jun'] as const) await scene.join(member);
      },
    },
    { at: day(300), act: (scene) => scene.join('priya') },
    {
      // Two years ago people decided everything; since this day the rule approves what is certain.
      at: ruleBegins,
      act: async (scene) => {
        const policy = { ...samplePolicy, automatic: true };
        await scene.as('ines', 'programs.publishPolicy', { program: scene.program(), policy, basedOn: 1 });
      },
    },
    {
      at: asks,
      act: async (scene) => {
        await scene.as('ines', 'programs.publishPolicy', {
          program: scene.program(),
          policy: askingPolicy,
          basedOn: 2,
        });
      },
    },
    {
      at: workMoment(calendar, luck, day(425), 0),
      act: async (scene) => void (await scene.as('house', 'access.disableAccount', { id: scene.id('account', 'jun') })),
    },
    {
      at: workMoment(calendar, luck, day(700), 0),
      act: async (scene) => {
        await scene.as('tobias', 'work.addTodo', {
          title: 'Order coupons for self-managed members: the batch gets too old',
          assignee: scene.id('account', 'ines'),
          about: { kind: 'application', id: scene.id('application', 'a200') },
          dueOn: endsAt.toZonedDateTimeISO('UTC').toPlainDate().subtract({ days: 3 }).toString(),
        });
      },
    },
    ...[3, 9, 16].map((daysAgo, nr) => draftStep(endsAt.subtract({ hours: 24 * daysAgo }), nr)),
    {
      // Strangers find the real programs open, not this one.
      at: later(endsAt, -20),
      act: async (scene) => void (await scene.as('ines', 'programs.closeProgram', { program: scene.program() })),
    },
  ];
}

/** Somebody begins to fill in the form and has not sent it yet. */
const draftStep = (at: Temporal.Instant, nr: number): Step => ({
  at,
  act: async (scene) => {
    const answers = {
      applicantName: ['Sam Rivera', 'Lotte Ahlberg', 'Kofi Mensah'][nr] as string,
      project: ['Lantern Sketch', 'Tidal Notes', 'Moss Gauge'][nr] as string,
      purpose: nr === 1 ? 'We would like to' : '',
    };
    const program = 'open-source-sample';
    const kept = (await scene.as('stranger', 'programs.saveDraft', { program, answers })) as { key: string };
    const address = addressAt(answers.applicantName, 'post');
    if (nr > 0) await scene.as('stranger', 'programs.mailDraftLink', { key: kept.key, address });
  },
});
