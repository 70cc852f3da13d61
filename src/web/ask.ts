import { type QueryClient, useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { type CallContext, type Client, client } from './client.ts';
import { type Problem, problemOf } from './problem.ts';
import { newKey } from './sending.ts';

/** A question to the server: how it is kept, and how it is asked. Made by `ask`; `useQuery` and the loaders' `ensure` take it as it is. */
export type Question<Output> = {
  queryKey: readonly unknown[];
  queryFn: (from: { signal: AbortSignal }) => Promise<Output>;
  staleTime?: number;
};

type Call<Input, Output> = (input: Input, options?: { context?: CallContext; signal?: AbortSignal }) => Promise<Output>;

/** The path of the operation that `pick` chooses: `(c) => c.programs.home` gives ['programs', 'home']. */
export function pathOf(pick: (client: never) => unknown): string[] {
  const path: string[] = [];
  const recorder: unknown = new Proxy(() => {}, {
    get: (_, name) => {
      path.push(String(name));
      return recorder;
    },
  });
  pick(recorder as never);
  return path;
}

/**
 * A question to the server, for loaders and `useAsk`: `ask((c) => c.programs.home, { program })`. It is kept under its path and
 * input, so that the same question of two places is asked once.
 */
export function ask<Input, Output>(pick: (client: Client) => Call<Input, Output>, input: Input): Question<Output> {
  return {
    queryKey: [...pathOf(pick), input],
    queryFn: ({ signal }) => pick(client)(input, { signal }),
  };
}

/** The same question, answered by `none` for viewers who may not ask it: names beside what a page is about. */
export function unlessForbidden<Output>(question: Question<Output>, none: Output): Question<Output> {
  return {
    ...question,
    queryFn: async (from) => {
      try {
        return await question.queryFn(from);
      } catch (error) {
        if (problemOf(error).kind === 'forbidden') return none;
        throw error;
      }
    },
  };
}

/** The answer of a question that the page's loader has fetched. Suspends where it was not, throws the call's error to the error page. */
export function useAsk<Output>(question: Question<Output>): Output {
  return useSuspenseQuery(question).data;
}

/** Fetches a question unless it is fresh. Loaders use it as `ensure`. */
export type Ensure = <Output>(question: Question<Output>) => Promise<Output>;

/** The `ensure` of a query client. */
export function ensureOn(queries: QueryClient): Ensure {
  return (question) => queries.ensureQueryData({ ...question, revalidateIfStale: true });
}

const outcomeUnknown = (problem: Problem) => problem.kind === 'unavailable' || problem.kind === 'ours';

/**
 * A command for a button or form: `const accept = useOperation((c) => c.programs.acceptApplication, { touches: ['programs'] })`, then
 * `accept.mutate(input)`. One key covers a try and all its repeats with the same input until it succeeds, so a second press of the
 * button after a cut line does nothing twice. `touches`: the first words of the questions to ask anew afterwards (default: all).
 */
export function useOperation<Input, Output>(
  pick: (client: Client) => Call<Input, Output>,
  options: { touches?: string[]; onDone?: (output: Output, input: Input) => void | Promise<void> } = {},
) {
  const queries = useQueryClient();
  const attempt = useRef<{ input: string; key: string } | null>(null);
  return useMutation<Output, Error, Input>({
    mutationKey: pathOf(pick),
    mutationFn: (input) => {
      const written = JSON.stringify(input) ?? '';
      if (attempt.current?.input !== written) attempt.current = { input: written, key: newKey() };
      return pick(client)(input, { context: { idempotencyKey: attempt.current.key } });
    },
    onError: (error) => {
      // A clear answer ends the attempt: later the same input may be judged anew. Only an unknown outcome keeps its key.
      if (!outcomeUnknown(problemOf(error))) attempt.current = null;
    },
    onSuccess: async (output, input) => {
      attempt.current = null;
      const { touches } = options;
      await queries.invalidateQueries(
        touches ? { predicate: ({ queryKey }) => touches.includes(String(queryKey[0])) } : {},
      );
      await options.onDone?.(output, input);
    },
  });
}
