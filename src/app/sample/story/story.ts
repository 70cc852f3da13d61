import { type Tale, type Telling, tell, type World } from './application.ts';
import { later, officeHours, workMoment } from './calendar.ts';
import { type Chance, chance } from './chance.ts';
import { couponSteps, type Stock, staleFrom } from './coupons.ts';
import { FATES, type Fate, fateNamed, IN_FLIGHT } from './fates.ts';
import { memberSteps } from './members.ts';
import { type Applicant, addressAt, inventor, type Member } from './people.ts';
import { satisfactionSteps } from './satisfaction.ts';
import type { Step, ToldChecks } from './step.ts';
import { teamSteps } from './team.ts';
import { MERGES } from './words.ts';

/** How many days of history, and how many applications in ordinary weeks. */
const DAYS = 730;
const ORDINARY = 262;
/** Days after the beginning: the rule of the policy begins to approve; there are no coupons left for a week. */
const RULE_BEGINS = 150;
const SHORTAGE = 245;
/** Since this day people are asked how satisfied they are. */
const ASKS = 480;

export type Story = {
  /** Steps by week, each week's in the order of their instants. A week ends on a Saturday at noon (UTC), when nobody works. */
  chapters: { from: Temporal.Instant; until: Temporal.Instant; steps: Step[] }[];
  /** What the checks of an application come to that would ask a forge. */
  checks: ReadonlyMap<string, ToldChecks>;
};

export type StoryParts = { seed: number; endsAt: Temporal.Instant; zone: string; country: string | null };

/** Invents the whole story. The same parts make the same story, so that it can be gone on with at any chapter. */
export async function inventStory({ seed, endsAt, zone, country }: StoryParts): Promise<Story> {
  const luck = chance(seed);
  const calendar = await officeHours(zone, country);
  const beginsAt = endsAt.subtract({ hours: 24 * DAYS });
  const day = (n: number) => beginsAt.add({ hours: 24 * n });
  const short = { from: day(SHORTAGE), until: workMoment(calendar, luck, day(SHORTAGE), 5) };
  const stale = staleFrom(endsAt).toZonedDateTime('UTC').toInstant();
  const world: World = {
    calendar,
    reviewers: (at) => teamAt(at, day),
    couponAt: (at, hosting) => {
      if (hosting === 'self-managed') return Temporal.Instant.compare(at, stale) < 0 ? at : null;
      return isBetween(at, short.from, short.until) ? later(short.until, 5) : at;
    },
  };
  const tales = ordinaryTales(luck, day, endsAt);
  const told = new Map(tales.map((tale) => [tale.name, tell(world, tale)]));
  const merges: Step[] = [];
  for (const tale of [...tales]) {
    const again = renewalOf(luck, tale, told.get(tale.name) as Telling, endsAt);
    if (!again) continue;
    tales.push(again);
    told.set(again.name, tell(world, again));
    if (again.applicant.address !== tale.applicant.address)
      merges.push(mergeStep(workMoment(calendar, luck, again.at, 1), tale.name, again.name, luck.of(MERGES)));
  }
  for (const [nr, second] of secondAddresses(luck, tales).entries()) {
    tales.push(second.tale);
    told.set(second.tale.name, tell(world, second.tale));
    const at = workMoment(calendar, luck, second.tale.at, 2);
    merges.push(mergeStep(at, second.first, second.tale.name, luck.of(MERGES)));
    if (nr === 0) merges.push(regretStep(workMoment(calendar, luck, at, 6), second.first, second.tale.name));
  }
  for (const back of returns(luck, tales, endsAt)) {
    tales.push(back);
    told.set(back.name, tell(world, back));
  }
  const stock: Stock = {
    begins: day(1),
    shortage: short,
    secondYear: day(480),
    ends: endsAt,
    accepted: tales.flatMap((tale) => {
      const at = told.get(tale.name)?.accepted;
      return at ? [{ at, hosting: tale.hosting }] : [];
    }),
  };
  const steps = [
    ...teamSteps({ calendar, luck, day, endsAt, ruleBegins: day(RULE_BEGINS), asks: day(ASKS) }),
    ...couponSteps(stock),
    ...[...told.values()].flatMap((t) => t.steps),
    ...satisfactionSteps({ seed, told, from: day(ASKS) }),
    ...memberSteps({ calendar, seed, tales, told, endsAt }),
    ...merges,
  ];
  return {
    chapters: inChapters(steps, beginsAt, endsAt),
    checks: new Map([...told].map(([name, t]) => [name, t.checks])),
  };
}

