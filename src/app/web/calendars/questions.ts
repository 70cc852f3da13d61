import { ask } from '#web/ask.ts';
import type { Client } from '#web/client.ts';

type Answer<Name extends keyof Client['calendars']> = Awaited<ReturnType<Client['calendars'][Name]>>;
export type Calendar = Answer<'list'>['calendars'][number];
export type Outlook = Answer<'preview'>;
export type Place = Answer<'places'>['places'][number];
export type PreviewInput = Parameters<Client['calendars']['preview']>[0];

export const calendars = ask((c) => c.calendars.list, {});
export const places = { ...ask((c) => c.calendars.places, {}), staleTime: Number.POSITIVE_INFINITY };
export const calendar = (id: string) => ask((c) => c.calendars.get, { id });
export const preview = (input: PreviewInput) => ask((c) => c.calendars.preview, input);
