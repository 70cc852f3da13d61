import { z } from 'zod';
import { fact } from '#kernel/ledger/fact.ts';
import { leavingFacts } from './leaving-facts.ts';
import { roleFacts } from './role-facts.ts';
import { securityFacts } from './security-facts.ts';
import { signInFacts } from './sign-in-facts.ts';

const id = z.uuid();
/** Set where a sign-in provider vouched, or its groups gave or took the role. */
const provider = id.optional();

/** The first owner named the organisation. `sample`: the sample organisation was asked for as well. */
export const organisationSetUp = fact(
  'organisation.set-up',
  z.object({ owner: id, sample: z.boolean() }),
  'set the organisation up',
);
export const organisationChanged = fact(
  'organisation.changed',
  z.object({ fields: z.array(z.string()) }),
  'changed the organisation’s settings',
);

export const accountInvited = fact(
  'account.invited',
  z.object({ role: z.string(), program: id.nullable() }),
  'invited somebody',
);
export const invitationWithdrawn = fact('account.invitation-withdrawn', z.object({}), 'withdrew an invitation');
/** `invitation` null: the owner who set the organisation up, or somebody whom a sign-in provider's groups let in. */
export const accountJoined = fact(
  'account.joined',
  z.object({ invitation: id.nullable(), role: z.string(), program: id.nullable(), provider }),
  'joined',
);
export const accountRenamed = fact('account.renamed', z.object({}), 'changed the name on an account');
export const roleGranted = fact(
  'account.role-granted',
  z.object({ grant: id, role: z.string(), program: id.nullable(), provider }),
  'gave a role',
);
export const roleEnded = fact(
  'account.role-ended',
  z.object({ grant: id, role: z.string(), program: id.nullable(), provider }),
  'ended a role',
);
/** How much of what the account had ended with it. */
export const accountDisabled = fact(
  'account.disabled',
  z.object({
    sessions: z.number().int().default(0),
    tokens: z.number().int().default(0),
    invitations: z.number().int().default(0),
  }),
  'disabled an account',
);
export const accountEnabled = fact('account.enabled', z.object({}), 'enabled an account again');
/** `how`: the account's own change, or a link that was mailed for a forgotten password. */
export const passwordChanged = fact(
  'account.password-changed',
  z.object({ how: z.enum(['changed', 'reset']) }),
  'changed the password',
);
export const tokenMade = fact(
  'account.token-made',
  z.object({ token: id, scopes: z.array(z.string()).nullable(), program: id.nullable().default(null) }),
  'made an API token',
);
export const tokenEnded = fact('account.token-ended', z.object({ token: id }), 'ended an API token');

export const facts = [
  organisationSetUp,
  organisationChanged,
  accountInvited,
  invitationWithdrawn,
  accountJoined,
  accountRenamed,
  roleGranted,
  roleEnded,
  accountDisabled,
  accountEnabled,
  passwordChanged,
  tokenMade,
  tokenEnded,
  ...leavingFacts,
  ...roleFacts,
  ...securityFacts,
  ...signInFacts,
];