const isBetween = (at: Temporal.Instant, from: Temporal.Instant, until: Temporal.Instant): boolean =>
  Temporal.Instant.compare(at, from) >= 0 && Temporal.Instant.compare(at, until) < 0;

/** Jun leaves after fourteen months, Priya has come by then. */
function teamAt(at: Temporal.Instant, day: (n: number) => Temporal.Instant): Member[] {
  const team: Member[] = ['tobias', 'amara', 'ines'];
  if (Temporal.Instant.compare(at, day(400)) < 0) team.push('jun');
  if (Temporal.Instant.compare(at, day(305)) > 0) team.push('priya');
  return team;
}

/** How many apply in each month, January first: slow summers, a rush after them, a quiet December. */
const SEASON = [1.15, 1, 1.15, 1, 0.9, 0.75, 0.55, 0.65, 1.3, 1.4, 1.1, 0.5];

function ordinaryTales(luck: Chance, day: (n: number) => Temporal.Instant, endsAt: Temporal.Instant): Tale[] {
  const invent = inventor(luck);
  const moments: Temporal.Instant[] = [];
  while (moments.length < ORDINARY) {
    const n = luck.next() * (DAYS - 4) + 2;
    const at = later(day(0), Math.round(n * 24 * 60));
    const { month, dayOfWeek } = at.toZonedDateTimeISO('UTC');
    const weight = (SEASON[month - 1] as number) * (dayOfWeek > 5 ? 0.5 : 1) * (0.6 + (0.6 * n) / DAYS);
    if (luck.is(weight / 1.8)) moments.push(at);
  }
  moments.sort(Temporal.Instant.compare);
  const tales: Tale[] = moments.map((at, nr) =>
    tale(luck, `a${nr}`, nr, at, ordinaryFate(luck, at, day(RULE_BEGINS)), invent()),
  );
  for (const [nr, { fate, applicant }] of tales.entries()) {
    const earlier = nr > 40 ? tales[nr - luck.between(20, 39)] : undefined;
    if (typeof fate !== 'object' || !('refuse' in fate)) continue;
    // A second application for a project that has one: the check finds it by itself.
    if (fate.refuse === 'duplicate' && earlier)
      Object.assign(applicant, { project: earlier.applicant.project, url: earlier.applicant.url });
    if (fate.refuse === 'country') applicant.country = 'BY';
  }
  const flight = IN_FLIGHT.map(({ stays, daysAgo }, nr) =>
    tale(luck, `f${nr}`, 2000 + nr, endsAt.subtract({ minutes: Math.round(daysAgo * 1440) }), { stays }, invent()),
  );
  return [
    ...tales,
    // The last coupons for those who run it themselves got too old: whoever accepts now waits for new ones.
    ...flight.map((t, nr) => ({
      ...t,
      hosting: IN_FLIGHT[nr]?.stays === 'awaiting-coupon' ? ('self-managed' as const) : ('saas' as const),
    })),
  ];
}

function ordinaryFate(luck: Chance, at: Temporal.Instant, ruleBegins: Temporal.Instant): Fate {
  const fate = fateNamed(luck.weighed(FATES));
  return fate === 'by-rule' && Temporal.Instant.compare(at, ruleBegins) < 0 ? 'approve' : fate;
}

function tale(luck: Chance, name: string, nr: number, at: Temporal.Instant, fate: Fate, applicant: Applicant): Tale {
  return { name, seed: 10_000 + nr, applicant, at, hosting: luck.is(0.75) ? 'saas' : 'self-managed', fate };
}

/** Two of three members apply again before their year is over; some of them from another address. */
function renewalOf(luck: Chance, before: Tale, told: Telling, endsAt: Temporal.Instant): Tale | null {
  if (!told.booked || !luck.is(0.62)) return null;
  const at = told.booked.add({ hours: 24 * luck.between(318, 346) });
  if (Temporal.Instant.compare(at, endsAt) >= 0) return null;
  const { applicant } = before;
  const address = luck.is(0.15) ? addressAt(applicant.name, `mail.${applicant.slug}`) : applicant.address;
  return {
    ...before,
    name: `${before.name}-again`,
    seed: before.seed + 5000,
    at,
    applicant: { ...applicant, address },
    fate: luck.is(0.1) ? 'ask-approve' : 'approve',
    // From another address nobody knows that they are the member: they apply anew, and are merged later.
    ...(address === applicant.address ? { renews: before.name } : {}),
  };
}

