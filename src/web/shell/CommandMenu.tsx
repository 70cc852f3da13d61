import { Modal } from '@mantine/core';
import { Spotlight } from '@mantine/spotlight';
import { IconArrowRight, IconBolt, IconFileText, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useState } from 'react';
import { partsOf } from '../kit/Link.tsx';
import { type Me, may } from '../me.ts';
import type { WebModule } from '../module.ts';
import { visibleAreas, visibleSettings } from './areas.ts';
import classes from './CommandMenu.module.css';
import { type Entry, marked, matching } from './commandMenu.ts';
import type { HouseParts } from './house-parts.ts';

/** Ctrl/Cmd-K: what is at hand, the page's own actions, pages and commands at once; records as soon as two letters stand. */
export function CommandMenu({ modules, me, search, atHand }: MenuProps) {
  const [opened, setOpened] = useState(false);
  const kept = useQuery({ ...(atHand ?? nothingAtHand), enabled: opened && atHand !== undefined, retry: false });
  const [buttons, setButtons] = useState<HTMLButtonElement[]>([]);
  const [words, setWords] = useState('');
  const navigate = useNavigate();
  const asked = useDeferredValue(words.trim());
  const found = useQuery({
    ...search(asked),
    enabled: asked.length >= 2,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const hits = asked.length < 2 ? [] : (found.data?.groups ?? []);
  const entries = [
    ...atHandEntries(asked, kept.data),
    ...matching([...pageEntries(buttons), ...entriesOf(modules, me)], words),
  ];
  const shown = [...entries.map(({ id }) => id), ...hits.flatMap((group) => group.hits.map(({ id }) => id))].join(' ');
  useEffect(() => {
    // What is found comes later than the letters for which the menu selects its first line: Enter must have one then, too.
    if (words !== '' && shown !== '' && !document.querySelector('[data-action][data-selected]'))
      document.querySelector('[data-action]')?.setAttribute('data-selected', 'true');
  }, [words, shown]);
  const go = (entry: Entry) => ('path' in entry ? navigate(partsOf(entry.path)) : entry.run());
  const groups = [...Map.groupBy(entries, (entry) => entry.group)];
  return (
    <Spotlight.Root
      query={words}
      onQueryChange={setWords}
      onSpotlightOpen={() => {
        setOpened(true);
        setButtons(nextButtons());
      }}
      onSpotlightClose={() => setOpened(false)}
      tagsToIgnore={[]}
      triggerOnContentEditable
      scrollable
      maxHeight={420}
      transitionProps={{ duration: 80 }}
    >
      <Modal.Title className="gh-visually-hidden">Search and commands</Modal.Title>
      <Spotlight.Search
        placeholder="Pages, actions, people, applications"
        aria-label="Search pages and actions"
        leftSection={<IconSearch size={16} stroke={1.8} aria-hidden />}
      />
      <Spotlight.ActionsList>
        {groups.map(([group, members]) => (
          <Spotlight.ActionsGroup key={group} label={group}>
            {members.map((entry) => (
              <Spotlight.Action
                key={entry.id}
                label={entry.label}
                {...(entry.detail ? { description: entry.detail } : {})}
                leftSection={
                  'path' in entry ? <IconArrowRight size={15} aria-hidden /> : <IconBolt size={15} aria-hidden />
                }
                onClick={() => go(entry)}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {hits.map(({ source, hits: rows }) => (
          <Spotlight.ActionsGroup key={source} label={source}>
            {rows.map((row) => (
              <Spotlight.Action
                key={`${row.kind}:${row.id}`}
                leftSection={<IconFileText size={15} aria-hidden />}
                onClick={() => navigate(partsOf(row.href))}
              >
                <span className={classes.hit}>
                  <Marked text={row.title} matched={row.matched} />
                  {row.words ? (
                    <span className={classes.hitWords}>
                      <Marked text={row.words} matched={row.matched} />
                    </span>
                  ) : null}
                </span>
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {entries.length + hits.length === 0 ? (
          <Spotlight.Empty>{found.isFetching ? 'Searching' : 'Nothing found. Try fewer letters.'}</Spotlight.Empty>
        ) : null}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

type MenuProps = Pick<HouseParts, 'modules' | 'search' | 'atHand'> & { me: Me };

const nothingAtHand: NonNullable<HouseParts['atHand']> = {
  queryKey: ['nothing at hand'],
  queryFn: async () => ({ bookmarks: [], recent: [] }),
};

function Marked({ text, matched }: { text: string; matched: readonly string[] }) {
  return marked(text, matched).map((piece, place) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text never move
    piece.mark ? <mark key={place}>{piece.text}</mark> : <span key={place}>{piece.text}</span>,
  );
}

/** Before anything is typed: what one kept and looked at last. */
function atHandEntries(asked: string, kept: Awaited<ReturnType<typeof nothingAtHand.queryFn>> | undefined): Entry[] {
  if (asked !== '' || !kept) return [];
  return [
    ...kept.recent.slice(0, 5).map((hit) => ({
      id: `recent ${hit.kind} ${hit.id}`,
      group: 'Looked at last',
      label: hit.title,
      detail: hit.words,
      path: hit.href,
    })),
    ...kept.bookmarks.slice(0, 8).map(({ id, address, title }) => ({
      id: `bookmark ${id}`,
      group: 'Bookmarks',
      label: title,
      path: address,
    })),
  ];
}

/** What the page under the menu offers to do next, and its other actions: whoever sees their button may press it from here. */
const nextButtons = (): HTMLButtonElement[] =>
  [...document.querySelectorAll<HTMLButtonElement>('main [data-page-actions] button:not(:disabled)')].filter(
    (button) => labelOf(button) !== '',
  );

/** What a button says, without the letter that presses it. */
function labelOf(button: HTMLButtonElement): string {
  const copy = button.cloneNode(true) as HTMLButtonElement;
  for (const key of copy.querySelectorAll('kbd')) key.remove();
  return (copy.textContent ?? '').trim() || (button.ariaLabel ?? '');
}

function pageEntries(buttons: readonly HTMLButtonElement[]): Entry[] {
  return buttons.map((button, place) => ({
    id: `page ${place}`,
    group: 'On this page',
    label: labelOf(button),
    // Once the menu is gone, so that a dialog of the page gets the focus.
    run: () => void setTimeout(() => button.click(), 120),
  }));
}

function entriesOf(modules: readonly WebModule[], me: Me): Entry[] {
  const pages = visibleAreas(modules, me).flatMap((area) => [
    { id: area.path, group: 'Go to', label: area.label, path: area.path },
    ...area.pages
      .filter((page) => page.path !== area.path)
      .map((page) => ({ id: page.path, group: 'Go to', label: page.label, detail: area.label, path: page.path })),
  ]);
  const settings = visibleSettings(modules, me).flatMap(({ pages }) =>
    pages.map(({ path, label }) => ({ id: path, group: 'Go to', label, detail: 'Settings', path })),
  );
  const actions = modules
    .flatMap(({ commands = [] }) => commands)
    .filter((command) => may(me, command.permission))
    .map((command) => ({ ...command, group: 'Do' }));
  return [...actions, ...pages, ...settings];
}
