import type { Context } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import type { programsContract } from '../contract.ts';
import { openLink } from '../links.ts';
import { ownDocuments } from './documents.ts';
import { ownVerification } from './verifications.ts';

type Contract = typeof programsContract;

/** What checks need from the applicant, for the status page. Throws as links do. */
export async function applicationTasks(
  c: Context,
  { key }: Input<Contract['applicationTasks']>,
): Promise<Output<Contract['applicationTasks']>> {
  const { application } = await openLink(c, key, 'status');
  const [document, verification] = await Promise.all([ownDocuments(c, application), ownVerification(c, application)]);
  return { document, verification };
}
