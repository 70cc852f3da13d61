import { z } from 'zod';
import { template } from '#kernel/mail/template.ts';
import { inOwnWords } from './own-words.ts';
import { common, sample, why } from './to-applicant.ts';

const usual = template({
  name: 'programs.received',
  summary: 'The mail address is confirmed: what happens next, by when, and the link to the status page',
  confidential: true,
  data: z.object({ ...common, days: z.number() }),
  sample: { ...sample, days: 5 },
  subject: 'We are looking at {{ number }} ({{ project }})',
  preview: 'This link shows at any time where your application stands.',
  mjml: `
    <mj-text>Hello {{ name }},</mj-text>
    <mj-text>your mail address is confirmed, and the checks of {{ project }} have begun. You hear from us within {{ days | plural: one: "# business day", other: "# business days" }}; the time in which we wait for you does not count.</mj-text>
    <mj-text>The status page shows at any time where it stands, and what we need from you: next, a token that you place in your project to show that you control it.</mj-text>
    <mj-button href="{{ statusUrl }}">Open the status page</mj-button>
    <mj-text>Keep this mail: whoever has this link can see and answer for the application.</mj-text>`,
  text: `Hello {{ name }},

your mail address is confirmed, and the checks of {{ project }} have begun. You hear from us within {{ days | plural: one: "# business day", other: "# business days" }}; the time in which we wait for you does not count.

The status page shows at any time where it stands, and what we need from you: next, a token that you place in your project
to show that you control it.

    {{ statusUrl }}

Keep this mail: whoever has this link can see and answer for the application.
`,
  why: why.en,
  translations: {
    de: {
      subject: 'Wir sehen uns {{ number }} an ({{ project }})',
      preview: 'Dieser Link zeigt jederzeit, wo Ihre Bewerbung steht.',
      mjml: `
    <mj-text>Guten Tag {{ name }},</mj-text>
    <mj-text>Ihre E-Mail-Adresse ist bestätigt, und die Prüfungen für {{ project }} haben begonnen. Sie hören innerhalb von {{ days | plural: one: "# Arbeitstag", other: "# Arbeitstagen" }} von uns; die Zeit, in der wir auf Sie warten, zählt nicht.</mj-text>
    <mj-text>Die Statusseite zeigt jederzeit, wo die Bewerbung steht und was wir von Ihnen brauchen: als Nächstes ein Kennzeichen, das Sie in Ihrem Projekt ablegen, um zu zeigen, dass Sie darüber verfügen.</mj-text>
    <mj-button href="{{ statusUrl }}">Statusseite öffnen</mj-button>
    <mj-text>Heben Sie diese E-Mail auf: Wer diesen Link hat, kann die Bewerbung einsehen und für sie antworten.</mj-text>`,
      text: `Guten Tag {{ name }},

Ihre E-Mail-Adresse ist bestätigt, und die Prüfungen für {{ project }} haben begonnen. Sie hören innerhalb von {{ days | plural: one: "# Arbeitstag", other: "# Arbeitstagen" }} von uns; die Zeit, in der wir auf Sie warten, zählt nicht.

Die Statusseite zeigt jederzeit, wo die Bewerbung steht und was wir von Ihnen brauchen: als Nächstes ein Kennzeichen, das
Sie in Ihrem Projekt ablegen, um zu zeigen, dass Sie darüber verfügen.

    {{ statusUrl }}

Heben Sie diese E-Mail auf: Wer diesen Link hat, kann die Bewerbung einsehen und für sie antworten.
`,
      why: why.de,
    },
    es: {
      subject: 'Estamos examinando {{ number }} ({{ project }})',
      preview: 'Este enlace muestra en todo momento en qué punto está su solicitud.',
      mjml: `
    <mj-text>Hola, {{ name }}:</mj-text>
    <mj-text>Su dirección de correo electrónico está confirmada y han comenzado las comprobaciones de {{ project }}. Tendrá noticias nuestras en un plazo de {{ days | plural: one: "# día hábil", many: "# de días hábiles", other: "# días hábiles" }}; el tiempo en el que esperamos algo de usted no cuenta.</mj-text>
    <mj-text>La página de estado muestra en todo momento en qué punto está la solicitud y qué necesitamos de usted: a continuación, un token que debe colocar en su proyecto para demostrar que lo controla.</mj-text>
    <mj-button href="{{ statusUrl }}">Abrir la página de estado</mj-button>
    <mj-text>Conserve este correo: quien tenga este enlace puede ver la solicitud y responder en su nombre.</mj-text>`,
      text: `Hola, {{ name }}:

Su dirección de correo electrónico está confirmada y han comenzado las comprobaciones de {{ project }}. Tendrá noticias nuestras en un plazo de {{ days | plural: one: "# día hábil", many: "# de días hábiles", other: "# días hábiles" }}; el tiempo en el que esperamos algo de usted no cuenta.

La página de estado muestra en todo momento en qué punto está la solicitud y qué necesitamos de usted: a continuación, un token que debe colocar en su proyecto para demostrar que lo controla.

    {{ statusUrl }}

Conserve este correo: quien tenga este enlace puede ver la solicitud y responder en su nombre.
`,
      why: why.es,
    },
    fr: {
      subject: 'Nous examinons {{ number }} ({{ project }})',
      preview: 'Ce lien montre à tout moment où en est votre candidature.',
      mjml: `
    <mj-text>Bonjour {{ name }},</mj-text>
    <mj-text>Votre adresse e-mail est confirmée, et les vérifications de {{ project }} ont commencé. Vous aurez de nos nouvelles dans un délai de {{ days | plural: one: "# jour ouvré", many: "# de jours ouvrés", other: "# jours ouvrés" }} ; le temps pendant lequel nous attendons quelque chose de vous ne compte pas.</mj-text>
    <mj-text>La page de suivi montre à tout moment où en est la candidature et ce dont nous avons besoin de votre part : prochaine étape, un jeton à placer dans votre projet pour montrer que vous en avez le contrôle.</mj-text>
    <mj-button href="{{ statusUrl }}">Ouvrir la page de suivi</mj-button>
    <mj-text>Conservez cet e-mail : toute personne qui possède ce lien peut consulter la candidature et répondre en son nom.</mj-text>`,
      text: `Bonjour {{ name }},

Votre adresse e-mail est confirmée, et les vérifications de {{ project }} ont commencé. Vous aurez de nos nouvelles dans un délai de {{ days | plural: one: "# jour ouvré", many: "# de jours ouvrés", other: "# jours ouvrés" }} ; le temps pendant lequel nous attendons quelque chose de vous ne compte pas.

La page de suivi montre à tout moment où en est la candidature et ce dont nous avons besoin de votre part : prochaine étape, un jeton à placer dans votre projet pour montrer que vous en avez le contrôle.

    {{ statusUrl }}

Conservez cet e-mail : toute personne qui possède ce lien peut consulter la candidature et répondre en son nom.
`,
      why: why.fr,
    },
    ja: {
      subject: '【{{ number }}】審査を始めました（{{ project }}）',
      preview: 'このリンクで、申請の状況をいつでも確認できます。',
      mjml: `
    <mj-text>{{ name }}様</mj-text>
    <mj-text>メールアドレスを確認し、「{{ project }}」のチェックを始めました。{{ days | plural: other: "#営業日" }}以内にご連絡します。お返事などをお待ちしている期間は含みません。</mj-text>
    <mj-text>申請状況ページでは、現在の状況と、お願いしたいお手続きをいつでも確認できます。次のお手続きは、プロジェクトの管理者であることを示すため、プロジェクトにトークンを置いていただくことです。</mj-text>
    <mj-button href="{{ statusUrl }}">申請状況ページを開く</mj-button>
    <mj-text>このメールを保管してください。リンクを知っている人は誰でも、申請を閲覧し、申請者として回答できます。</mj-text>`,
      text: `{{ name }}様

メールアドレスを確認し、「{{ project }}」のチェックを始めました。{{ days | plural: other: "#営業日" }}以内にご連絡します。お返事などをお待ちしている期間は含みません。

申請状況ページでは、現在の状況と、お願いしたいお手続きをいつでも確認できます。次のお手続きは、プロジェクトの管理者であることを示すため、プロジェクトにトークンを置いていただくことです。

    {{ statusUrl }}

このメールを保管してください。リンクを知っている人は誰でも、申請を閲覧し、申請者として回答できます。
`,
      why: why.ja,
    },
  },
});

export const receivedMail = inOwnWords(usual);
