import type { TestHouse } from './house.ts';

/** What a browser without JavaScript would know of an answer. */
export type Page = {
  status: number;
  headers: Headers;
  html: string;
  /** The words of the page, without markup; entities decoded. */
  text: string;
  /** The address that was opened, with its query. */
  path: string;
  /** Fills the form that posts to `action` (a part of it will do) and sends it; follows the redirect. */
  send: (action: string, entries?: Record<string, string | null>) => Promise<Page>;
  /** The fields that a form would send as it stands. */
  fields: (action: string) => Record<string, string>;
};

/** Opens a page as a browser without JavaScript would, following redirects within the house. */
export async function open(house: TestHouse, path: string, init: RequestInit = {}): Promise<Page> {
  const response = await house.request(path, init);
  const location = response.headers.get('location');
  if (response.status === 303 && location) return open(house, location);
  const html = await response.text();
  const fields = (action: string) => fieldsOf(formIn(html, action).inside);
  return {
    status: response.status,
    headers: response.headers,
    html,
    text: textOf(html),
    path,
    fields,
    send: (action, entries = {}) => {
      const form = formIn(html, action);
      const body = new URLSearchParams(fieldsOf(form.inside));
      for (const [name, value] of Object.entries(entries)) {
        if (value === null) body.delete(name);
        else body.set(name, value);
      }
      return open(house, form.action, { method: 'POST', body });
    },
  };
}

function formIn(html: string, action: string): { action: string; inside: string } {
  for (const [, attributes = '', inside = ''] of html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)) {
    const own = decode(/\baction="([^"]*)"/.exec(attributes)?.[1] ?? '');
    if (own.includes(action)) return { action: own, inside };
  }
  throw new Error(`no form posts to ${action} in: ${textOf(html).slice(0, 2000)}`);
}

/** Buttons are left out: name the one that is pressed among the entries. */
function fieldsOf(inside: string): Record<string, string> {
  const fields: Record<string, string> = {};
  const of = (attributes: string, name: string) => {
    const found = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1];
    return found === undefined ? undefined : decode(found);
  };
  for (const [, attributes = ''] of inside.matchAll(/<input\b([^>]*)>/g)) {
    const name = of(attributes, 'name');
    const ticked = /\bchecked\b/.test(attributes);
    const type = of(attributes, 'type');
    if (!name || ((type === 'checkbox' || type === 'radio') && !ticked)) continue;
    fields[name] = of(attributes, 'value') ?? '';
  }
  // A browser drops one line end at the start of a text box.
  for (const [, attributes = '', value = ''] of inside.matchAll(/<textarea\b([^>]*)>(.*?)<\/textarea>/gs)) {
    fields[of(attributes, 'name') ?? ''] = decode(value.replace(/^\n/, ''));
  }
  for (const [, attributes = '', options = ''] of inside.matchAll(/<select\b([^>]*)>(.*?)<\/select>/gs)) {
    const chosen = [...options.matchAll(/<option\b([^>]*)>/g)].find(([, option = '']) => /\bselected\b/.test(option));
    fields[of(attributes, 'name') ?? ''] = of(chosen?.[1] ?? '', 'value') ?? '';
  }
  return fields;
}

const decode = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&');

const textOf = (html: string): string =>
  decode(
    html
      .replace(/<(head|script|style)\b.*?<\/\1>/gs, '')
      .replace(/<(\/?(p|h\d|li|div|dt|dd|section|summary|br|pre|form)\b)[^>]*>/g, '\n')
      .replace(/<[^>]*>/g, ''),
  )
    .replace(/[ \t]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
