import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// The public pages: dist/public with what browsers fetch (public.css, fonts, the autosave script), and dist/public-server/render.js,
// which the server imports: what it runs does not lie in the folder that it serves.
export default defineConfig({
  root: here('src/web/public'),
  base: '/public/',
  publicDir: here('src/web/public/static'),
  plugins: [react(), scriptsApart()],
  build: {
    ssr: here('src/app/public.tsx'),
    ssrEmitAssets: true,
    outDir: here('dist/public'),
    emptyOutDir: true,
    copyPublicDir: true,
    assetsInlineLimit: 0,
    cssMinify: 'lightningcss',
    // Strangers come with any browser: light-dark() is rewritten for those that lack it.
    cssTarget: ['chrome100', 'firefox100', 'safari15'],
    rolldownOptions: {
      output: {
        entryFileNames: 'render.js',
        assetFileNames: ({ names }) =>
          names.some((name) => name.endsWith('.css')) ? 'public.css' : 'fonts/[name]-[hash][extname]',
      },
    },
  },
});

/** Moves what the server imports out of the folder that browsers fetch from, into the one beside it. */
function scriptsApart(): Plugin {
  return {
    name: 'guildhall-scripts-apart',
    writeBundle({ dir }, bundle) {
      if (dir === undefined) return this.error('The public pages are built into a folder.');
      mkdirSync(`${dir}-server`, { recursive: true });
      for (const { type, fileName } of Object.values(bundle))
        if (type === 'chunk') renameSync(join(dir, fileName), join(`${dir}-server`, fileName));
    },
  };
}
