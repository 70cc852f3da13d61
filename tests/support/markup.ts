import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';

type Element = Tree.Element;

/** Attributes whose value a browser opens, sends to or loads from. */
const ADDRESSES = new Set(
  'action background cite classid codebase data dynsrc formaction href longdesc lowsrc manifest ping poster src srcset usemap xlink:href'.split(
    ' ',
  ),
);
/** Attributes in which a stranger's words may stand: they are read or shown, and nothing else. */
const WORDS = new Set(['alt', 'aria-label', 'content', 'label', 'placeholder', 'title', 'value']);
/** No page of ours needs them, and each turns one page into another. */
const NEVER = new Set(['applet', 'base', 'embed', 'frame', 'frameset', 'iframe', 'object', 'portal']);

const isElement = (node: Tree.Node): node is Element => 'tagName' in node;
const isText = (node: Tree.Node): node is Tree.TextNode => node.nodeName === '#text';
const isComment = (node: Tree.Node): node is Tree.CommentNode => node.nodeName === '#comment';

function* nodesOf(node: Tree.Node): Generator<Tree.Node> {
  yield node;
  if (isElement(node) && 'content' in node) yield* nodesOf((node as Tree.Template).content);
  if ('childNodes' in node) for (const child of node.childNodes) yield* nodesOf(child);
}

/** What an address leads to, as a browser reads it: white space and control characters are left out first. */
function leadsAstray(value: string): boolean {
  const read = value.replace(/[\0-\x20\x7f]/g, '');
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(read)?.[1]?.toLowerCase();
  return scheme === undefined ? /^[/\\]{2}/.test(read) : !['http', 'https', 'mailto'].includes(scheme);
}

/** An address on this house; whatever is asked of it with it, it is the house that answers. */
const isOwnPath = (value: string): boolean => /^\/(?![/\\])/.test(value) && !leadsAstray(value);

/** How a script of ours looks: a file of the house, nothing between its tags. */
const isOurScript = (element: Element, inside: string): boolean =>
  /^\/(public|assets)\/[\w.-]+\.js$/.test(element.attrs.find(({ name }) => name === 'src')?.value ?? '') &&
  inside.trim() === '';

const insideOf = (element: Element): string =>
  element.childNodes.map((child) => (isText(child) ? child.value : '')).join('');

function faultsOf(element: Element, mark: string): string[] {
  const { tagName, attrs } = element;
  const where = `<${tagName}>`;
  const faults: string[] = [];
  if (tagName.includes(mark)) faults.push(`${where} is a stranger's`);
  if (NEVER.has(tagName)) faults.push(`${where} stands in a page`);
  const inside = ['script', 'style'].includes(tagName) ? insideOf(element) : '';
  if (tagName === 'script' && !isOurScript(element, inside)) faults.push(`${where} is none of ours`);
  if (inside.includes(mark)) faults.push(`${where} holds a stranger's words`);
  for (const { name, value, prefix } of attrs) {
    const full = prefix ? `${prefix}:${name}` : name;
    if (full.startsWith('on')) faults.push(`${where} has ${full}`);
    if (full.includes(mark)) faults.push(`${where} has a stranger's attribute ${full}`);
    if (full === 'srcdoc' || (full === 'http-equiv' && /refresh|set-cookie/i.test(value)))
      faults.push(`${where} has ${full}`);
    if (ADDRESSES.has(full) && leadsAstray(value)) faults.push(`${where} ${full} leads to ${value.slice(0, 60)}`);
    if (value.includes(mark) && !WORDS.has(full) && !(ADDRESSES.has(full) && isOwnPath(value)))
      faults.push(`${where} ${full} holds a stranger's words`);
  }
  return faults;
}

/**
 * Reads markup as a browser does (the standard's own algorithm), with scripts on and off, and answers what in it is not ours: elements,
 * attributes, addresses and comments that hold `mark`, scripts between tags, handlers, schemes that run. `words` are the texts that a
 * reader sees, one a text node; `values` those of attributes that are read.
 */
export function markupOf(html: string, mark: string): { faults: string[]; words: string[]; values: string[] } {
  const faults = new Set<string>();
  const words: string[] = [];
  const values: string[] = [];
  for (const scriptingEnabled of [true, false]) {
    for (const node of nodesOf(parse(html, { scriptingEnabled }))) {
      if (isComment(node) && node.data.includes(mark)) faults.add("a comment holds a stranger's words");
      if (isText(node)) words.push(node.value);
      if (!isElement(node)) continue;
      for (const fault of faultsOf(node, mark)) faults.add(fault);
      values.push(...node.attrs.filter(({ name }) => WORDS.has(name)).map(({ value }) => value));
    }
  }
  return { faults: [...faults], words, values };
}
