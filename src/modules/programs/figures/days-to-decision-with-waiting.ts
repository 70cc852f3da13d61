import { businessDays } from './business-days.ts';

export const daysToDecisionWithWaiting = businessDays({
  id: 'programs.days-to-decision-with-waiting',
  name: 'Days to decision, with waiting',
  words: 'How long half of the applicants had to be patient at most, the times in which we waited for them included.',
  waiting: 'with',
  share: 0.5,
});
