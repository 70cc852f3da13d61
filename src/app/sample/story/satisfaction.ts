import type { Telling } from './application.ts';
import { later } from './calendar.ts';
import { chance } from './chance.ts';
import type { Step } from './step.ts';
import { COMMENTS } from './words.ts';

const DAY = 24 * 60;
/** They are asked by a mail of the week after the fifth day; whoever answers does so in the days after it. */
const ANSWERED = { from: 13 * DAY, until: 24 * DAY };

type Parts = { seed: number; told: ReadonlyMap<string, Telling>; from: Temporal.Instant };

/** What people answer who are asked how satisfied they are: somewhat more than half, the content more often; some would rather not say. */
export function satisfactionSteps({ seed, told, from }: Parts): Step[] {
  const luck = chance(seed + 7);
  return [...told].flatMap(([name, { decided, accepted }]): Step[] => {
    if (!decided || Temporal.Instant.compare(decided, from) < 0) return [];
    const approved = accepted !== null;
    const at = later(decided, luck.between(ANSWERED.from, ANSWERED.until));
    const says = luck.is(approved ? 0.64 : 0.4);
    const declines = luck.is(0.07);
    const score = approved
      ? luck.weighed([
          [5, 55],
          [4, 30],
          [3, 10],
          [2, 5],
        ] as const)
      : luck.weighed([
          [1, 25],
          [2, 30],
          [3, 25],
          [4, 20],
        ] as const);
    const comment = luck.is(0.45) ? luck.of(COMMENTS[score]) : '';
    if (!says) return [];
    const answer = declines ? { score: null, comment: '' } : { score, comment };
    return [
      {
        at,
        act: async (scene) => {
          const key = await scene.askedBy(scene.id('application', name));
          if (key) await scene.as('stranger', 'programs.answerAsking', { key, ...answer });
        },
      },
    ];
  });
}
