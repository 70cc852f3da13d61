import { Liquid, type Template as ParsedLiquid } from 'liquidjs';
import { LANGUAGES, localeOf, spoken } from '../language/languages.ts';
import { typesetDate } from '../language/typography.ts';

/** Text that is safe to stand in HTML as it is. Only filters of this file make it. */
class SafeHtml {
  readonly html: string;
  constructor(html: string) {
    this.html = html;
  }
  toString(): string {
    return this.html;
  }
}

/** The language of a mail and the zone in which it names times; filters read them from the scope's `mail`. */
export type Place = { readonly language: string; readonly zone: string };

const TAGS = ['assign', 'case', 'comment', 'if', 'unless', 'for', 'cycle', 'break', 'continue'];
const FILTERS =
  'append prepend upcase downcase capitalize strip truncate truncatewords replace remove default join size first last ' +
  'slice split sort map where uniq reverse compact sum plus minus times divided_by modulo round ceil floor abs at_least ' +
  'at_most url_encode array_to_sentence_string';

const LIMITS = { parseLimit: 200_000, renderLimit: 1_000, memoryLimit: 5_000_000 };

const htmlEngine = engine(escapeHtml);
const textEngine = engine(null);

/** A parsed Liquid source and the way it renders. */
export type LiquidSource = { readonly kind: 'html' | 'text'; readonly parsed: ParsedLiquid[] };

/**
 * Parses Liquid. In `html` every output is escaped, whatever filters it went through; in `text` (subjects, plain-text
 * parts) none is. Unknown tags, filters and anything that reads files are refused. Throws liquidjs's ParseError.
 */
export function parseLiquid(kind: 'html' | 'text', source: string): LiquidSource {
  return { kind, parsed: (kind === 'html' ? htmlEngine : textEngine).parse(source) };
}

/** Renders with `scope` (plain data). Throws on a variable that is not there, after 1 s, or when memory runs away. */
export async function renderLiquid(source: LiquidSource, scope: Readonly<Record<string, unknown>>): Promise<string> {
  const engineOf = source.kind === 'html' ? htmlEngine : textEngine;
  return await engineOf.render(source.parsed, scope, { templateLimit: 20_000 });
}

/** Text as it stands in HTML, between tags or in a quoted attribute. */
export function escapeHtml(value: unknown): string {
  if (value instanceof SafeHtml) return value.html;
  if (value === null || value === undefined) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.replace(/[&<>"'`]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

function engine(outputEscape: ((value: unknown) => string) | null): Liquid {
  const made = new Liquid({
    ...LIMITS,
    strictFilters: true,
    strictVariables: true,
    lenientIf: true,
    ownPropertyOnly: true,
    templates: {},
    globals: {},
    ...(outputEscape && { outputEscape }),
  });
  keepOnly(made.tags, TAGS);
  keepOnly(made.filters, FILTERS.split(' '));
  made.registerFilter('url', safeUrl);
  made.registerFilter('url_part', (value: unknown) => encodeURIComponent(String(value ?? '')));
  made.registerFilter('newline_to_br', (value: unknown) => {
    const text = String(value ?? '').replace(/\r\n?/g, '\n');
    return outputEscape ? new SafeHtml(escapeHtml(text).replace(/\n/g, '<br />')) : text;
  });
  made.registerFilter('day', function (this: FilterThis, value: unknown) {
    return written(value, placeOf(this), { dateStyle: 'long' });
  });
  made.registerFilter('day_and_time', function (this: FilterThis, value: unknown) {
    return written(value, placeOf(this), {
      ...{ year: 'numeric', month: 'long', day: 'numeric' },
      ...{ hour: '2-digit', minute: '2-digit', timeZoneName: 'short' },
    });
  });
  made.registerFilter('plural', function (this: FilterThis, value: unknown, ...forms: [string, unknown][]) {
    return pluralOf(Number(value), placeOf(this).language, Object.fromEntries(forms));
  });
  return made;
}

/** `{{ days | plural: one: "# day", other: "# days" }}`: the form that the mail's language has for the number, which stands for `#`. */
function pluralOf(value: number, language: string, forms: Record<string, unknown>): string {
  if (typeof forms.other !== 'string') throw new Error('The filter "plural" needs a form "other".');
  const form = forms[new Intl.PluralRules(language).select(value)] ?? forms.other;
  return String(form).replace('#', value.toLocaleString(language));
}

type FilterThis = { context: { getSync(path: string[]): unknown } };

function placeOf(filter: FilterThis): Place {
  return filter.context.getSync(['mail']) as Place;
}

/**
 * `value` is an instant as ISO 8601 ("2026-11-21T09:00:00Z") or a plain date ("2026-11-21"). Dates in mails are written as on the pages that
 * they lead to.
 */
function written(value: unknown, place: Place, style: Intl.DateTimeFormatOptions): string {
  const text = String(value);
  const language = spoken(place.language) ?? LANGUAGES[0];
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text)
    ? Temporal.PlainDate.from(text).toLocaleString(localeOf(language), { dateStyle: 'long' })
    : Temporal.Instant.from(text).toLocaleString(localeOf(language), { ...style, timeZone: place.zone });
  return typesetDate(language, date);
}

/** Only addresses that a mail may link to; anything else (javascript:, data:, relative) leads nowhere. */
function safeUrl(value: unknown): string {
  const text = String(value ?? '').trim();
  const parsed = URL.parse(text);
  if (!parsed || !['http:', 'https:', 'mailto:'].includes(parsed.protocol)) return '#';
  // "https://a.example" stays without its slash: a path may follow it in the template.
  return parsed.href === `${text}/` ? text : parsed.href;
}

function keepOnly(all: Record<string, unknown>, names: readonly string[]): void {
  for (const name of Object.keys(all)) if (!names.includes(name)) delete all[name];
  for (const name of names) if (!all[name]) throw new Error(`Liquid no longer has "${name}".`);
}
