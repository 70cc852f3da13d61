import { Button, Checkbox, Group, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import classes from './FilterEditor.module.css';
import type { Filter, FilterField } from './list.ts';

/** Sets the filter of one field. Choices act at once; words and dates when applied. */
export function FilterEditor({ field, filter: inForce, onChange: tell, onDone }: EditorProps) {
  // The address follows once the list is there; a tick must show at once, and a second one must not undo the first.
  const [filter, setFilter] = useState(inForce);
  const told = JSON.stringify(inForce);
  useEffect(() => setFilter(JSON.parse(told) as Filter), [told]);
  const onChange = (changed: Filter) => {
    setFilter(changed);
    tell(changed);
  };
  return (
    <div className={classes.editor}>
      <div className={classes.head}>
        <span className={classes.title}>{field.label}</span>
        {field.kind === 'date' ? null : (
          <SegmentedControl
            size="xs"
            aria-label={`${field.label}: is or is not`}
            value={filter.not ? 'not' : 'is'}
            onChange={(value) => onChange({ ...filter, not: value === 'not' })}
            data={[
              { value: 'is', label: field.kind === 'text' ? 'holds' : 'is' },
              { value: 'not', label: field.kind === 'text' ? 'holds not' : 'is not' },
            ]}
          />
        )}
      </div>
      {field.kind === 'choice' ? (
        <Checkbox.Group
          aria-label={field.label}
          value={filter.values}
          onChange={(values) => onChange({ ...filter, values })}
        >
          <Stack gap={0} className={classes.choices}>
            {field.choices.map(({ value, label }) => (
              <Checkbox key={value} value={value} label={label} size="xs" py={6} />
            ))}
          </Stack>
        </Checkbox.Group>
      ) : field.kind === 'text' ? (
        <TextEntry label={field.label} filter={filter} onChange={onChange} onDone={onDone} />
      ) : (
        <DateEntry filter={filter} onChange={onChange} onDone={onDone} />
      )}
    </div>
  );
}

type EditorProps = { field: FilterField; filter: Filter; onChange: (filter: Filter) => void; onDone: () => void };
type EntryProps = Omit<EditorProps, 'field'>;

function TextEntry({ label, filter, onChange, onDone }: EntryProps & { label: string }) {
  const [text, setText] = useState(filter.values[0] ?? '');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onChange({ ...filter, values: text.trim() === '' ? [] : [text.trim()] });
        onDone();
      }}
    >
      <Stack gap={8}>
        <TextInput
          size="sm"
          aria-label={label}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          data-autofocus
        />
        <Button type="submit" size="sm">
          Apply filter
        </Button>
      </Stack>
    </form>
  );
}

function DateEntry({ filter, onChange, onDone }: EntryProps) {
  const [begin = '', finish = ''] = (filter.values[0] ?? '').split('..');
  const [from, setFrom] = useState(begin);
  const [to, setTo] = useState(finish);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onChange({ ...filter, values: from === '' && to === '' ? [] : [`${from}..${to}`] });
        onDone();
      }}
    >
      <Stack gap={8}>
        <Group grow gap={8}>
          <TextInput
            size="sm"
            type="date"
            label="From"
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
            data-autofocus
          />
          <TextInput
            size="sm"
            type="date"
            label="Before"
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
        </Group>
        <Button type="submit" size="sm">
          Apply filter
        </Button>
      </Stack>
    </form>
  );
}
