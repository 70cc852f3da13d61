import { z } from 'zod';
import type { Language } from '#kernel/language/languages.ts';

/** What mails about an application are given: whose it is, and words of the team where there are some. */
export const common = {
  name: z.string(),
  number: z.string(),
  program: z.string(),
  project: z.string(),
  words: z.string(),
  statusUrl: z.url(),
};
export const sample = {
  name: 'Ada Example',
  number: 'OSS-1042',
  program: 'Open Source program',
  project: 'Marble Clock',
  words: '',
  statusUrl: 'https://guildhall.example.com/a/key',
};

/** Why an applicant gets a mail about their application, by language. */
export const why = {
  en: 'You get this mail because you applied to the {{ program }} with the project {{ project }}.',
  de: 'Sie erhalten diese E-Mail, weil Sie sich mit dem Projekt {{ project }} beworben haben ({{ program }}).',
  es: 'Recibe este correo porque presentó una solicitud con el proyecto {{ project }} ({{ program }}).',
  fr: 'Vous recevez cet e-mail parce que vous avez déposé une candidature avec le projet {{ project }} ({{ program }}).',
  ja: 'このメールは、「{{ program }}」にプロジェクト「{{ project }}」で申請された方にお送りしています。',
} as const satisfies Record<Language, string>;