/** Six people look after a second project and apply for it from another address. */
function secondAddresses(luck: Chance, tales: readonly Tale[]): { first: string; tale: Tale }[] {
  const firsts = tales.filter((t) => t.name.startsWith('a')).filter((_, nr) => nr % 41 === 20 && nr < 240);
  return firsts.map((first, nr) => {
    const { applicant } = first;
    const project = `${applicant.project} Docs`;
    const slug = `${applicant.slug}-docs`;
    return {
      first: first.name,
      tale: {
        ...first,
        name: `${first.name}-other`,
        seed: 18_000 + nr,
        at: first.at.add({ hours: 24 * luck.between(9, 25) }),
        fate: 'approve',
        applicant: {
          ...applicant,
          project,
          slug,
          address: addressAt(applicant.name, 'elsewhere'),
          url: applicant.url.replace(/\/[^/]+\/[^/]+$/, `/${slug}/${slug}`),
        },
      },
    };
  });
}

/**
 * Some who were refused, or let their application lapse, mend what was missing and apply again from another address. Nobody has
 * looked yet whether they are one person each: they stand among the suggestions.
 */
function returns(luck: Chance, tales: readonly Tale[], endsAt: Temporal.Instant): Tale[] {
  const mendable = ({ fate }: Tale) =>
    fate === 'lapse' ||
    fate === 'withdraw' ||
    (typeof fate === 'object' && 'refuse' in fate && ['licence', 'not-public'].includes(fate.refuse));
  const latest = endsAt.subtract({ hours: 24 * 75 });
  return tales
    .filter((tale) => mendable(tale) && Temporal.Instant.compare(tale.at, latest) < 0)
    .slice(-5)
    .map((first, nr) => ({
      ...first,
      name: `${first.name}-return`,
      seed: 19_000 + nr,
      at: first.at.add({ hours: 24 * luck.between(40, 55) }),
      fate: 'approve' as const,
      applicant: { ...first.applicant, address: addressAt(first.applicant.name, `new.${first.applicant.slug}`) },
    }));
}

const identities = async (scene: Parameters<Step['act']>[0], ...names: string[]): Promise<string[]> => {
  const found: string[] = [];
  for (const name of names) {
    const record = await scene.as('ines', 'programs.getApplication', { id: scene.id('application', name) });
    found.push((record as { identity: string }).identity);
  }
  return found;
};

const mergeStep = (at: Temporal.Instant, first: string, second: string, reason: string): Step => ({
  at,
  act: async (scene) => {
    const [one, other] = await identities(scene, first, second);
    await scene.as('ines', 'community.mergePeople', { one, other, reason });
  },
});

/** It turns out that they are two people of one name: the merge is undone, and noted for good. */
const regretStep = (at: Temporal.Instant, first: string, second: string): Step => ({
  at,
  act: async (scene) => {
    const [one, other] = await identities(scene, first, second);
    await scene.undoMergeOf(one as string, other as string);
    await scene.as('ines', 'community.neverMerge', {
      one,
      other,
      reason: 'Father and daughter of the same name; she wrote to us.',
    });
  },
});

/** Cuts what lies beyond the end (its last quarter of an hour too, so that nothing is left half done), and binds the rest by weeks. */
function inChapters(steps: Step[], beginsAt: Temporal.Instant, endsAt: Temporal.Instant): Story['chapters'] {
  const last = endsAt.subtract({ minutes: 15 });
  const kept = steps
    .filter(({ at }) => Temporal.Instant.compare(at, last) <= 0)
    .toSorted((a, b) => Temporal.Instant.compare(a.at, b.at));
  const chapters: Story['chapters'] = [];
  let from = beginsAt;
  while (Temporal.Instant.compare(from, endsAt) < 0) {
    const start = from.toZonedDateTimeISO('UTC');
    const noon = start.withPlainTime('12:00').add({ days: (6 - start.dayOfWeek + 7) % 7 || 7 });
    const until = Temporal.Instant.compare(noon.toInstant(), endsAt) < 0 ? noon.toInstant() : endsAt;
    const begin = from;
    chapters.push({ from, until, steps: kept.filter(({ at }) => isBetween(at, begin, until)) });
    from = until;
  }
  return chapters;
}
