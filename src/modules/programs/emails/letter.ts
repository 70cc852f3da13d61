import { z } from 'zod';
import type { Language } from '#kernel/language/languages.ts';
import { type Template, template, type Wording } from '#kernel/mail/template.ts';

const GREETING: Record<Language, string> = {
  en: 'Hello {{ name }},',
  de: 'Guten Tag {{ name }},',
  es: 'Hola, {{ name }}:',
  fr: 'Bonjour {{ name }},',
  ja: '{{ name }}様',
};

const WHY: Record<Language, string> = {
  en: 'You get this mail because {{ member }} is a member of the {{ program }} and you are its owner.',
  de: 'Sie erhalten diese E-Mail, weil {{ member }} Mitglied ist ({{ program }}) und Sie die Mitgliedschaft innehaben.',
  es: 'Recibe este correo porque {{ member }} es miembro ({{ program }}) y usted es titular de la membresía.',
  fr: 'Vous recevez cet e-mail parce que {{ member }} est membre ({{ program }}) et que vous en êtes titulaire.',
  ja: 'このメールは、「{{ program }}」の会員「{{ member }}」の名義人の方にお送りしています。',
};

/** What mails about a membership are given, besides what each says. */
export const memberData = { name: z.string(), member: z.string(), program: z.string() };
export const memberSample = { name: 'Ada Example', member: 'Marble Clock', program: 'Open Source program' };

/** One letter in one language: paragraphs of plain words, a quotation by the name of its value, the button, and what comes after it. */
export type Letter = {
  subject: string;
  preview: string;
  before: string[];
  /** The value that is quoted between the paragraphs. */
  quote?: string;
  after?: string[];
  /** What the button to `url` says. */
  button: string;
  end?: string[];
  why?: string;
};

function wordingOf(language: Language, letter: Letter): Wording {
  const { subject, preview, before, quote, after = [], button, end = [], why = WHY[language] } = letter;
  const paragraph = (words: string) => `\n    <mj-text>${words}</mj-text>`;
  const quoted = quote ? `\n    <mj-text padding-left="24px">{{ ${quote} | newline_to_br }}</mj-text>` : '';
  return {
    ...{ subject, preview, why },
    mjml: [
      paragraph(GREETING[language]),
      ...before.map(paragraph),
      quoted,
      ...after.map(paragraph),
      `\n    <mj-button href="{{ url }}">${button}</mj-button>`,
      ...end.map(paragraph),
    ].join(''),
    text: `${[GREETING[language], ...before, ...(quote ? [`{{ ${quote} }}`] : []), ...after, '    {{ url }}', ...end].join('\n\n')}\n`,
  };
}

/** A template made of the same letter in each language. Its data have `url`, where the button leads. */
export function letterTemplate<Schema extends z.ZodType>(
  given: Pick<Template<Schema>, 'name' | 'summary' | 'data' | 'sample'> & { letters: Record<Language, Letter> },
): Template<Schema> {
  const { letters, ...rest } = given;
  const { en, ...others } = letters;
  return template({
    ...rest,
    confidential: true,
    ...wordingOf('en', en),
    translations: Object.fromEntries(
      Object.entries(others).map(([language, letter]) => [language, wordingOf(language as Language, letter)]),
    ),
  });
}
