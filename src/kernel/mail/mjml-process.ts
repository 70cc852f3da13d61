// MJML and what it loads take 90 MB; it lives in a process of its own that ends when nothing is left to compile, or when
// the one that started it is gone.
import mjml2html from 'mjml';

// No fonts: MJML would have some of them fetched from elsewhere by every reader.
const OPTIONS = { validationLevel: 'strict', keepComments: false, ignoreIncludes: true, fonts: {} } as const;

process.on('disconnect', () => process.exit());
process.on('message', async (message: { id: number; mjml: string }) => {
  try {
    const made = await mjml2html(message.mjml, OPTIONS);
    process.send?.({ id: message.id, html: made.html });
  } catch (error) {
    process.send?.({ id: message.id, fault: error instanceof Error ? error.message : String(error) });
  }
});
