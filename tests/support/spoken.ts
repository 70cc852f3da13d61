import type { CDPSession, Page } from 'playwright-core';

/** What a screen reader is told of one thing on the page. */
export type Spoken = { role: string; name: string; level: number | null; focused: boolean };

type AxValue = { value?: unknown };
type AxNode = {
  nodeId: string;
  parentId?: string;
  childIds?: string[];
  ignored: boolean;
  role?: AxValue;
  name?: AxValue;
  properties?: { name: string; value: AxValue }[];
};

const sessions = new WeakMap<Page, Promise<CDPSession>>();
const sessionOf = (page: Page): Promise<CDPSession> => {
  const known = sessions.get(page) ?? page.context().newCDPSession(page);
  sessions.set(page, known);
  return known;
};

/** Chromium's own accessibility tree of the page, in order, without what it leaves out. */
export async function spokenOn(page: Page): Promise<Spoken[]> {
  const session = await sessionOf(page);
  const { nodes } = (await session.send('Accessibility.getFullAXTree')) as { nodes: AxNode[] };
  return inOrder(nodes)
    .filter(({ ignored }) => !ignored)
    .map(({ role, name, properties }) => {
      const of = (property: string) => properties?.find((each) => each.name === property)?.value.value;
      return {
        role: String(role?.value ?? ''),
        name: String(name?.value ?? '').trim(),
        level: (of('level') as number | undefined) ?? null,
        focused: of('focused') === true,
      };
    });
}

/** The protocol's list goes level by level; people hear what stands inside before what stands after. */
function inOrder(nodes: AxNode[]): AxNode[] {
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const walk = (node: AxNode | undefined): AxNode[] =>
    node ? [node, ...(node.childIds ?? []).flatMap((id) => walk(byId.get(id)))] : [];
  return nodes.filter(({ parentId }) => parentId === undefined).flatMap(walk);
}

const CONTROLS = new Set(
  'button link textbox searchbox checkbox radio combobox listbox switch slider spinbutton tab menuitem option treeitem dialog alertdialog'.split(
    ' ',
  ),
);

/** What a screen reader could not make sense of: controls without a name, headings that jump, no or two first headings. */
export async function spokenFaults(page: Page): Promise<string[]> {
  const spoken = await spokenOn(page);
  const nameless = spoken
    .filter(({ role, name }) => CONTROLS.has(role) && name === '')
    .map(({ role }) => `a ${role} without a name`);
  const headings = spoken.filter(({ role }) => role === 'heading');
  const firsts = headings.filter(({ level }) => level === 1);
  const faults = firsts.length === 1 ? nameless : [...nameless, `${firsts.length} first headings`];
  let before = 0;
  for (const { level, name } of headings) {
    if ((level ?? 0) > before + 1)
      faults.push(`the heading "${name}" of level ${level} follows one of level ${before}`);
    before = level ?? 0;
  }
  if (!spoken.some(({ role }) => role === 'main')) faults.push('no main part');
  return faults;
}

/** Role and name of what has the focus, as it is said when one comes there: `button "Send application"`. */
export async function focusOn(page: Page): Promise<string> {
  const found = (await spokenOn(page)).findLast(({ focused, role }) => focused && role !== 'RootWebArea');
  return found ? `${found.role} "${found.name}"` : 'nothing';
}

/** Begins to note what live regions say on this page; `heard` answers and forgets it. Call it before the page is opened. */
export async function listen(page: Page): Promise<{ heard: () => Promise<string[]> }> {
  await page.addInitScript(() => {
    const said: string[] = [];
    Object.assign(globalThis, { guildhallHeard: said });
    const live = '[aria-live=polite],[aria-live=assertive],[role=status],[role=alert],[role=log],output';
    const note = (element: Element | null) => {
      const region = element?.closest(live);
      const text = region?.textContent?.trim();
      if (text && said.at(-1) !== text) said.push(text);
    };
    new MutationObserver((changes) => {
      for (const { target, addedNodes } of changes) {
        note(target instanceof Element ? target : target.parentElement);
        // A region that comes in with its words is said as well, if it is an alert.
        for (const added of addedNodes)
          if (added instanceof Element)
            for (const alert of [added, ...added.querySelectorAll('*')]) if (alert.matches('[role=alert]')) note(alert);
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  return {
    heard: () =>
      page.evaluate(() => {
        const { guildhallHeard: said } = globalThis as unknown as { guildhallHeard: string[] };
        return said.splice(0);
      }),
  };
}
