import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// The public pages: dist/public/render.js, which the server imports, with public.css, fonts and the autosave script beside it.
export default defineConfig({
  root: here('src/web/public'),
  base: '/public/',
  publicDir: here('src/web/public/static'),
  plugins: [react()],
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
