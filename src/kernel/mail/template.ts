import { createHash } from 'node:crypto';
import type { z } from 'zod';

/** What a mail says, in one language. Every part is Liquid over the template's data and `mail` (see `MailScope`). */
export type Wording = {
  /** One line; a value's line breaks become spaces. */
  readonly subject: string;
  /** The line that mail programs show beside the subject. */
  readonly preview?: string;
  /** MJML for inside a column: mj-text, mj-button, mj-table, mj-divider ...; or whole mj-sections. */
  readonly mjml: string;
  /** The plain-text twin; without it, it is made from the HTML. */
  readonly text?: string;
  /** The footer's sentence: why the receiver gets this mail. */
  readonly why: string;
};

/** What every template may say about the mail itself, as `mail.organisation` and so on. */
export type MailScope = {
  readonly organisation: string;
  readonly home: string;
  readonly privacy: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly language: string;
  readonly zone: string;
};

/** A kind of mail the house sends: its words, the data they need, and an example of it. */
export type Template<Schema extends z.ZodType = z.ZodType> = Wording & {
  /** `module.what`, such as `programs.application-received`. */
  readonly name: string;
  /** What it is for, for the people who read the list of templates. */
  readonly summary: string;
  readonly data: Schema;
  /** An invented example, for previews and tests. */
  readonly sample: z.input<Schema>;
  /** The language of the words above; others in `translations`. */
  readonly language: string;
  readonly translations: Readonly<Record<string, Wording>>;
  /**
   * The mail carries a key (a sign-in, reset or status link, a coupon): whoever reads it can use it. Its body is shown
   * to nobody but the holders of `mail.settings` and is removed here once the mail was sent.
   */
  readonly confidential: boolean;
};

/** Declares a template. The sample is checked here, so that a template that cannot be previewed does not start. */
export function template<Schema extends z.ZodType>(
  given: Omit<Template<Schema>, 'language' | 'translations' | 'confidential'> &
    Partial<Pick<Template, 'language' | 'translations' | 'confidential'>>,
): Template<Schema> {
  if (!/^[a-z][a-z-]*\.[a-z][a-z-]*$/.test(given.name))
    throw new Error(`A template is named "module.what", not "${given.name}".`);
  const sample = given.data.parse(given.sample);
  if (typeof sample !== 'object' || sample === null || 'mail' in sample) {
    throw new Error(
      `The data of ${given.name} must be an object without a field "mail", which every template has already.`,
    );
  }
  return { language: 'en', translations: {}, confidential: false, ...given };
}

/** The words for a reader of `language` ("de-CH" falls back to "de", then to the template's own), and their language. */
export function wordingFor(from: Template, language: string | undefined): { wording: Wording; language: string } {
  for (const tag of [language, language?.split('-')[0]]) {
    const wording = tag === undefined || tag === from.language ? undefined : from.translations[tag];
    if (wording && tag) return { wording, language: tag };
  }
  return { wording: from, language: from.language };
}

/** The fingerprint of a wording (16 hexadecimal digits): which version of the words a mail was made from. */
export function wordingVersion(wording: Wording): string {
  const { subject, preview = '', mjml, text = '', why } = wording;
  return createHash('sha256')
    .update(JSON.stringify([subject, preview, mjml, text, why]))
    .digest('hex')
    .slice(0, 16);
}
