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
    es: {
      subject: 'Continúe con su solicitud: {{ program }}',
      preview: 'Su borrador se conserva en este enlace.',
      mjml: `
    <mj-text>Conservamos su solicitud a medio rellenar ({{ program }}). Continúe cuando quiera:</mj-text>
    <mj-button href="{{ url }}">Abrir el borrador</mj-button>
    <mj-text>Lo eliminaremos el {{ until | day }} si no lo cambia antes. Quien tenga este enlace puede leer el borrador.</mj-text>`,
      text: `Conservamos su solicitud a medio rellenar ({{ program }}). Continúe cuando quiera:

    {{ url }}

Lo eliminaremos el {{ until | day }} si no lo cambia antes. Quien tenga este enlace puede leer el borrador.
`,
      why: 'Recibe este correo porque alguien ha pedido en nuestra página que se envíe un borrador a esta dirección.',
    },
    fr: {
      subject: 'Poursuivez votre candidature : {{ program }}',
      preview: 'Votre brouillon est conservé sous ce lien.',
      mjml: `
    <mj-text>Votre candidature en cours de rédaction est conservée ({{ program }}). Continuez quand vous le souhaitez :</mj-text>
    <mj-button href="{{ url }}">Ouvrir le brouillon</mj-button>
    <mj-text>Nous le supprimerons le {{ until | day }} si vous ne le modifiez pas d’ici là. Toute personne qui possède ce lien peut lire le brouillon.</mj-text>`,
      text: `Votre candidature en cours de rédaction est conservée ({{ program }}). Continuez quand vous le souhaitez :

    {{ url }}

Nous le supprimerons le {{ until | day }} si vous ne le modifiez pas d’ici là. Toute personne qui possède ce lien peut lire le brouillon.
`,
      why: 'Vous recevez cet e-mail parce que quelqu’un a demandé sur notre page l’envoi d’un brouillon à cette adresse.',
    },
    ja: {
      subject: '申請の下書きのリンク：{{ program }}',
      preview: 'このリンクから下書きを開けます。',
      mjml: `
    <mj-text>「{{ program }}」への申請の下書きを保存しています。いつでも次のリンクから続けられます。</mj-text>
    <mj-button href="{{ url }}">下書きを開く</mj-button>
    <mj-text>それまでに変更がない場合は、{{ until | day }}に削除します。このリンクを知っている人は誰でも下書きを読むことができます。</mj-text>`,
      text: `「{{ program }}」への申請の下書きを保存しています。いつでも次のリンクから続けられます。

    {{ url }}

それまでに変更がない場合は、{{ until | day }}に削除します。このリンクを知っている人は誰でも下書きを読むことができます。
`,
      why: 'このメールは、下書きをこのアドレスに送るよう当方のページで依頼があったためお送りしています。',
    },
  },
});
