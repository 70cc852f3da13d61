import { client } from '../client.ts';

/** Whether this browser can use passkeys at all. */
export const hasPasskeys = (): boolean => typeof globalThis.PublicKeyCredential === 'function';

/** The library is fetched when somebody presses the button: it is no part of the first page's script. */
const library = () => import('@simplewebauthn/browser');

/** Asks the browser for a passkey and signs in with it. Throws what the server says, or the browser (a press on "Cancel"). */
export async function signInByPasskey(): Promise<void> {
  const { startAuthentication } = await library();
  const { step, options } = await client.access.startPasskeySignIn({});
  const answer = await startAuthentication({ optionsJSON: options as never });
  await client.access.signInByPasskey({ step, answer: answer as never });
}

/** Has the browser make a passkey and adds it to one's own account. */
export async function addPasskey(name: string): Promise<void> {
  const { startRegistration } = await library();
  const { step, options } = await client.access.startPasskey({});
  const answer = await startRegistration({ optionsJSON: options as never });
  await client.access.addPasskey({ step, name, answer: answer as never });
}

/** In words, what the browser said when nothing came of it; null for an error of the server's. */
export function passkeyTrouble(error: unknown): string | null {
  if (!(error instanceof Error) || error.constructor.name === 'ORPCError' || 'defined' in error) return null;
  if (error.name === 'InvalidStateError') return 'This device keeps a passkey for your account already.';
  if (error.name === 'NotAllowedError' || error.name === 'AbortError')
    return 'Nothing was done: it was cancelled, or took too long.';
  return 'The browser could not use a passkey here.';
}
