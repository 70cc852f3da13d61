import { createHash } from 'node:crypto';
import type { Context } from '#kernel/context.ts';
import { refused } from '#kernel/errors.ts';
import { record } from '#kernel/ledger/record.ts';
import { mayAcceptAgreement } from '../application.ts';
import { db } from '../database.ts';
import { agreementAccepted } from '../facts.ts';
import { openLink } from '../links.ts';
import { lockApplication, restage, unless } from '../standing.ts';

/** The applicant accepts the agreement of the pinned policy, word for word; the coupon follows. */
export async function acceptAgreement(c: Context, input: { key: string; version: string; signedName: string }) {
  const link = await openLink(c, input.key, 'status');
  const standing = await lockApplication(c, link.application);
  unless(mayAcceptAgreement(standing.records));
  const { version, text } = standing.policy.agreement;
  if (version !== input.version) {
    throw refused(
      'agreement.other-version',
      'The agreement shown was another version. Load the page again and read it once more.',
    );
  }
  await db(c)
    .insertInto('programs.agreements')
    .values({
      application: standing.id,
      version,
      text_sha256: createHash('sha256').update(text).digest(),
      signed_name: input.signedName,
      accepted_at: c.now,
    })
    .execute();
  await record(c, agreementAccepted, {
    about: { kind: 'application', id: standing.id },
    program: standing.program.id,
    identity: standing.identity,
    data: { version },
  });
  await restage(c, standing.id);
  return {};
}
