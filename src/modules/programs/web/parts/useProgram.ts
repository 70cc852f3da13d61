import { ORPCError } from '@orpc/client';
import { useParams } from '@tanstack/react-router';
import { useAsk } from '#web/ask.ts';
import { type ProgramSummary, programNamed, programs } from '../questions.ts';

/** The program that the address names. Throws "not found", as the server would, where the viewer knows none of that name. */
export function useProgram(): ProgramSummary {
  const { program = '' } = useParams({ strict: false }) as { program?: string };
  const known = useAsk(programs).programs;
  const found = programNamed(known, program);
  if (found === null) {
    throw new ORPCError('NOT_FOUND', { status: 404, message: 'There is no program of this name that you may see.' });
  }
  return found;
}
