import { ORPCError } from '@orpc/client';
import { expect, test } from 'vitest';
import { ask, pathOf, unlessForbidden } from './ask.ts';

test('a question is kept under its operation and input', () => {
  expect(pathOf((c: { figures: { read: unknown } }) => c.figures.read)).toEqual(['figures', 'read']);
  const key = (figure: string) => ask((c) => c.figures.read, { figure, program: null, from: null, to: null }).queryKey;
  expect(key('a')).toEqual(['figures', 'read', { figure: 'a', program: null, from: null, to: null }]);
  expect(key('a')).toEqual(key('a'));
  expect(key('a')).not.toEqual(key('b'));
});

test('a question that the viewer may not ask is answered by what stands for nothing; other errors stay errors', async () => {
  const asking = (error: unknown) =>
    unlessForbidden({ queryKey: ['programs'], queryFn: () => Promise.reject(error) }, { programs: [] }).queryFn({
      signal: new AbortController().signal,
    });
  await expect(asking(new ORPCError('FORBIDDEN', { status: 403 }))).resolves.toEqual({ programs: [] });
  await expect(asking(new ORPCError('NOT_FOUND', { status: 404 }))).rejects.toThrow();
});
