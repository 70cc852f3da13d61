import { businessDays } from './business-days.ts';

export const daysToDecisionWithWaitingP90 = businessDays({
  id: 'programs.days-to-decision-with-waiting-p90',
  name: 'Days to decision, with waiting, 9 of 10',
  words: 'How long nine of ten applicants had to be patient at most, the times in which we waited for them included.',
  waiting: 'with',
  share: 0.9,
});
