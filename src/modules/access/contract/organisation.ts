import { z } from 'zod';
import { command, id, nothing, query } from '#kernel/contract/operation.ts';
import { organisation } from '#kernel/settings/organisation.ts';
import { mail, password, personName, secretKey } from '../inputs.ts';
import { organisationInput } from './shapes.ts';

/** The first visit, and the organisation that this installation serves. */
export const organisationContract = {
  setUpState: query({
    path: '/set-up',
    permission: 'public',
    summary: 'Whether the first visit is still to come',
    input: nothing,
    output: z.object({ open: z.boolean() }),
  }),
  setUp: command({
    secret: true,
    path: '/set-up',
    permission: 'link',
    summary:
      'Make the owner account and name the organisation, with the key of the one-time link that the start prints',
    input: z.object({
      key: secretKey,
      owner: z.object({ name: personName, mail, password }),
      organisation: organisationInput,
      sample: z.boolean().default(false),
    }),
    output: z.object({ account: id }),
  }),
  organisation: query({
    path: '/organisation',
    permission: 'organisation.settings',
    scope: 'everywhere',
    summary: 'The organisation that this installation serves',
    input: nothing,
    output: organisation,
  }),
  updateOrganisation: command({
    method: 'PUT',
    path: '/organisation',
    permission: 'organisation.settings',
    scope: 'everywhere',
    summary: 'Change the organisation’s name, time zone, country, fiscal year or privacy contact',
    input: organisationInput,
    output: organisation,
  }),
};
