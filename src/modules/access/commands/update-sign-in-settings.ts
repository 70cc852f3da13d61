import type { Context } from '#kernel/context.ts';
import type { Input } from '#kernel/contract/handlers.ts';
import { record } from '#kernel/ledger/record.ts';
import type { accessContract } from '../contract.ts';
import { HOUSE } from '../setup.ts';
import { signInSettingsChanged } from '../sign-in-facts.ts';
import { readSignInSettings, type SignInSettings, writeSignInSettings } from '../sign-in-settings.ts';

/** Says who needs a second factor, and who may sign in by password. Open sessions stay; it holds from the next sign-in. */
export async function updateSignInSettings(c: Context, after: Input<typeof accessContract.updateSignInSettings>) {
  const before = await readSignInSettings(c);
  const fields = (Object.keys(after) as (keyof SignInSettings)[]).filter((field) => before[field] !== after[field]);
  if (fields.length > 0) {
    await writeSignInSettings(c, after);
    await record(c, signInSettingsChanged, { about: HOUSE, data: after });
  }
  return after;
}
