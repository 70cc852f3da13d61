import { ActionIcon, Menu } from '@mantine/core';
import { IconBookmarks } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { problemOf } from '../problem.ts';
import type { Look, SavedView, SavedViews } from './own.ts';
import { RenameViewDialog } from './SaveViewDialog.tsx';
import { moved, type Tab } from './savedViews.ts';
import { showDone } from './UndoNotice.tsx';

/** What can be done with the views of a list: save, update, rename, share, order, remove, and with which it opens. */
export function ViewMenu({ tabs, open, saved, changed, query, look, onSaveAs }: ViewMenuProps) {
  const navigate = useNavigate();
  const [renamed, setRenamed] = useState<SavedView | null>(null);
  const own = open?.saved ?? null;
  const ids = tabs.map(({ id }) => id);
  const does = (act: () => Promise<unknown>, words?: string) => async () => {
    try {
      await act();
      if (words) showDone(words);
    } catch (error) {
      showDone(problemOf(error).words);
    }
  };
  const { opensWith } = saved;
  const arrange = (next: Partial<{ opensWith: string | null; places: string[] }>) =>
    saved.arrange({ opensWith, places: saved.places, ...next });
  return (
    <>
      <Menu position="bottom-end" width={250} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <ActionIcon size={28} variant="subtle" color="gray" aria-label="Views of this list">
            <IconBookmarks size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={onSaveAs}>Save as new view</Menu.Item>
          {open ? (
            <>
              <Menu.Divider />
              <Menu.Label>{open.label}</Menu.Label>
              {own?.mayChange ? (
                <>
                  <Menu.Item
                    disabled={!changed}
                    onClick={does(() => saved.change(own.id, { query, look }), 'View updated.')}
                  >
                    Update to these filters
                  </Menu.Item>
                  <Menu.Item onClick={() => setRenamed(own)}>Rename or share</Menu.Item>
                </>
              ) : null}
              <Menu.Item onClick={does(() => arrange({ opensWith: opensWith === open.id ? null : open.id }))}>
                {opensWith === open.id ? 'Do not open the list with it' : 'Open the list with it'}
              </Menu.Item>
              <Menu.Item
                disabled={ids[0] === open.id}
                onClick={does(() => arrange({ places: moved(ids, open.id, -1) }))}
              >
                Move left
              </Menu.Item>
              <Menu.Item
                disabled={ids.at(-1) === open.id}
                onClick={does(() => arrange({ places: moved(ids, open.id, 1) }))}
              >
                Move right
              </Menu.Item>
              {own?.mayChange ? (
                <Menu.Item
                  c="var(--gh-late)"
                  onClick={does(async () => {
                    await saved.remove(own.id);
                    if (opensWith === own.id) await arrange({ opensWith: null });
                    await navigate({
                      to: '.',
                      search: (tabs.find(({ saved: s }) => s === null)?.search ?? {}) as never,
                    });
                  }, 'View removed.')}
                >
                  Remove view
                </Menu.Item>
              ) : null}
            </>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      <RenameViewDialog view={renamed} onClose={() => setRenamed(null)} saved={saved} />
    </>
  );
}

type ViewMenuProps = {
  tabs: readonly Tab[];
  open: Tab | null;
  saved: SavedViews;
  changed: boolean;
  query: string;
  look: Look;
  onSaveAs: () => void;
};
