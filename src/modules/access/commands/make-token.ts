import type { Context } from '#kernel/context.ts';
import type { Input } from '#kernel/contract/handlers.ts';
import { invalid, refused } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { record } from '#kernel/ledger/record.ts';
import { newToken, tokenHash } from '#kernel/secrets/token.ts';
import type { accessContract } from '../contract.ts';
import { db } from '../database.ts';
import { tokenMade } from '../facts.ts';
import { TOKEN_PREFIX } from '../identify.ts';
import { ownAccountProved } from '../proved.ts';
import { rolePermissionsOf } from '../roles.ts';
import { tellHolder } from '../telling.ts';

const MOST_TOKENS = 100;
/** A token of which nobody says how long it is needed. */
const USUAL_DAYS = 90;

/** Makes an API token, for somebody who proved a short time ago who they are. Only its hash is kept, so it can be shown this once. */
export async function makeToken(c: Context, input: Input<typeof accessContract.makeToken>) {
  const account = await ownAccountProved(c);
  const scopes = input.scopes === null ? null : [...new Set(input.scopes)].sort();
  const known = rolePermissionsOf(c.house).get('owner') ?? [];
  const stray = scopes?.find((scope) => !known.includes(scope));
  if (stray) throw invalid([{ field: 'scopes', message: `There is no permission named ${stray}.` }]);
  const expiresAt = endOf(c, input.expiresAt);
  const { program } = input;
  if (program !== null && !account.grants.some((g) => g.program === null || g.program === program))
    throw invalid([{ field: 'program', message: 'You have no role in this program.' }]);
  if (expiresAt && Temporal.Instant.compare(expiresAt, c.now) <= 0) {
    throw invalid([{ field: 'expiresAt', message: 'Choose a time to come, or none.' }]);
  }
  await db(c).selectFrom('access.accounts').select('id').where('id', '=', account.id).forUpdate().execute();
  const { count } = await db(c)
    .selectFrom('access.tokens')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('account', '=', account.id)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow();
  if (count >= MOST_TOKENS)
    throw refused('access.too-many-tokens', `You have ${count} tokens in force. End those that are not used any more.`);
  const id = newId();
  const token = `${TOKEN_PREFIX}${newToken()}`;
  await db(c)
    .insertInto('access.tokens')
    .values({
      id,
      name: input.name,
      token_hash: tokenHash(token),
      account: account.id,
      scopes,
      program,
      made_at: c.now,
      expires_at: expiresAt,
    })
    .execute();
  await record(c, tokenMade, {
    about: { kind: 'account', id: account.id },
    program,
    data: { token: id, scopes, program },
    details: { name: { after: input.name }, expiresAt: { after: expiresAt?.toString() ?? null } },
  });
  await tellHolder(c, account.id, `The API token “${input.name}” was made.`);
  return { id, token, expiresAt: expiresAt?.toString() ?? null };
}

/** When a token ends: as was said, never (null), or after the usual time where nothing was said. */
function endOf(c: Context, given: string | null | undefined): Temporal.Instant | null {
  if (given === null) return null;
  return given === undefined ? c.now.add({ hours: USUAL_DAYS * 24 }) : Temporal.Instant.from(given);
}
