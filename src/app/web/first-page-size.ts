import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

type Chunk = { type: 'chunk'; fileName: string; isEntry: boolean; imports: string[]; code: string };

/** The scripts the browser must fetch before the first page: the entry and all it imports at once, not what is imported later. */
export function firstPageScripts(chunks: readonly Chunk[]): Chunk[] {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const needed = new Map<string, Chunk>();
  const take = (name: string) => {
    const chunk = byName.get(name);
    if (!chunk || needed.has(name)) return;
    needed.set(name, chunk);
    chunk.imports.forEach(take);
  };
  for (const chunk of chunks) if (chunk.isEntry) take(chunk.fileName);
  return [...needed.values()];
}

/** Prints how many bytes of script (gzip) the first page needs, and fails the build above the limit (bytes). */
export function firstPageSize({ limit }: { limit: number }): Plugin {
  return {
    name: 'guildhall-first-page-size',
    apply: 'build',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((file): file is typeof file & Chunk => file.type === 'chunk');
      const size = firstPageScripts(chunks).reduce((sum, { code }) => sum + gzipSync(code).length, 0);
      const words = `script of the first page: ${(size / 1024).toFixed(1)} KB compressed of ${(limit / 1024).toFixed(0)} KB`;
      if (size > limit) this.error(`${words}. Import something lazily, or leave it out.`);
      this.info(words);
    },
  };
}
