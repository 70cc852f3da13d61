import { MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMe } from '#web/me.ts';
import { readersOf } from '../questions.ts';

export type Mentioned = { id: string; name: string };

/** Colleagues who are told that a note mentions them: those who may read it, oneself left out. */
export function Mentions({ program, chosen, onChosen }: MentionsProps) {
  const own = useMe().account.id;
  const found = useQuery(readersOf(program));
  const others = (found.data?.colleagues ?? []).filter(({ id }) => id !== own);
  if (others.length === 0) return null;
  return (
    <MultiSelect
      size="sm"
      aria-label="Mention colleagues"
      placeholder={chosen.length === 0 ? 'Mention colleagues, who are told' : ''}
      searchable
      hidePickedOptions
      value={chosen.map(({ id }) => id)}
      onChange={(ids) => onChosen(others.filter(({ id }) => ids.includes(id)))}
      data={others.map(({ id, name }) => ({ value: id, label: name }))}
      nothingFoundMessage="No colleague of that name reads this"
    />
  );
}

type MentionsProps = { program: string; chosen: readonly Mentioned[]; onChosen: (chosen: Mentioned[]) => void };

/** The note with the names of all who are mentioned in it, so that readers see who was told. */
export function withMentions(body: string, chosen: readonly Mentioned[]): string {
  const missing = chosen.map(({ name }) => `@${name}`).filter((name) => !body.includes(name));
  return missing.length === 0 ? body : `${body.trimEnd()}\n\n${missing.join(' ')}`;
}
