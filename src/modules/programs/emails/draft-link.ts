import { z } from 'zod';
import { template } from '#kernel/mail/template.ts';

export const draftLinkMail = template({
  name: 'programs.draft-link',
  summary: 'The link to go on with a draft',
  confidential: true,
  data: z.object({ program: z.string(), url: z.url(), until: z.string() }),
  sample: {
    program: 'Open Source program',
    url: 'https://guildhall.example.com/apply/open-source/form?draft=key',
    until: '2026-04-01T12:00:00Z',
  },
  subject: 'Go on with your application to the {{ program }}',
  preview: 'Your draft is kept under this link.',
  mjml: `
    <mj-text>Your half-filled application to the {{ program }} is kept. Go on with it whenever you like:</mj-text>
    <mj-button href="{{ url }}">Open the draft</mj-button>
    <mj-text>We delete it on {{ until | day }} unless you change it before. Whoever has this link can read the draft.</mj-text>`,
  text: `Your half-filled application to the {{ program }} is kept. Go on with it whenever you like:

    {{ url }}

We delete it on {{ until | day }} unless you change it before. Whoever has this link can read the draft.
`,
  why: 'You get this mail because somebody asked on our page to send a draft to this address.',
  translations: {
    de: {
      subject: 'Ihre angefangene Bewerbung: {{ program }}',
      preview: 'Unter diesem Link liegt Ihr Entwurf.',
      mjml: `
    <mj-text>Ihre angefangene Bewerbung ist aufgehoben ({{ program }}). Machen Sie weiter, wann immer Sie möchten:</mj-text>
    <mj-button href="{{ url }}">Entwurf öffnen</mj-button>
    <mj-text>Am {{ until | day }} löschen wir ihn, wenn Sie ihn bis dahin nicht ändern. Wer diesen Link hat, kann den Entwurf lesen.</mj-text>`,
      text: `Ihre angefangene Bewerbung ist aufgehoben ({{ program }}). Machen Sie weiter, wann immer Sie möchten:

    {{ url }}

Am {{ until | day }} löschen wir ihn, wenn Sie ihn bis dahin nicht ändern. Wer diesen Link hat, kann den Entwurf lesen.
`,
      why: 'Sie erhalten diese E-Mail, weil jemand auf unserer Seite darum gebeten hat, einen Entwurf an diese Adresse zu schicken.',
    },
  },
});
