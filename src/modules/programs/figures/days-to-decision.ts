import { businessDays } from './business-days.ts';

export const daysToDecision = businessDays({
  id: 'programs.days-to-decision',
  name: 'Days to decision',
  words: 'How long half of the applicants waited for us at most, from the confirmed mail address to the decision.',
  waiting: 'without',
  share: 0.5,
});
