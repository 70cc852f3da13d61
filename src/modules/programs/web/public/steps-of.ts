import type { Step } from '#web/public/Steps.tsx';
import type { Application } from './types.ts';
import { dayWords } from './words.ts';

type Point = { name: string; done: boolean; words?: string };

/** The way of an application: what is behind, where it is, what is ahead. Where it ended early, the rest is left out. */
export function stepsOf(application: Application, zone: string): Step[] {
  const { stage, checks, decision, clock, agreement, coupon, membership, since } = application;
  const proof = checks.find((check) => check.name === 'control-proved');
  const others = checks.filter((check) => check.name !== 'control-proved' && check.name !== 'mail-confirmed');
  const looked = others.every((check) => check.state !== 'waiting' && check.state !== 'running');
  const on = (iso: string) => `on ${dayWords(iso, zone)}`;
  const before: Point[] = [
    { name: 'Mail address confirmed', done: stage !== 'confirming' },
    // A policy that does not ask for it must not tell that it was shown.
    ...(proof ? [{ name: 'Control of the project shown', done: proof.state === 'passed' }] : []),
    { name: 'Checks', done: looked, ...(looked ? {} : { words: 'most are done by machine, within minutes' }) },
  ];
  if (stage === 'withdrawn')
    return [...walked(before.filter((point) => point.done)), { name: 'Withdrawn', place: 'stopped', words: on(since) }];
  if (decision) {
    const made = before.filter((point) => point.done);
    if (decision.verdict === 'refused')
      return [...walked(made), { name: 'Not approved', place: 'stopped', words: on(decision.at) }];
    return walked([
      ...made,
      { name: 'Approved', done: true, words: on(decision.at) },
      {
        name: 'Agreement accepted',
        done: Boolean(agreement?.accepted),
        words: agreement?.accepted ? on(agreement.accepted) : 'yours to do, below',
      },
      {
        name: 'Coupon sent',
        done: coupon !== null,
        words: coupon
          ? on(coupon.sentAt)
          : agreement?.accepted
            ? 'on its way to you'
            : 'as soon as the agreement is accepted',
      },
      {
        name: 'Membership active',
        done: membership !== null,
        words: membership ? `until ${dayWords(membership.endsAt, zone)}` : 'once the coupon is redeemed',
      },
    ]);
  }
  return walked([
    ...before,
    { name: 'Decision', done: false, ...(clock.dueAt ? { words: `by ${dayWords(clock.dueAt, zone)}` } : {}) },
    { name: 'Agreement and coupon', done: false },
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
