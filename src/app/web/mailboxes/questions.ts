import { ask } from '#web/ask.ts';
import type { Client } from '#web/client.ts';
import type { ListState } from '#web/kit/list.ts';
import { incomingInput } from './incomingList.ts';

type Answer<Name extends keyof Client['mail']> = Awaited<ReturnType<Client['mail'][Name]>>;
export type Mailbox = Answer<'mailbox'>;
export type IncomingRow = Answer<'incoming'>['rows'][number];
export type IncomingMail = Answer<'incomingMail'>;

export const mailboxes = ask((c) => c.mail.mailboxes, {});
export const mailbox = (id: string) => ask((c) => c.mail.mailbox, { id });
export const incoming = (list: ListState) => ask((c) => c.mail.incoming, incomingInput(list));
export const incomingMail = (id: string) => ask((c) => c.mail.incomingMail, { id });
export const programs = { ...ask((c) => c.programs.listPrograms, {}), staleTime: 300_000 };
