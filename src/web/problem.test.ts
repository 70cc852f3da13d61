import { ORPCError } from '@orpc/client';
import { describe, expect, test } from 'vitest';
import { fieldErrors, problemOf } from './problem.ts';

describe('problemOf', () => {
  test('a refusal keeps its code and its words', () => {
    const problem = problemOf(
      new ORPCError('REFUSED', {
        status: 409,
        message: 'Somebody decided it.',
        data: { rule: 'application.already-decided' },
      }),
    );
    expect(problem).toMatchObject({
      kind: 'refused',
      words: 'Somebody decided it.',
      code: 'application.already-decided',
    });
  });

  test('wrong fields reach their inputs, the first message of each', () => {
    const problem = problemOf(
      new ORPCError('INVALID', {
        status: 400,
        data: {
          fields: [
            { field: 'mail', message: 'Give an address.' },
            { field: 'mail', message: 'Too long.' },
            { nonsense: 1 },
          ],
        },
      }),
    );
    expect(problem.kind).toBe('invalid');
    expect(fieldErrors(problem)).toEqual({ mail: 'Give an address.' });
  });

  test('one wrong field is told once, several by a sentence that leads to them', () => {
    const wrong = (...fields: { field: string; message: string }[]) =>
      problemOf(
        new ORPCError('INVALID', {
          status: 400,
          message: fields.map(({ message }) => message).join(' '),
          data: { fields },
        }),
      ).words;
    expect(wrong({ field: 'password', message: 'They do not fit.' })).toBe('They do not fit.');
    expect(wrong({ field: 'a', message: 'A.' }, { field: 'b', message: 'B.' })).toContain('Mend the marked fields');
  });

  test("an error of ours never shows the server's inner words", () => {
    const problem = problemOf(
      new ORPCError('INTERNAL_SERVER_ERROR', { status: 500, message: 'relation "x" missing', data: { id: 'e-1' } }),
    );
    expect(problem.words).not.toContain('relation');
    expect(problem).toMatchObject({ kind: 'ours', reference: 'e-1' });
  });

  test('whoever is signed out meanwhile reads that nothing is lost', () => {
    const problem = problemOf(new ORPCError('UNAUTHENTICATED', { status: 401, message: 'Sign in first.' }));
    expect(problem.words).toContain('what you wrote is still here');
  });

  test('a cut line is not blamed on us, and anything thrown is answered', () => {
    expect(problemOf(new TypeError('Failed to fetch')).kind).toBe('unavailable');
    for (const odd of [null, undefined, 'x', 7, {}]) expect(problemOf(odd).kind).toBe('ours');
  });
});
