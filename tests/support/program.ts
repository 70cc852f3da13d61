import { setUpDefaultCalendar } from '#kernel/calendar/store.ts';
import { publishPolicy, setUpOpenSource } from '../../src/modules/programs/commands/run-program.ts';
import type { CheckName } from '../../src/modules/programs/policy/requirements.ts';
import type { Policy } from '../../src/modules/programs/policy.ts';
import { openSourcePreset } from '../../src/modules/programs/presets/open-source.ts';
import { linkIn, type TestHouse } from './house.ts';

/** Checks that need nothing from outside; a policy of these alone can be worked through without a forge. */
export const LOCAL_CHECKS: CheckName[] = ['mail-confirmed', 'country-allowed', 'not-duplicate'];

/** The Open Source program, open, with a calendar; `change` makes a second version of its policy. Answers the program's id. */
export async function openProgram(house: TestHouse, change: Partial<Policy> = {}): Promise<string> {
  return house.transact(async (c) => {
    await setUpDefaultCalendar(c, { zone: 'Europe/Berlin', country: 'DE' });
    const program = await setUpOpenSource(c);
    if (Object.keys(change).length > 0) {
      await publishPolicy(c, { program, policy: { ...openSourcePreset.policy, ...change }, basedOn: 1 });
    }
    return program;
  });
}

/** Requirements of the preset, narrowed to some checks. */
export const requiring = (names: CheckName[]): Policy['requirements'] =>
  openSourcePreset.policy.requirements.filter((r) => names.includes(r.check));

/** A form that is right in every field; `n` makes it another person's and another project's. */
export const formOf = (n: number | string, change: Record<string, unknown> = {}) => ({
  program: 'open-source',
  applicantName: `Applicant ${n}`,
  address: `applicant-${n}@example.org`,
  country: 'DE',
  project: `Project ${n}`,
  namespaceUrl: `https://gitlab.com/project-${n}/main`,
  repositories: [] as string[],
  hosting: 'saas' as const,
  purpose: 'We build a clock of marble and want to test it.',
  statements: ['not-seeking-profit', 'may-act'],
  acceptsPrivacy: true,
  ...change,
});

export type Applied = { id: string; number: string; address: string };

/** Applies through the public operation; the mail is not confirmed yet. */
export async function apply(
  house: TestHouse,
  n: number | string,
  change: Record<string, unknown> = {},
): Promise<Applied> {
  const form = formOf(n, change);
  const { number } = await house.stranger.programs.submitApplication(form);
  const [row] = await house.rows<{ id: string }>(
    `select id from programs.applications where number = ${Number(number.split('-')[1])}`,
  );
  return { id: (row as { id: string }).id, number, address: form.address };
}

/** Opens the link of the confirmation mail. Answers the key of the status page. */
export async function confirm(house: TestHouse, applied: Applied): Promise<string> {
  const mails = await house.mailbox(applied.address);
  const mail = mails.findLast((m) => m.template === 'programs.confirm-mail');
  if (!mail) throw new Error('no mail to confirm');
  const key = linkIn(mail.text, '/a/confirm/').split('/').at(-1) as string;
  return (await house.stranger.programs.confirmMail({ key })).key;
}
