import { z } from 'zod';
import { command, id, nothing, query } from '#kernel/contract/operation.ts';
import { words } from './shapes.ts';

const EVERYWHERE = { permission: 'programs.manage', scope: 'everywhere' } as const;

/** Pages under /programs that belong to no program: a program of that name could not be reached. */
export const PAGES: readonly string[] = [
  'applications',
  'customers',
  'members',
  'new',
  'presets',
  'rounds',
  'verifiers',
];

/** How a program comes to be, and what it is called. */
export const makingContract = {
  listPresets: query({
    ...EVERYWHERE,
    path: '/programs/presets',
    summary: 'What a program can be made from',
    input: nothing,
    output: z.object({
      presets: z.array(z.object({ code: z.string(), name: z.string(), prefix: z.string(), words: z.string() })),
    }),
  }),
  makeProgram: command({
    ...EVERYWHERE,
    path: '/programs',
    summary:
      'Make a program from a preset, or from the policy in force of another program; it takes no applications yet',
    input: z.object({
      name: words(120),
      /** The name in its addresses; it stays for good, since links are out in the world. */
      slug: z
        .string()
        .trim()
        .max(60, 'At most 60 characters.')
        .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Small letters, digits and single hyphens, such as open-source.')
        .refine((slug) => !PAGES.includes(slug), 'A page of ours has this name. Choose another one.'),
      /** The letters before its application numbers; they stay for good. */
      prefix: z
        .string()
        .trim()
        .regex(/^[A-Z]{2,5}$/, 'Two to five capital letters, such as EDU.'),
      from: z.union([z.object({ preset: z.string().max(60) }), z.object({ program: id })]),
    }),
    output: z.object({ id, slug: z.string() }),
  }),
  renameProgram: command({
    method: 'PUT',
    path: '/programs/{program}/name',
    permission: 'programs.manage',
    scope: { kind: 'program', field: 'program' },
    summary: 'Call a program something else; its addresses and numbers stay',
    input: z.object({ program: id, name: words(120) }),
    output: nothing,
  }),
};
