import { ask } from '#web/ask.ts';
import type { Client } from '#web/client.ts';
import type { ListState } from '#web/kit/list.ts';
import { outboxInput } from './outboxList.ts';

type Answer<Name extends keyof Client['mail']> = Awaited<ReturnType<Client['mail'][Name]>>;
export type MailRow = Answer<'messages'>['rows'][number];
export type MailState = MailRow['state'];
export type HealthLine = Answer<'health'>['lines'][number];
export type Mail = Answer<'message'>;

export const mailSettings = ask((c) => c.mail.settings, {});
export const mailHealth = ask((c) => c.mail.health, {});
export const templates = ask((c) => c.mail.templates, {});
export const outbox = (list: ListState) => ask((c) => c.mail.messages, outboxInput(list));
export const mail = (id: string) => ask((c) => c.mail.message, { id });
