import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useAsk, useOperation } from '#web/ask.ts';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { Page } from '#web/kit/Page.tsx';
import { Person } from '#web/kit/Person.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { showDone, showUndo } from '#web/kit/UndoNotice.tsx';
import type { Suggestion } from '../../queries/suggest-merges.ts';
import { suggestions } from '../questions.ts';
import { platformName } from '../words.ts';

/** Pairs that may be one person. Nothing here happens by itself: somebody reads the reasons and says what is so. */
export default function MergeSuggestions() {
  const { rows, more } = useAsk(suggestions);
  return (
    <Page
      title="Merge suggestions"
      lead="Pairs that may be one person, those with the strongest reasons first. Names alone are never a reason."
    >
      {rows.length === 0 ? (
        <EmptyState title="No suggestions">
          When two identities seem to be one person, they will stand here with the reasons.
        </EmptyState>
      ) : null}
      <Stack gap={12} maw={760}>
        {rows.map((pair) => (
          <Pair key={`${pair.one.id}${pair.other.id}`} pair={pair} />
        ))}
        {more ? <Text c="dimmed">There are more; they come up as these are answered.</Text> : null}
      </Stack>
    </Page>
  );
}

function Pair({ pair }: { pair: Suggestion }) {
  const words = pair.reasons.map((reason) => reason.words).join(' ');
  const input = { one: pair.one.id, other: pair.other.id };
  const [asking, setAsking] = useState(false);
  const undo = useOperation((c) => c.community.undoMerge);
  const merge = useOperation((c) => c.community.mergePeople, {
    onDone: ({ merge: id }) =>
      showUndo({
        words: 'Merged into one person.',
        until: new Date(Date.now() + 60_000).toISOString(),
        undo: () => undo.mutateAsync({ id }),
      }),
  });
  const apart = useOperation((c) => c.community.neverMerge, {
    onDone: () => showDone('Kept apart. They will not be suggested again.'),
  });
  const pending = merge.isPending || apart.isPending;
  return (
    <Paper withBorder p={12} component="article" aria-label={`${pair.one.written} and ${pair.other.written}`}>
      <Stack gap={8}>
        <Group gap={16}>
          {[pair.one, pair.other].map((identity) => (
            <Person
              key={identity.id}
              name={identity.name ?? identity.written}
              href={`/community/people/${identity.id}`}
              detail={`${identity.written}, ${platformName(identity.platform)}`}
            />
          ))}
        </Group>
        <Text size="sm">
          {words} {pair.strength === 'weak' ? 'This alone is weak: look at both before you merge.' : ''}
        </Text>
        {merge.isError ? <Problem error={merge.error} /> : null}
        {apart.isError ? <Problem error={apart.error} /> : null}
        <Group gap={8}>
          <Button
            size="compact-sm"
            variant={asking ? 'filled' : 'default'}
            disabled={pending}
            loading={merge.isPending}
            onClick={() =>
              pair.strength === 'weak' && !asking
                ? setAsking(true)
                : merge.mutate({ ...input, reason: words.slice(0, 500) })
            }
          >
            {asking ? 'Merge on this weak reason' : 'Merge people'}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            disabled={pending}
            loading={apart.isPending}
            onClick={() => apart.mutate({ ...input, reason: 'Looked at the suggestion: different people.' })}
          >
            Keep apart
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
