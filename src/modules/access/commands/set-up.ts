import { timingSafeEqual } from 'node:crypto';
import { setUpDefaultCalendar } from '#kernel/calendar/store.ts';
import type { Context } from '#kernel/context.ts';
import type { Input } from '#kernel/contract/handlers.ts';
import { refused } from '#kernel/errors.ts';
import { record } from '#kernel/ledger/record.ts';
import { tokenHash } from '#kernel/secrets/token.ts';
import { writeOrganisation } from '#kernel/settings/organisation.ts';
import { writeAccount } from '../accounts.ts';
import type { accessContract } from '../contract.ts';
import { db } from '../database.ts';
import { accountJoined, organisationSetUp } from '../facts.ts';
import { hasOwner } from '../owners.ts';
import { checkPassword } from '../password.ts';
import { actingAs, startSession } from '../session.ts';
import { HOUSE } from '../setup.ts';
import { limitKeys } from '../throttle.ts';

/** The first visit: makes the owner, names the organisation, signs the owner in. The link opens once. */
export async function setUp(c: Context, input: Input<typeof accessContract.setUp>) {
  await limitKeys(c);
  const link = await db(c).selectFrom('access.setup').selectAll().forUpdate().executeTakeFirst();
  if (link?.used_at || (await hasOwner(c))) {
    throw refused(
      'access.already-set-up',
      'This installation has its owner already. Sign in, or ask the owner for an invitation.',
    );
  }
  if (!link || !timingSafeEqual(link.key_hash, tokenHash(input.key))) {
    throw refused(
      'access.wrong-key',
      'This link is not the newest one. Start Guildhall again and use the link that it prints.',
    );
  }
  const { name, mail, password } = input.owner;
  checkPassword('owner.password', password, { name, mail, organisation: input.organisation.name });
  const account = await writeAccount(c, { name, mail, password, role: 'owner', program: null, grantedBy: null });
  await db(c).updateTable('access.setup').set({ used_at: c.now }).execute();

  const owner = actingAs(c, { id: account, name });
  await writeOrganisation(owner, { ...input.organisation, sample: false });
  await setUpDefaultCalendar(owner, input.organisation);
  await record(owner, accountJoined, {
    about: { kind: 'account', id: account },
    data: { invitation: null, role: 'owner', program: null },
    details: { name: { after: name }, mail: { after: mail } },
  });
  await record(owner, organisationSetUp, { about: HOUSE, data: { owner: account, sample: input.sample } });
  await startSession(c, account);
  return { account };
}
