import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { refused } from '#kernel/errors.ts';
import { record } from '#kernel/ledger/record.ts';
import { takeLimit } from '#kernel/limits/limit.ts';
import { queueMail } from '#kernel/mail/queue.ts';
import { tokenHash } from '#kernel/secrets/token.ts';
import { identify } from '#modules/community';
import { db } from '../database.ts';
import { changeAddressMail } from '../emails/change-address.ts';
import { addressChanged } from '../facts.ts';
import { mailedAddress, makeLink, openLink } from '../links.ts';
import { lockApplication, type Standing } from '../standing.ts';

const HOURS_TO_CONFIRM = 48;

/** Mails the link that makes an address the applicant's, to that address; the limit on mails to it is the same whoever asks. */
export async function mailAddressLink(c: Context, standing: Standing, address: string): Promise<void> {
  await takeLimit(c, { bucket: 'change-address-to', whom: address, of: 5, per: { hours: 24 } });
  const key = await makeLink(c, standing.id, 'change-mail', {
    address,
    expiresAt: c.now.add({ hours: HOURS_TO_CONFIRM }),
  });
  await queueMail(c, changeAddressMail, {
    to: { address, name: standing.applicantName ?? '' },
    about: { kind: 'application', id: standing.id },
    program: standing.program.id,
    language: standing.language,
    data: {
      number: standing.number,
      program: standing.program.name,
      confirmUrl: mailedAddress(c, `/a/address/${key}`, standing.language),
      hours: HOURS_TO_CONFIRM,
    },
  });
}

/** Asks for another mail address. Nothing changes until the link mailed to it was opened. */
export async function changeAddress(c: Context, input: { key: string; address: string }) {
  const standing = await lockApplication(c, (await openLink(c, input.key, 'status')).application);
  mayChange(standing);
  await takeLimit(c, { bucket: 'change-address', whom: standing.id, of: 5, per: { hours: 24 } });
  await mailAddressLink(c, standing, input.address);
  return {};
}

/** Takes the new address over. The earlier links stay valid: they were mailed to the same person. */
export async function confirmAddress(c: Context, input: { key: string }): Promise<{ key: string }> {
  const link = await openLink(c, input.key, 'change-mail');
  const standing = await lockApplication(c, link.application);
  mayChange(standing);
  const address = link.address as string;
  if (!link.usedAt) {
    const identity = await identify(c, {
      platform: 'email',
      kind: 'address',
      value: address,
      organisation: standing.organisation,
      source: 'application',
      ...(standing.applicantName ? { displayName: standing.applicantName } : {}),
    });
    await db(c).updateTable('programs.applications').set({ address, identity }).where('id', '=', standing.id).execute();
    // Whoever took a membership over since then has an address of their own.
    await sql`update programs.memberships m set owner_address = ${address}, identity = ${identity}
      from programs.terms t join programs.applications a on a.id = t.application
      where t.application = ${standing.id} and m.id = t.membership
        and not exists (select from programs.transfers x where x.membership = m.id and x.done_at > a.submitted_at)`.execute(
      c.tx,
    );
    await sql`update programs.links set used_at = ${c.now} where key_hash = ${tokenHash(input.key)}`.execute(c.tx);
    await record(c, addressChanged, {
      about: { kind: 'application', id: standing.id },
      program: standing.program.id,
      identity,
      data: {},
      details: { address: { before: standing.address, after: address } },
    });
  }
  return { key: await makeLink(c, standing.id, 'status') };
}

function mayChange(standing: Standing): void {
  if (!standing.address) throw refused('application.erased', 'The personal values of this application were erased.');
}
