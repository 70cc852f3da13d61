import type { FieldFault } from '#kernel/errors.ts';
import type { OwnWordsMail } from '../policy/mails.ts';
import type { Policy } from '../policy.ts';
import { approvedMail } from './approved.ts';
import { couponMail } from './coupon.ts';
import { tryOwnWords } from './own-words.ts';
import { receivedMail } from './received.ts';
import { refusedMail } from './refused.ts';
import { sample } from './to-applicant.ts';

/** By mail, the values that own words can name, invented. */
export const SAMPLES: Record<OwnWordsMail, Readonly<Record<string, unknown>>> = {
  received: receivedMail.sample,
  approved: approvedMail.sample,
  refused: refusedMail.sample,
  coupon: couponMail.sample,
  'renewal-reminder': { ...sample, endsAt: '2027-03-31T00:00:00Z' },
  'silence-notice': {
    ...sample,
    words: 'Which licence is "assets" under?',
    cause: 'answer',
    endsAt: '2026-12-01T09:00:00Z',
  },
  lapsed: sample,
};

/** What is wrong with the own words of a policy, by the path of the field. */
export async function mailFaults(policy: Pick<Policy, 'mails'>): Promise<FieldFault[]> {
  const faults: FieldFault[] = [];
  for (const [place, entry] of policy.mails.entries()) {
    const tried = await tryOwnWords(entry, SAMPLES[entry.mail]);
    faults.push(...tried.faults.map(({ field, message }) => ({ field: `mails.${place}.${field}`, message })));
  }
  return faults;
}
