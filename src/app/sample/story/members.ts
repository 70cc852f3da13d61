import type { BusinessCalendar } from '#kernel/calendar/business-calendar.ts';
import type { Tale, Telling } from './application.ts';
import { workMoment } from './calendar.ts';
import { chance } from './chance.ts';
import type { Scene, Step } from './step.ts';

type Parts = {
  calendar: BusinessCalendar;
  seed: number;
  tales: readonly Tale[];
  told: ReadonlyMap<string, Telling>;
  endsAt: Temporal.Instant;
};

const BREACH =
  'Your website sells a hosted edition since this month, under the name of the project. A membership is for projects that do not seek profit.';
const MIRROR =
  'Two repositories of the project were made private in spring. A membership is for projects that everybody can read.';

/** What happens to members besides their renewals: breaches, one cured and one open; one becomes alumni, one gives it back; three may be named. */
export function memberSteps({ calendar, seed, tales, told, endsAt }: Parts): Step[] {
  const luck = chance(seed + 11);
  const renewed = new Set(tales.flatMap(({ renews }) => (renews === undefined ? [] : [renews])));
  const ago = (days: number) => endsAt.subtract({ hours: 24 * days });
  const since = (at: Temporal.Instant | null | undefined, from: number, until: number) =>
    at ? Temporal.Instant.compare(at, ago(from)) >= 0 && Temporal.Instant.compare(at, ago(until)) < 0 : false;
  // Members in the middle of their first term, who have nothing else to do.
  const names = tales
    .filter(
      ({ name, fate }) => since(told.get(name)?.booked, 290, 160) && !renewed.has(name) && typeof fate !== 'object',
    )
    .map(({ name }) => name);
  const at = (days: number) => workMoment(calendar, luck, ago(days), 0);
  const step = (
    name: string | undefined,
    when: Temporal.Instant,
    act: (scene: Scene, member: string) => Promise<unknown>,
  ) => (name === undefined ? [] : [{ at: when, act: (scene: Scene) => onMember(scene, name, act) }]);
  const [cured, open, alumni, back, ...others] = names;
  return [
    ...step(cured, at(120), (s, id) => s.as('ines', 'programs.openBreach', { id, words: MIRROR })),
    ...step(cured, at(102), (s, id) =>
      s.as('ines', 'programs.resolveBreach', { id, outcome: 'cured', words: 'Both are public again.' }),
    ),
    ...step(open, at(11), (s, id) => s.as('ines', 'programs.openBreach', { id, words: BREACH })),
    ...step(alumni, at(40), (s, id) =>
      s.as('ines', 'programs.endMembership', {
        ...{ id, as: 'alumni' },
        words: 'The project has handed its work to a foundation and is archived. We stay in touch.',
      }),
    ),
    ...step(back, at(75), (s, id) =>
      s.as('ines', 'programs.endMembership', { id, as: 'handed-back', words: 'They moved to servers of their own.' }),
    ),
    ...others.slice(0, 3).flatMap((name, nr) =>
      step(name, at(60 - 9 * nr), (s, id) =>
        s.as('ines', 'programs.recordReference', {
          ...{ id, kind: (['logo', 'quote', 'case-study'] as const)[nr] },
          ...{ scope: 'Our website and talks of our team', speaker: '', endsOn: null },
        }),
      ),
    ),
  ];
}

/** Does something with the membership that an application led to, if it has begun. */
async function onMember(
  scene: Scene,
  name: string,
  act: (scene: Scene, member: string) => Promise<unknown>,
): Promise<void> {
  const record = await scene.as('ines', 'programs.getApplication', { id: scene.id('application', name) });
  const { membership } = record as { membership: { id: string; startsAt: string | null } | null };
  if (membership?.startsAt) await act(scene, membership.id);
}
