import { z } from 'zod';
import { command, id, instant, nothing, query } from '#kernel/contract/operation.ts';
import { page, pageOf } from '#kernel/contract/paging.ts';
import { csvPart } from '#kernel/csv.ts';
import { LANGUAGES } from '#kernel/language/languages.ts';
import { INVITATION_STATES, NOMINATION_STATES } from '../invitation.ts';
import { address, honeypot, name, slug } from './applicant.ts';
import { linkKey, words } from './shapes.ts';

const ofProgram = { kind: 'program', field: 'program' } as const;
const REVIEW = 'applications.review';
/** What may stand empty. */
const maybe = (most: number) => z.string().trim().max(most, `At most ${most} characters.`).default('');
const language = z.enum(LANGUAGES).default(LANGUAGES[0]);

const invitationFilters = {
  program: id,
  state: z.enum(INVITATION_STATES).optional(),
  text: z.string().trim().max(200).optional(),
};
const nominationFilters = { ...invitationFilters, state: z.enum(NOMINATION_STATES).optional() };

/** Who was invited to a program, and who was named by others. */
export const invitationContract = {
  invite: command({
    path: '/programs/{program}/invitations',
    permission: REVIEW,
    scope: ofProgram,
    summary: 'Invite somebody to apply: they get a mail with a link that opens the form for them alone, for 60 days',
    input: z.object({ program: id, name, address, words: maybe(2000), language }),
    output: z.object({ id }),
  }),
  listInvitations: query({
    path: '/programs/{program}/invitations',
    permission: REVIEW,
    scope: ofProgram,
    summary: 'Invitations with what became of each, the newest first',
    input: page.extend(invitationFilters),
    output: pageOf(
      z.object({
        id,
        name: z.string().nullable(),
        address: z.string().nullable(),
        language: z.string(),
        words: z.string(),
        state: z.enum(INVITATION_STATES),
        by: z.string().nullable(),
        madeAt: instant,
        sentAt: instant,
        sends: z.number().int(),
        expiresAt: instant,
        nominated: z.boolean(),
        application: z.object({ id, number: z.string() }).nullable(),
        may: z.object({ resend: z.boolean(), withdraw: z.boolean() }),
      }),
    ),
  }),
  exportInvitations: query({
    path: '/programs/{program}/invitations/export',
    permission: REVIEW,
    scope: ofProgram,
    summary: 'The filtered invitations as CSV, at most 50,000 rows a part; `next` continues',
    input: z.object({ ...invitationFilters, after: page.shape.after }),
    output: csvPart,
  }),
  resendInvitation: command({
    path: '/programs/invitations/{id}/resend',
    permission: REVIEW,
    scope: { kind: 'program-invitation', field: 'id' },
    summary: 'Mail an invitation again, with a new link that stands for 60 days; the link before is over',
    input: z.object({ id }),
    output: nothing,
  }),
  withdrawInvitation: command({
    path: '/programs/invitations/{id}/withdraw',
    permission: REVIEW,
    scope: { kind: 'program-invitation', field: 'id' },
    summary: 'Withdraw an invitation that was not used; its link opens nothing any more',
    input: z.object({ id }),
    output: nothing,
  }),
  listNominations: query({
    path: '/programs/{program}/nominations',
    permission: REVIEW,
    scope: ofProgram,
    summary: 'Who was named by others, with what was answered; those that wait first where only they are asked for',
    input: page.extend(nominationFilters),
    output: pageOf(
      z.object({
        id,
        nominee: z.object({ name: z.string().nullable(), address: z.string().nullable() }),
        nominator: z.object({ name: z.string().nullable(), address: z.string().nullable() }),
        words: z.string(),
        language: z.string(),
        state: z.enum(NOMINATION_STATES),
        sentAt: instant,
        answer: z.object({ words: z.string(), at: instant, by: z.string().nullable() }).nullable(),
        may: z.object({ answer: z.boolean() }),
      }),
    ),
  }),
  exportNominations: query({
    path: '/programs/{program}/nominations/export',
    permission: REVIEW,
    scope: ofProgram,
    summary: 'The filtered nominations as CSV, at most 50,000 rows a part; `next` continues',
    input: z.object({ ...nominationFilters, after: page.shape.after }),
    output: csvPart,
  }),
  acceptNomination: command({
    path: '/programs/nominations/{id}/accept',
    permission: REVIEW,
    scope: { kind: 'nomination', field: 'id' },
    summary: 'Follow a nomination: whoever was named gets an invitation',
    input: z.object({ id, words: maybe(2000), language }),
    output: z.object({ invitation: id }),
  }),
  declineNomination: command({
    path: '/programs/nominations/{id}/decline',
    permission: REVIEW,
    scope: { kind: 'nomination', field: 'id' },
    summary: 'Do not follow a nomination; the words stay among us, and nobody is mailed',
    input: z.object({ id, words: words(2000) }),
    output: nothing,
  }),
  nominate: command({
    path: '/public/programs/{program}/nominations',
    permission: 'public',
    summary:
      'Name somebody for a program; a person of the team decides whether to invite them, nobody is mailed before',
    input: z.object({
      program: slug,
      nomineeName: name,
      nomineeAddress: address,
      nominatorName: name,
      nominatorAddress: address,
      words: words(4000),
      website: honeypot,
    }),
    output: nothing,
  }),
  invitation: query({
    path: '/public/invitations/{key}',
    permission: 'link',
    summary: 'Whom an invitation is for, and whether it can still be used',
    input: z.object({ key: linkKey }),
    output: z.object({
      program: z.string(),
      state: z.enum(INVITATION_STATES),
      /** Only while it can be used. */
      name: z.string().nullable(),
      address: z.string().nullable(),
    }),
  }),
};
