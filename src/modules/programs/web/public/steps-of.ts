import type { Step } from '#web/public/Steps.tsx';
import type { Application } from './types.ts';
import type { Words } from './words/index.ts';

type Point = { name: string; done: boolean; words?: string };

/** The way of an application: what is behind, where it is, what is ahead. Where it ended early, the rest is left out. */
export function stepsOf(application: Application, zone: string, { say, day }: Words): Step[] {
  const { stage, checks, decision, clock, agreement, coupon, membership, since } = application;
  const proof = checks.find((check) => check.name === 'control-proved');
  const others = checks.filter((check) => check.name !== 'control-proved' && check.name !== 'mail-confirmed');
  const looked = others.every((check) => check.state !== 'waiting' && check.state !== 'running');
  const on = (iso: string) => say('step.on', { day: day(iso, zone) });
  const before: Point[] = [
    { name: say('step.confirmed'), done: stage !== 'confirming' },
    // A policy that does not ask for it must not tell that it was shown.
    ...(proof ? [{ name: say('step.proved'), done: proof.state === 'passed' }] : []),
    { name: say('step.checks'), done: looked, ...(looked ? {} : { words: say('step.checks-words') }) },
  ];
  if (stage === 'withdrawn')
    return [
      ...walked(before.filter((point) => point.done)),
      { name: say('step.withdrawn'), place: 'stopped', words: on(since) },
    ];
  if (decision) {
    const made = before.filter((point) => point.done);
    if (decision.verdict === 'refused')
      return [...walked(made), { name: say('step.not-approved'), place: 'stopped', words: on(decision.at) }];
    return walked([
      ...made,
      { name: say('step.approved'), done: true, words: on(decision.at) },
      {
        name: say('step.agreement'),
        done: Boolean(agreement?.accepted),
        words: agreement?.accepted ? on(agreement.accepted) : say('step.agreement-words'),
      },
      {
        name: say('step.coupon'),
        done: coupon !== null,
        words: coupon
          ? on(coupon.sentAt)
          : agreement?.accepted
            ? say('step.coupon-on-its-way')
            : say('step.coupon-words'),
      },
      {
        name: say('step.membership'),
        done: membership !== null,
        words: membership ? say('step.until', { day: day(membership.endsAt, zone) }) : say('step.membership-words'),
      },
    ]);
  }
  return walked([
    ...before,
    {
      name: say('step.decision'),
      done: false,
      ...(clock.dueAt ? { words: say('step.by', { day: day(clock.dueAt, zone) }) } : {}),
    },
    { name: say('step.agreement-and-coupon'), done: false },
  ]);
}

/** The first point that is not done is where the application is. */
function walked(points: Point[]): Step[] {
  const here = points.findIndex((point) => !point.done);
  return points.map(({ name, done, words }, at) => ({
    name,
    place: done ? 'done' : at === here ? 'here' : 'ahead',
    ...(words === undefined ? {} : { words }),
  }));
}
