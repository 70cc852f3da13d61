import { z } from 'zod';
import { fact } from '#kernel/ledger/fact.ts';
import { signInSettings } from './sign-in-settings.ts';

/** `atSignIn`: because the organisation asks for it, before the account was let in. */
export const factorAdded = fact('factor.added', z.object({ atSignIn: z.boolean() }), 'added an authenticator app');
export const factorRemoved = fact('factor.removed', z.object({}), 'removed the authenticator app');
/** Somebody else took the second factor away. `factor`: an authenticator app; `passkeys`: how many. */
export const factorReset = fact(
  'factor.reset',
  z.object({ factor: z.boolean(), passkeys: z.number().int() }),
  'took the second factor of an account away',
);
export const recoveryCodesRenewed = fact('recovery-codes.renewed', z.object({}), 'made new recovery codes');
export const recoveryCodeUsed = fact(
  'recovery-code.used',
  z.object({ left: z.number().int() }),
  'signed in with a recovery code',
);
export const passkeyAdded = fact('passkey.added', z.object({ passkey: z.uuid() }), 'added a passkey');
export const passkeyRemoved = fact('passkey.removed', z.object({ passkey: z.uuid() }), 'removed a passkey');
export const signInSettingsChanged = fact(
  'sign-in.settings-changed',
  signInSettings,
  'changed who needs a second factor and who may use a password',
);

export const providerAdded = fact(
  'provider.added',
  z.object({ preset: z.string(), issuer: z.string() }),
  'added a sign-in provider',
);
/** `fields`: which of its settings; `secret` and `groups` among them. */
export const providerChanged = fact(
  'provider.changed',
  z.object({ fields: z.array(z.string()) }),
  'changed a sign-in provider',
);
export const providerRemoved = fact('provider.removed', z.object({}), 'removed a sign-in provider');
const provider = z.object({ provider: z.uuid() });
export const providerLinked = fact('provider.linked', provider, 'connected an account with a sign-in provider');
export const providerUnlinked = fact('provider.unlinked', provider, 'disconnected an account from a sign-in provider');

export const signInFacts = [
  providerAdded,
  providerChanged,
  providerRemoved,
  providerLinked,
  providerUnlinked,
  factorAdded,
  factorRemoved,
  factorReset,
  recoveryCodesRenewed,
  recoveryCodeUsed,
  passkeyAdded,
  passkeyRemoved,
  signInSettingsChanged,
];
