import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAsk, useOperation } from '#web/ask.ts';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { Page } from '#web/kit/Page.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { StateBadge } from '#web/kit/StateBadge.tsx';
import { showUndo } from '#web/kit/UndoNotice.tsx';
import { may, useMe } from '#web/me.ts';
import { myTodos } from '../parts.ts';

/** The viewer's own open to-dos, by their days; ticking one off can be undone for a while. */
export default function Todos() {
  const { rows } = useAsk(myTodos);
  const writes = may(useMe(), 'work.write');
  const reopen = useOperation((c) => c.work.reopenTodo, { touches: ['work'] });
  const complete = useOperation((c) => c.work.completeTodo, {
    touches: ['work'],
    onDone: (_, { id }) =>
      showUndo({
        words: 'To-do ticked off.',
        until: new Date(Date.now() + 30_000).toISOString(),
        undo: () => reopen.mutateAsync({ id }),
      }),
  });
  return (
    <Page title="To-dos" lead="What you have to do, the earliest day first.">
      <Stack gap={12} maw={720}>
        {writes ? <NewTodo /> : null}
        {complete.isError ? <Problem error={complete.error} /> : null}
        {rows.length === 0 ? (
          <EmptyState title="Nothing to do">Add a to-do, or wait for a colleague’s.</EmptyState>
        ) : null}
        {rows.map((todo) => (
          <Group key={todo.id} id={todo.id} gap={8}>
            <Checkbox
              label={todo.title}
              checked={false}
              disabled={!writes || complete.isPending}
              onChange={() => complete.mutate({ id: todo.id })}
            />
            {todo.dueOn ? <StateBadge state={todo.late ? 'late' : 'in-time'} word={todo.dueOn} plain /> : null}
          </Group>
        ))}
      </Stack>
    </Page>
  );
}

function NewTodo() {
  const [title, setTitle] = useState('');
  const [dueOn, setDueOn] = useState('');
  const add = useOperation((c) => c.work.addTodo, {
    touches: ['work'],
    onDone: () => {
      setTitle('');
      setDueOn('');
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (title.trim() !== '' && !add.isPending) add.mutate({ title, ...(dueOn === '' ? {} : { dueOn }) });
      }}
    >
      <Group gap={8} align="end">
        <TextInput
          label="To-do"
          maxLength={300}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
          flex={1}
        />
        <TextInput label="Due" type="date" value={dueOn} onChange={(event) => setDueOn(event.currentTarget.value)} />
        <Button type="submit" variant="default" disabled={title.trim() === ''} loading={add.isPending}>
          Add to-do
        </Button>
      </Group>
      {add.isError ? <Problem error={add.error} /> : null}
    </form>
  );
}
