import { Fault } from '../errors.ts';
import type { Form } from './public-route.ts';

/** No form of ours is longer: its texts have at most 20,000 characters, each up to nine bytes on the wire. */
const LARGEST_FORM = 2 * 1024 * 1024;
/** With a file in it. */
const LARGEST_WITH_FILE = 12 * 1024 * 1024;
const MOST_FIELDS = 500;
const LONGEST_NAME = 200;

const tooMany = () => new Fault('invalid', 'The form has too many fields.', { fields: [] });

/**
 * Reads a form. What is too large or has too many fields is refused before a parser sees it: reading a million fields takes a parser
 * most of a minute, in which nobody else is answered. Throws `invalid`.
 */
export async function formOf(request: Request, large = false): Promise<Form> {
  const type = request.headers.get('content-type') ?? '';
  const kind = /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.exec(type)?.[1]?.toLowerCase();
  if (kind === undefined) throw new Fault('invalid', 'This address takes a form.', { fields: [] });
  const sent = await request.arrayBuffer();
  const bytes = Buffer.from(sent);
  const most = large ? LARGEST_WITH_FILE : LARGEST_FORM;
  if (bytes.byteLength > most)
    throw new Fault('invalid', `This form is larger than the ${most / 1024 / 1024} MB that it may have.`, {
      fields: [],
    });
  const data = kind === 'multipart/form-data' ? await partsOf(sent, type) : fieldsOf(bytes);
  const form: Form = { fields: Object.create(null), all: Object.create(null), files: Object.create(null) };
  for (const [name, value] of data) {
    if (name.length > LONGEST_NAME) throw tooMany();
    if (typeof value === 'string') {
      const text = cleaned(value);
      form.fields[name] ??= text;
      form.all[name] = [...(form.all[name] ?? []), text];
    } else if (value.size > 0) form.files[name] = [...(form.files[name] ?? []), value];
  }
  return form;
}

function fieldsOf(bytes: Buffer): URLSearchParams {
  if (countOf(bytes, '&') >= MOST_FIELDS) throw tooMany();
  return new URLSearchParams(bytes.toString('utf8'));
}

async function partsOf(sent: ArrayBuffer, type: string): Promise<FormData> {
  const boundary = /;\s*boundary="?([^";\s]{1,70})/i.exec(type)?.[1];
  if (boundary !== undefined && countOf(Buffer.from(sent), `--${boundary}`) > MOST_FIELDS + 1) throw tooMany();
  try {
    return await new Response(sent, { headers: { 'content-type': type } }).formData();
  } catch {
    throw new Fault('invalid', 'The form arrived damaged or incomplete. Go back and send it again.', { fields: [] });
  }
}

/** How often a text stands in bytes; counting ends soon after there are too many. */
function countOf(bytes: Buffer, text: string): number {
  let count = 0;
  for (let at = bytes.indexOf(text); at >= 0 && count <= MOST_FIELDS + 1; at = bytes.indexOf(text, at + 1)) count++;
  return count;
}

/** Text as people typed it: line ends as the rest of the house has them, without the control characters that pasting brings. */
const cleaned = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  text.replaceAll('\r\n', '\n').replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, '');
