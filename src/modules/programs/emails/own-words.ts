import { z } from 'zod';
import type { Context } from '#kernel/context.ts';
import type { FieldFault } from '#kernel/errors.ts';
import { spoken } from '#kernel/language/languages.ts';
import { parseLiquid, renderLiquid } from '#kernel/mail/liquid.ts';
import type { Template, Wording } from '#kernel/mail/template.ts';
import { readOrganisation } from '#kernel/settings/organisation.ts';
import type { OwnWordsMail } from '../policy/mails.ts';
import type { Policy } from '../policy.ts';

/** What a program says itself in a mail: rendered text, empty where it says nothing. */
export type OwnWords = { subject: string; words: string };
const NONE: OwnWords = { subject: '', words: '' };
const own = z.object({ subject: z.string(), words: z.string() }).default(NONE);

const LONGEST_SUBJECT = 200;
const LONGEST_WORDS = 20_000;

/**
 * The same mail with room for a program's own words (`own`): its subject in place of the usual one, its words in place of the
 * greeting. What the mail is about it goes on to state itself. Own words are values here, so nothing in them is markup.
 */
export function inOwnWords<Shape extends z.ZodRawShape>(
  template: Template<z.ZodObject<Shape>>,
): Template<z.ZodObject<Shape & { own: typeof own }>> {
  const { translations } = template;
  return {
    ...template,
    ...withRoom(template, template.name),
    data: template.data.extend({ own }) as unknown as z.ZodObject<Shape & { own: typeof own }>,
    sample: template.sample as z.input<z.ZodObject<Shape & { own: typeof own }>>,
    translations: Object.fromEntries(
      Object.entries(translations).map(([language, wording]) => [language, withRoom(wording, template.name)]),
    ),
  };
}

const GREETING = /^(\s*)(<mj-text>[^<]*\{\{ name \}\}[^<]*<\/mj-text>)/;
const SPOKEN_GREETING = /^([^\n]*\{\{ name \}\}[^\n]*)/;

function withRoom(wording: Wording, name: string): Wording {
  const { subject, mjml, text } = wording;
  if (!GREETING.test(mjml) || (text !== undefined && !SPOKEN_GREETING.test(text)))
    throw new Error(`${name} does not begin with a greeting that own words could take the place of.`);
  const room = (mine: string, usual: string) => `{% if own.words != "" %}${mine}{% else %}${usual}{% endif %}`;
  return {
    ...wording,
    subject: `{% if own.subject != "" %}{{ own.subject }}{% else %}${subject}{% endif %}`,
    mjml: mjml.replace(
      GREETING,
      (_, space: string, greeting: string) =>
        `${space}${room('<mj-text>{{ own.words | newline_to_br }}</mj-text>', greeting)}`,
    ),
    ...(text === undefined
      ? {}
      : { text: text.replace(SPOKEN_GREETING, (greeting) => room('{{ own.words }}', greeting)) }),
  };
}

type Scope = { organisation: string; zone: string };

/**
 * What a program's policy says itself in a mail to a reader of `language`: in that language, else in the organisation's, else
 * nothing. Words that cannot be rendered with these data are left out and logged, so that the mail goes out all the same.
 */
export async function ownWords(
  c: Context,
  policy: Policy,
  mail: OwnWordsMail,
  language: string,
  data: Readonly<Record<string, unknown>>,
): Promise<OwnWords> {
  const said = policy.mails.filter((each) => each.mail === mail);
  if (said.length === 0) return NONE;
  const organisation = await readOrganisation(c);
  const reader = spoken(language) ?? organisation.language;
  const entry =
    said.find((each) => each.language === reader) ?? said.find((each) => each.language === organisation.language);
  if (!entry) return NONE;
  try {
    return {
      subject: await render(entry.subject, entry.language, data, organisation),
      words: await render(entry.words, entry.language, data, organisation),
    };
  } catch (error) {
    c.house.log.error({ err: error, mail, language: entry.language }, 'own words of a mail could not be rendered');
    return NONE;
  }
}

const render = async (
  source: string,
  language: string,
  data: Readonly<Record<string, unknown>>,
  { name, zone }: { name: string } & Pick<Scope, 'zone'>,
): Promise<string> =>
  (await renderLiquid(parseLiquid('text', source), { ...data, mail: { language, zone, organisation: name } })).trim();

/** What is wrong with the own words of one mail, by rendering them with invented data; the words themselves where nothing is. */
export async function tryOwnWords(
  entry: Policy['mails'][number],
  data: Readonly<Record<string, unknown>>,
): Promise<OwnWords & { faults: FieldFault[] }> {
  const faults: FieldFault[] = [];
  const tried: OwnWords = { ...NONE };
  for (const [field, most] of [
    ['subject', LONGEST_SUBJECT],
    ['words', LONGEST_WORDS],
  ] as const) {
    try {
      tried[field] = await render(entry[field], entry.language, data, { name: 'Example organisation', zone: 'UTC' });
      if (tried[field].length > most) faults.push({ field, message: `This becomes longer than ${most} characters.` });
    } catch (error) {
      faults.push({ field, message: faultInWords(error, Object.keys(data)) });
    }
  }
  return { ...tried, faults };
}

/** What Liquid says, for people who do not know it: the first line, and which values there are. */
function faultInWords(error: unknown, names: readonly string[]): string {
  const said = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
  const unknown = /undefined variable: ([\w.]+)/.exec(said)?.[1];
  const values = names.map((name) => `{{ ${name} }}`).join(', ');
  if (unknown) return `There is no value “${unknown}” in this mail. There are ${values}.`;
  const filter = /undefined filter: (\w+)/.exec(said)?.[1];
  if (filter) return `There is no filter “${filter}”.`;
  return `This cannot be read: ${said.slice(0, 200)}. Values are written as ${values}.`;
}
