/** MJML whose Liquid was taken out: `slots[n]` stands where the text carries `slotName(n)`. */
export type Slotted = { readonly mjml: string; readonly slots: readonly string[] };

/** A template whose words cannot become a mail; the message says what to change. */
export class TemplateFault extends Error {
  override name = 'TemplateFault';
}

const slotName = (nr: number) => `guildhallslot${nr}x`;
const SLOT = /guildhallslot(\d+)x/g;

// Elements whose content MJML passes on as it is. Elsewhere it drops loose text, so Liquid there needs an mj-raw.
const TEXTUAL =
  'mj-text|mj-button|mj-table|mj-raw|mj-title|mj-preview|mj-navbar-link|mj-accordion-title|mj-accordion-text|mj-social-element';
const PIECES = new RegExp(
  `(<(${TEXTUAL})\\b[^>]*?(/?)>)|(</(${TEXTUAL})>)|(<[a-zA-Z/][^>]*>)|(\\{\\{[\\s\\S]*?\\}\\}|\\{%[\\s\\S]*?%\\})`,
  'g',
);

/**
 * Takes the Liquid out of MJML and leaves slots, so that MJML never sees a value and compiles once per template. Liquid
 * tags between elements are wrapped in mj-raw. Throws `TemplateFault` for an output that stands between elements.
 */
export function takeOutLiquid(source: string): Slotted {
  const slots: string[] = [];
  let inside: string | null = null;
  const put = (liquid: string) => slotName(slots.push(liquid) - 1);
  const inTag = (tag: string) => tag.replace(/\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g, put);
  // Liquid may hold ">" ("{% if size > 3 %}"), so it goes first wherever it stands.
  const bare: string[] = [];
  const hidden = source.replace(/\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g, (liquid) => `{{${bare.push(liquid) - 1}}}`);
  const mjml = hidden.replace(PIECES, (piece, _open, opens, closed, _close, closes, _other, liquid) => {
    if (opens && !inside) {
      if (!closed) inside = opens;
    } else if (closes === inside) inside = null;
    if (!liquid) return inTag(piece);
    if (inside) return put(liquid);
    const written = bare[Number(liquid.slice(2, -2))] ?? '';
    if (written.startsWith('{{'))
      throw new TemplateFault(`${written} stands between elements: put it into an mj-text.`);
    return `<mj-raw>${put(liquid)}</mj-raw>`;
  });
  return { mjml, slots: slots.map((slot) => bare[Number(slot.slice(2, -2))] ?? '') };
}

/**
 * Puts the Liquid back into the compiled HTML. Links get a filter that lets only http, https and mailto pass, parts of
 * links are percent-encoded. Throws `TemplateFault` where a value would stand in a style, script, comment or tag name,
 * or where MJML dropped a slot.
 */
export function putLiquidBack(html: string, slots: readonly string[]): string {
  const seen = new Set<number>();
  const whole = html.replace(SLOT, (_name, digits: string, at: number) => {
    const nr = Number(digits);
    const liquid = slots[nr] ?? '';
    seen.add(nr);
    return inPlace(liquid, html.slice(0, at));
  });
  const lost = slots.find((_slot, nr) => !seen.has(nr));
  if (lost !== undefined) throw new TemplateFault(`MJML dropped ${lost}: it stands where MJML keeps no content.`);
  return whole;
}

function inPlace(liquid: string, before: string): string {
  if (before.lastIndexOf('<!--') > before.lastIndexOf('-->'))
    throw new TemplateFault(`${liquid} stands in an HTML comment.`);
  for (const element of ['style', 'script']) {
    if (before.lastIndexOf(`<${element}`) > before.lastIndexOf(`</${element}`))
      throw new TemplateFault(`${liquid} stands in a ${element}.`);
  }
  if (before.lastIndexOf('<') <= before.lastIndexOf('>')) return liquid;
  const attribute = /\s([a-z-]+)="([^"]*)$/.exec(before);
  if (!attribute || liquid.startsWith('{%'))
    throw new TemplateFault(`${liquid} stands in a tag outside a quoted attribute.`);
  const [, name, begun] = attribute;
  if (name === 'href') return withFilter(liquid, begun === '' ? 'url' : 'url_part');
  if (name === 'alt' || name === 'title' || name === 'aria-label' || name === 'lang') return liquid;
  throw new TemplateFault(`${liquid} stands in the attribute ${name}, which takes no values.`);
}

function withFilter(output: string, filter: string): string {
  return output.replace(/\s*(-?)\}\}$/, ` | ${filter} $1}}`);
}
