import type { Context } from '#kernel/context.ts';
import type { Input } from '#kernel/contract/handlers.ts';
import { invalid, refused } from '#kernel/errors.ts';
import { record } from '#kernel/ledger/record.ts';
import type { accessContract } from '../contract.ts';
import { db } from '../database.ts';
import { codesLeft, spendCode } from '../factor.ts';
import { failing } from '../failed-sign-in.ts';
import { actingAs, startSession } from '../session.ts';
import { recoveryCodeUsed } from '../sign-in-facts.ts';
import { STEP_COOKIE, stepHere, takeStep } from '../steps.ts';
import { tellHolder } from '../telling.ts';
import { forgetCodes, limitCodes } from '../throttle.ts';

export const stepOver = () =>
  refused('access.step-over', 'This took too long, or was done already. Sign in again from the beginning.');
export const wrongCode = () =>
  invalid([
    {
      field: 'code',
      message: 'This code does not fit, or was used already. Wait for the next one, or take a recovery code.',
    },
  ]);

/** The second step of signing in: a code of the app, or one of the recovery codes. Each counts once. */
export async function answerFactor(c: Context, { code }: Input<typeof accessContract.answerFactor>) {
  const step = await stepHere(c, ['factor']);
  if (!step?.account) throw stepOver();
  const { account } = step;
  await limitCodes(c, account);
  const way = await spendCode(c, account, code);
  if (way === null) throw failing(wrongCode(), { account }, 'code');
  if (!(await takeStep(c, step))) throw stepOver();
  await forgetCodes(c, account);
  c.respond.cookie(STEP_COOKIE, '', { maxAgeSeconds: 0 });
  await startSession(c, account, way);
  const left = await codesLeft(c, account);
  if (way === 'recovery-code') await tellOfUse(c, account, left);
  return { way, recoveryCodesLeft: left };
}

async function tellOfUse(c: Context, id: string, left: number): Promise<void> {
  const { name } = await db(c)
    .selectFrom('access.accounts')
    .select('name')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  await record(actingAs(c, { id, name }), recoveryCodeUsed, { about: { kind: 'account', id }, data: { left } });
  const rest = left === 0 ? 'None is left' : left === 1 ? 'One is left' : `${left} are left`;
  await tellHolder(c, id, `A recovery code was used to sign in. ${rest}; you can make new ones on your account page.`);
}
