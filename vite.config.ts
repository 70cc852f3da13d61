import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { firstPageSize } from './src/app/web/first-page-size.ts';
import { ofServer } from './src/app/web/of-server.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
// `vite` alone serves the pages as they are edited, and asks a Guildhall that runs (`npm run dev`, port 3000) for the rest.
const server = process.env.GUILDHALL_SERVER ?? 'http://127.0.0.1:3000';
// The server takes writes from its own pages alone, so what comes through us comes from there.
const passedOn = { target: server, changeOrigin: true, headers: { origin: new URL(server).origin } };

// The staff application: index.html and hashed assets in dist/web. Public pages are built by vite.public.config.ts.
export default defineConfig({
  root: here('src/app/web'),
  publicDir: here('src/app/web/static'),
  plugins: [react(), firstPageSize({ limit: 300 * 1024 })],
  build: {
    outDir: here('dist/web'),
    emptyOutDir: true,
    // light-dark() as it stands: the theme switch works by color-scheme.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // No data: addresses, so that the page's policy need not allow them for fonts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 800,
  },
  server: {
    host: '127.0.0.1',
    port: 4322,
    fs: { allow: [here('.')] },
    proxy: { [ofServer.source]: passedOn },
  },
});
