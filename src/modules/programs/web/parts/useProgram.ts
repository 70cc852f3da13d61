import { notFound, useParams } from '@tanstack/react-router';
import { useAsk } from '#web/ask.ts';
import { type ProgramSummary, programNamed, programs } from '../questions.ts';

/** The program that the address names. Shows "not found" where the viewer knows none of that name. */
export function useProgram(): ProgramSummary {
  const { program = '' } = useParams({ strict: false }) as { program?: string };
  const known = useAsk(programs).programs;
  const found = programNamed(known, program);
  if (found === null) throw notFound();
  return found;
}
