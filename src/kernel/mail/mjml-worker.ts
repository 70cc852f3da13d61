// MJML and what it loads take 90 MB; it lives in a thread that ends when nothing is left to compile.
import { parentPort } from 'node:worker_threads';
import mjml2html from 'mjml';

// No fonts: MJML would have some of them fetched from elsewhere by every reader.
const OPTIONS = { validationLevel: 'strict', keepComments: false, ignoreIncludes: true, fonts: {} } as const;

parentPort?.on('message', async (message: { id: number; mjml: string }) => {
  try {
    const made = await mjml2html(message.mjml, OPTIONS);
    parentPort?.postMessage({ id: message.id, html: made.html });
  } catch (error) {
    parentPort?.postMessage({ id: message.id, fault: error instanceof Error ? error.message : String(error) });
  }
});
