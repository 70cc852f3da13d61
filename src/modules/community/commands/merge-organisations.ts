import type { Context } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import { notFound, refused } from '#kernel/errors.ts';
import { record } from '#kernel/ledger/record.ts';
import { join, lockMerges, ORGANISATIONS, part, wholeOf } from '../components.ts';
import type { communityContract } from '../contract.ts';
import { organisationMergeUndone, organisationsMerged } from '../facts.ts';

type Contract = typeof communityContract;

export async function mergeOrganisations(
  c: Context,
  { one, other, reason }: Input<Contract['mergeOrganisations']>,
): Promise<Output<Contract['mergeOrganisations']>> {
  await lockMerges(c, ORGANISATIONS);
  const [first, second] = [await wholeOf(c, ORGANISATIONS, one), await wholeOf(c, ORGANISATIONS, other)];
  if (first === null || second === null) throw notFound('One of the two organisations is not there.');
  if (first === second) throw refused('organisations.already-one', 'These are one organisation already.');
  const merge = await join(c, ORGANISATIONS, one, other, reason);
  await record(c, organisationsMerged, { about: { kind: 'organisation', id: one }, data: { merge, one, other } });
  return { merge, organisation: (await wholeOf(c, ORGANISATIONS, one)) ?? one };
}

export async function undoOrganisationMerge(
  c: Context,
  input: Input<Contract['undoOrganisationMerge']>,
): Promise<Output<Contract['undoOrganisationMerge']>> {
  await lockMerges(c, ORGANISATIONS);
  const parted = await part(c, ORGANISATIONS, input.id);
  if (!parted) throw notFound('There is no such merge in force.');
  const { one, other } = parted;
  await record(c, organisationMergeUndone, {
    about: { kind: 'organisation', id: one },
    data: { merge: input.id, one, other },
  });
  const wholes = [await wholeOf(c, ORGANISATIONS, one), await wholeOf(c, ORGANISATIONS, other)];
  return { organisations: [...new Set(wholes.filter((w) => w !== null))] };
}
