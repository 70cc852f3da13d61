import { createHash } from 'node:crypto';
import { convert } from 'html-to-text';
import { typeset } from '../language/typography.ts';
import { headerText, oneLine } from './address.ts';
import { layout, textLayout } from './layout.ts';
import { type LiquidSource, parseLiquid, renderLiquid } from './liquid.ts';
import { compileMjml } from './mjml.ts';
import { putLiquidBack, TemplateFault, takeOutLiquid } from './slots.ts';
import { type MailScope, type Template, type Wording, wordingFor, wordingVersion } from './template.ts';
import { wrapped } from './wrap.ts';

/** A mail's three forms, fixed: what is stored is what is sent. */
export type Rendered = { subject: string; html: string; text: string; language: string; version: string };

/** Where compiled HTML is kept between starts, so that MJML is loaded only for new words. */
export type CompiledStore = {
  read(sha256: Buffer): Promise<string | null>;
  write(sha256: Buffer, html: string): Promise<void>;
};

type Compiled = { subject: LiquidSource; html: LiquidSource; text: LiquidSource | null };

const LONGEST_SUBJECT = 200;
const LONGEST_BODY = 400_000;

/** Changes when MJML or its options do: what was compiled before is then compiled anew. */
export const COMPILED_AS = 'mjml 5.4.1, no fonts\n';

/** Compiled wordings of this process, by source: a cache that any process fills for itself. */
const compiled = new Map<string, Promise<Compiled>>();

/**
 * Renders a template in the reader's language. Data is checked by the template's schema first. Throws a ZodError for
 * data that does not fit, `TemplateFault` for a template that does not compile, and an Error when the outcome is larger
 * than 400,000 characters.
 */
export async function renderMail<T extends Template>(
  from: T,
  data: T['sample'],
  scope: Omit<MailScope, 'language'>,
  options: { language?: string | undefined; store?: CompiledStore | undefined } = {},
): Promise<Rendered> {
  const values = from.data.parse(data) as Record<string, unknown>;
  const { wording, language } = wordingFor(from, options.language);
  const parts = await compile(wording, language, options.store);
  const all = { ...values, mail: { ...scope, language } };
  const html = await renderLiquid(parts.html, all);
  const tooLong = () => new Error(`${from.name} made a mail of more than ${LONGEST_BODY} characters.`);
  if (html.length > LONGEST_BODY) throw tooLong();
  const text = parts.text ? await renderLiquid(parts.text, all) : asText(html);
  const subject = headerText(
    oneLine(await renderLiquid(parts.subject, all), LONGEST_SUBJECT),
    'The subject',
    LONGEST_SUBJECT,
  );
  if (subject === '') throw new TemplateFault(`${from.name} made an empty subject.`);
  if (text.length > LONGEST_BODY) throw tooLong();
  const twin = tidy(language === 'ja' ? wrapped(text) : text);
  return { subject, html, text: twin, language, version: wordingVersion(wording) };
}

/** Compiles every wording of these templates, so that the first mail waits for nothing. Throws `TemplateFault`. */
export async function compileAll(templates: readonly Template[], store?: CompiledStore): Promise<void> {
  for (const each of templates) {
    for (const [language, wording] of [[each.language, each] as const, ...Object.entries(each.translations)]) {
      await compile(wording, language, store).catch((fault: unknown) => {
        throw new TemplateFault(
          `The mail template ${each.name} (${language}): ${fault instanceof Error ? fault.message : fault}`,
        );
      });
    }
  }
}

function compile(wording: Wording, language: string, store: CompiledStore | undefined): Promise<Compiled> {
  const key = `${language} ${wordingVersion(wording)}`;
  const known = compiled.get(key);
  if (known) return known;
  const made = compileNow(wording, language, store);
  compiled.set(key, made);
  made.catch(() => compiled.delete(key));
  return made;
}

async function compileNow(given: Wording, language: string, store: CompiledStore | undefined): Promise<Compiled> {
  const set = (text: string) => typeset(language, text);
  const wording = { subject: set(given.subject), mjml: set(given.mjml), why: set(given.why) };
  const [preview, twin] = [set(given.preview ?? ''), given.text === undefined ? null : set(given.text)];
  const { mjml, slots } = takeOutLiquid(
    layout({
      body: wording.mjml,
      preview,
      why: wording.why,
      title: '{{ mail.organisation }}',
      language,
    }),
  );
  const sha256 = createHash('sha256').update(COMPILED_AS).update(mjml).digest();
  let html = (await store?.read(sha256)) ?? null;
  if (html === null) {
    html = await compileMjml(mjml);
    await store?.write(sha256, html);
  }
  return {
    subject: parseLiquid('text', wording.subject),
    html: parseLiquid('html', putLiquidBack(html, slots)),
    text: twin === null ? null : parseLiquid('text', textLayout({ body: twin, why: wording.why })),
  };
}

function asText(html: string): string {
  return convert(html, {
    wordwrap: 76,
    limits: { maxInputLength: LONGEST_BODY, ellipsis: '' },
    selectors: [
      { selector: '.preheader', format: 'skip' },
      { selector: 'img', format: 'skip' },
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
      ...['h1', 'h2', 'h3'].map((selector) => ({ selector, options: { uppercase: false } })),
    ],
  });
}

/** Without trailing spaces (but for the sign before a footer, "-- ") and with at most one empty line in a row. */
function tidy(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const ends = lines.map((line) => (line === '-- ' ? line : line.trimEnd()));
  return `${ends
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}
