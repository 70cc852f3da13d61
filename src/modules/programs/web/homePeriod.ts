import type { Ensure } from '#web/ask.ts';
import { whoAmI } from '#web/shell/questions.ts';
import { type Period, periodChoices, periodNamed } from './period.ts';

/** The period that the address of a program's home names, in the organisation's zone and fiscal year. */
export async function homePeriod(id: string | null, ensure: Ensure, count = 5): Promise<Period> {
  const { me } = await ensure(whoAmI);
  const organisation = me?.organisation ?? { zone: 'UTC', fiscalStartMonth: 1 };
  return periodNamed(id, periodChoices(new Date(), organisation, count));
}
