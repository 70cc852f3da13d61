import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { RepositorySnapshot } from './snapshot.ts';

/** The SPDX list as the package carries it; for tests. */
export const list = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve('spdx-license-list/spdx-full.json'), 'utf8'),
) as Record<string, { name: string; osiApproved: boolean; licenseText: string }>;

export const textOf = (id: string): string => {
  const text = list[id]?.licenseText;
  if (text === undefined) throw new Error(`no SPDX text of ${id}`);
  return text;
};

/** A repository in memory; for tests. */
export const repository = (files: Record<string, string | Uint8Array>): RepositorySnapshot => ({
  commit: '0'.repeat(40),
  paths: Object.keys(files),
  read: async (path) => {
    const content = files[path];
    if (content === undefined) return null;
    return typeof content === 'string' ? new TextEncoder().encode(content) : content;
  },
});

/** The text in lines of at most `width` characters, paragraphs kept. */
export const rewrap = (text: string, width: number): string =>
  text
    .split(/\n\s*\n/)
    .map((paragraph) => {
      const lines: string[] = [''];
      for (const word of paragraph.trim().split(/\s+/)) {
        const last = lines.at(-1) ?? '';
        if (last !== '' && last.length + word.length >= width) lines.push(word);
        else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
      }
      return lines.join('\n');
    })
    .join('\n\n');
