import { Button, Stack, Text } from '@mantine/core';
import { useOperation } from '#web/ask.ts';
import { Problem } from '#web/kit/Problem.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { Section } from '#web/kit/Section.tsx';
import type { Merge } from '../../queries/merges.ts';
import type { PersonRecord } from '../../queries/person.ts';

/** Why identities count as one person, who said so, and the way back: each merge can be undone on its own, in any order. */
export function MergeHistory({
  merges,
  neverMerged,
  mayMerge,
}: Pick<PersonRecord, 'merges' | 'neverMerged'> & { mayMerge: boolean }) {
  const undo = useOperation((c) => c.community.undoMerge);
  const allow = useOperation((c) => c.community.allowMerge);
  if (merges.length + neverMerged.length === 0) return null;
  return (
    <Section title="Merges">
      <Stack gap={12}>
        {undo.isError ? <Problem error={undo.error} /> : null}
        {allow.isError ? <Problem error={allow.error} /> : null}
        {merges.map((merge) => (
          <MergeEntry key={merge.id} merge={merge}>
            {mayMerge && merge.endedAt === null ? (
              <Button
                size="compact-xs"
                variant="default"
                loading={undo.isPending}
                onClick={() => undo.mutate({ id: merge.id })}
              >
                Undo merge
              </Button>
            ) : null}
          </MergeEntry>
        ))}
        {neverMerged.map((note) => (
          <div key={note.id}>
            <Text size="sm">Not the same person as {note.with.name}</Text>
            <Text size="xs" c="dimmed">
              “{note.reason}”, {note.madeBy?.name ?? 'Guildhall'}, <RelativeTime instant={note.madeAt} />
            </Text>
            {mayMerge ? (
              <Button
                size="compact-xs"
                variant="default"
                loading={allow.isPending}
                onClick={() => allow.mutate({ id: note.id })}
              >
                Take back
              </Button>
            ) : null}
          </div>
        ))}
      </Stack>
    </Section>
  );
}

/** One merge in words; ended ones say who undid them and when. */
export function MergeEntry({ merge, children }: { merge: Merge; children?: React.ReactNode }) {
  return (
    <div>
      <Text size="sm" td={merge.endedAt === null ? 'none' : 'line-through'}>
        {merge.one.name} and {merge.other.name}
      </Text>
      <Text size="xs" c="dimmed">
        “{merge.reason}”, {merge.madeBy?.name ?? 'Guildhall'}, <RelativeTime instant={merge.madeAt} />
        {merge.endedAt === null ? null : (
          <>
            . Undone by {merge.endedBy?.name ?? 'Guildhall'}, <RelativeTime instant={merge.endedAt} />
          </>
        )}
      </Text>
      {children}
    </div>
  );
}
