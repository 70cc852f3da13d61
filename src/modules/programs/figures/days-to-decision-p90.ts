import { businessDays } from './business-days.ts';

export const daysToDecisionP90 = businessDays({
  id: 'programs.days-to-decision-p90',
  name: 'Days to decision, 9 of 10',
  words: 'How long nine of ten applicants waited for us at most, from the confirmed mail address to the decision.',
  waiting: 'without',
  share: 0.9,
});
