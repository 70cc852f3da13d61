import { ActionIcon, Button, Checkbox, Menu, Popover, TextInput } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconDownload, IconFilter, IconSearch, IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import classes from './FilterBar.module.css';
import { FilterEditor } from './FilterEditor.tsx';
import { type FilterField, filterWords, refine, withFilter } from './list.ts';
import type { ListHandle } from './useList.ts';
import type { ListLook } from './useListLook.ts';

/** Words to search by, filter tokens, and at the right what the table shows. */
export function FilterBar({
  fields,
  handle,
  opened,
  onOpened,
  look,
  tools,
  exportHref,
  wordless = false,
}: FilterBarProps) {
  const { list, change } = handle;
  const [edited, setEdited] = useState<string | null>(null);
  const field = fields.find((each) => each.field === edited) ?? null;
  const close = () => {
    onOpened(false);
    setEdited(null);
  };
  return (
    <div className={classes.bar}>
      {wordless ? null : <WordsInput handle={handle} />}
      {fields.length > 0 ? (
        <Popover
          opened={opened}
          onChange={(open) => (open ? onOpened(true) : close())}
          position="bottom-start"
          width={272}
          trapFocus
          returnFocus
        >
          <Popover.Target>
            <Button
              size="sm"
              variant="default"
              leftSection={<IconFilter size={15} aria-hidden />}
              onClick={() => (opened ? close() : onOpened(true))}
            >
              Filter
            </Button>
          </Popover.Target>
          <Popover.Dropdown p={6}>
            {field === null ? (
              <ul className={classes.fields} aria-label="Filter by">
                {fields.map((each) => (
                  <li key={each.field}>
                    <button type="button" className={classes.field} onClick={() => setEdited(each.field)}>
                      {each.label}
                    </button>
                  </li>
                ))}
              </ul>
            ) : (
              <FilterEditor
                field={field}
                filter={
                  list.filters.find((each) => each.field === field.field) ?? {
                    field: field.field,
                    not: false,
                    values: [],
                  }
                }
                onChange={(filter) => change(withFilter(list, filter))}
                onDone={close}
              />
            )}
          </Popover.Dropdown>
        </Popover>
      ) : null}
      <ul className={classes.tokens} aria-label="Filters in force">
        {list.filters.map((filter) => (
          <li key={filter.field} className={classes.token}>
            <button
              type="button"
              className={classes.tokenWords}
              onClick={() => {
                setEdited(filter.field);
                onOpened(true);
              }}
            >
              {filterWords(filter, fields)}
            </button>
            <ActionIcon
              size={22}
              radius="sm"
              aria-label={`Take out: ${filterWords(filter, fields)}`}
              onClick={() => change(withFilter(list, { ...filter, values: [] }))}
            >
              <IconX size={13} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
      {list.filters.length > 1 ? (
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          onClick={() => change(refine(list, { filters: [], words: '' }))}
        >
          Clear all
        </Button>
      ) : null}
      <div className={classes.right}>
        {tools}
        {exportHref ? (
          <Button
            component="a"
            href={exportHref}
            download
            size="sm"
            variant="default"
            leftSection={<IconDownload size={15} aria-hidden />}
          >
            Export CSV
          </Button>
        ) : null}
        {look ? <LookMenu look={look} /> : null}
      </div>
    </div>
  );
}

type FilterBarProps = {
  fields: readonly FilterField[];
  handle: ListHandle;
  opened: boolean;
  /** The server cannot look for words in this list. */
  wordless?: boolean | undefined;
  onOpened: (opened: boolean) => void;
  /** Left out where there are no columns to choose: on a board. */
  look?: ListLook;
  tools?: ReactNode;
  exportHref?: string | undefined;
};

/** Typing waits a quarter second before the list follows. */
function WordsInput({ handle: { list, change } }: { handle: ListHandle }) {
  const [words, setWords] = useState(list.words);
  useEffect(() => setWords(list.words), [list.words]);
  useEffect(() => {
    if (words === list.words) return;
    const timer = setTimeout(() => change(refine(list, { words })), 250);
    return () => clearTimeout(timer);
  }, [words, list, change]);
  return (
    <TextInput
      className={classes.words}
      size="sm"
      type="search"
      aria-label="Search in this list"
      placeholder="Search in this list"
      leftSection={<IconSearch size={15} aria-hidden />}
      value={words}
      onChange={(event) => setWords(event.currentTarget.value)}
    />
  );
}

function LookMenu({ look }: { look: ListLook }) {
  return (
    <Menu position="bottom-end" closeOnItemClick={false} width={220}>
      <Menu.Target>
        <ActionIcon size={32} variant="default" aria-label="Columns and density">
          <IconAdjustmentsHorizontal size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Columns</Menu.Label>
        {look.choices.map((choice) => (
          <Menu.Item key={choice.id} component="label" className={classes.look}>
            <Checkbox
              size="xs"
              label={choice.label}
              checked={choice.shown}
              onChange={(event) => look.toggle(choice.id, event.currentTarget.checked)}
            />
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item component="label" className={classes.look}>
          <Checkbox
            size="xs"
            label="Close rows"
            checked={look.dense}
            onChange={(event) => look.setDense(event.currentTarget.checked)}
          />
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
