import { Spotlight } from '@mantine/spotlight';
import { IconArrowRight, IconBolt, IconFileText, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { partsOf } from '../kit/Link.tsx';
import { type Me, may } from '../me.ts';
import type { WebModule } from '../module.ts';
import { visibleAreas, visibleSettings } from './areas.ts';
import { type Entry, matching } from './commandMenu.ts';
import type { HouseParts } from './house-parts.ts';

/** Ctrl/Cmd-K: pages and actions at once, people and applications as soon as two letters stand. */
export function CommandMenu({ modules, me, search }: MenuProps) {
  const [words, setWords] = useState('');
  const navigate = useNavigate();
  const asked = useDeferredValue(words.trim());
  const found = useQuery({
    ...search(asked),
    enabled: asked.length >= 2,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const rows = asked.length < 2 ? [] : (found.data?.groups ?? []).flatMap(({ hits }) => hits);
  const entries = matching(entriesOf(modules, me), words);
  const go = (entry: Entry) => ('path' in entry ? navigate(partsOf(entry.path)) : entry.run());
  const groups = [...Map.groupBy(entries, (entry) => entry.group)];
  return (
    <Spotlight.Root
      query={words}
      onQueryChange={setWords}
      tagsToIgnore={[]}
      triggerOnContentEditable
      scrollable
      maxHeight={420}
      transitionProps={{ duration: 80 }}
    >
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
        {rows.length > 0 ? (
          <Spotlight.ActionsGroup label="Found">
            {rows.map((row) => (
              <Spotlight.Action
                key={`${row.kind}:${row.id}`}
                label={row.title}
                description={row.words ? `${row.kind}, ${row.words}` : row.kind}
                leftSection={<IconFileText size={15} aria-hidden />}
                onClick={() => navigate(partsOf(row.href))}
              />
            ))}
          </Spotlight.ActionsGroup>
        ) : null}
        {entries.length + rows.length === 0 ? (
          <Spotlight.Empty>{found.isFetching ? 'Searching' : 'Nothing found. Try fewer letters.'}</Spotlight.Empty>
        ) : null}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

type MenuProps = Pick<HouseParts, 'modules' | 'search'> & { me: Me };

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
