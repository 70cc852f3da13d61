import { z } from 'zod';
import { template } from '#kernel/mail/template.ts';

export const confirmMailTemplate = template({
  name: 'programs.confirm-mail',
  summary: 'Asks an applicant to confirm the mail address; the clock starts then',
  confidential: true,
  data: z.object({
    name: z.string(),
    number: z.string(),
    program: z.string(),
    project: z.string(),
    confirmUrl: z.url(),
    days: z.number(),
  }),
  sample: {
    name: 'Ada Example',
    number: 'OSS-1042',
    program: 'Open Source program',
    project: 'Marble Clock',
    confirmUrl: 'https://guildhall.example.com/a/confirm/key',
    days: 14,
  },
  subject: 'Confirm your mail address for {{ number }}',
  preview: 'One step, then we look at your application.',
  mjml: `
    <mj-text>Hello {{ name }},</mj-text>
    <mj-text>we have your application {{ number }} of {{ project }} to the {{ program }}. Confirm that this is your mail address, then we look at it.</mj-text>
    <mj-button href="{{ confirmUrl }}">Confirm the mail address</mj-button>
    <mj-text>If you do not confirm it within {{ days | plural: one: "# day", other: "# days" }}, the application lapses. If you did not apply, ignore this mail; nothing happens then.</mj-text>`,
  text: `Hello {{ name }},

we have your application {{ number }} of {{ project }} to the {{ program }}. Confirm that this is your mail address, then we
look at it:

    {{ confirmUrl }}

If you do not confirm it within {{ days | plural: one: "# day", other: "# days" }}, the application lapses. If you did not apply, ignore this mail; nothing
happens then.
`,
  why: 'You get this mail because somebody gave this address in an application to the {{ program }}.',
  translations: {
    de: {
      subject: 'Bestätigen Sie Ihre E-Mail-Adresse für {{ number }}',
      preview: 'Ein Schritt, dann sehen wir uns Ihre Bewerbung an.',
      mjml: `
    <mj-text>Guten Tag {{ name }},</mj-text>
    <mj-text>Ihre Bewerbung {{ number }} für {{ project }} ist bei uns angekommen ({{ program }}). Bestätigen Sie, dass dies Ihre E-Mail-Adresse ist, dann sehen wir sie uns an.</mj-text>
    <mj-button href="{{ confirmUrl }}">E-Mail-Adresse bestätigen</mj-button>
    <mj-text>Wenn Sie sie nicht innerhalb von {{ days | plural: one: "# Tag", other: "# Tagen" }} bestätigen, verfällt die Bewerbung. Wenn Sie sich nicht beworben haben, beachten Sie diese E-Mail nicht; es geschieht dann nichts.</mj-text>`,
      text: `Guten Tag {{ name }},

Ihre Bewerbung {{ number }} für {{ project }} ist bei uns angekommen ({{ program }}). Bestätigen Sie, dass dies Ihre
E-Mail-Adresse ist, dann sehen wir sie uns an:

    {{ confirmUrl }}

Wenn Sie sie nicht innerhalb von {{ days | plural: one: "# Tag", other: "# Tagen" }} bestätigen, verfällt die Bewerbung. Wenn Sie sich
nicht beworben haben, beachten Sie diese E-Mail nicht; es geschieht dann nichts.
`,
      why: 'Sie erhalten diese E-Mail, weil jemand diese Adresse in einer Bewerbung angegeben hat ({{ program }}).',
    },
    es: {
      subject: 'Confirme su dirección de correo electrónico para {{ number }}',
      preview: 'Un paso más y examinamos su solicitud.',
      mjml: `
    <mj-text>Hola, {{ name }}:</mj-text>
    <mj-text>Hemos recibido su solicitud {{ number }} para {{ project }} ({{ program }}). Confirme que esta es su dirección de correo electrónico y la examinaremos.</mj-text>
    <mj-button href="{{ confirmUrl }}">Confirmar la dirección</mj-button>
    <mj-text>Si no la confirma en un plazo de {{ days | plural: one: "# día", many: "# de días", other: "# días" }}, la solicitud caducará. Si usted no ha presentado ninguna solicitud, no haga caso de este correo; no ocurrirá nada.</mj-text>`,
      text: `Hola, {{ name }}:

Hemos recibido su solicitud {{ number }} para {{ project }} ({{ program }}). Confirme que esta es su dirección de correo electrónico y la examinaremos:

    {{ confirmUrl }}

Si no la confirma en un plazo de {{ days | plural: one: "# día", many: "# de días", other: "# días" }}, la solicitud caducará. Si usted no ha presentado ninguna solicitud, no haga caso de este correo; no ocurrirá nada.
`,
      why: 'Recibe este correo porque alguien ha indicado esta dirección en una solicitud ({{ program }}).',
    },
    fr: {
      subject: 'Confirmez votre adresse e-mail pour {{ number }}',
      preview: 'Une étape, puis nous examinons votre candidature.',
      mjml: `
    <mj-text>Bonjour {{ name }},</mj-text>
    <mj-text>Nous avons bien reçu votre candidature {{ number }} pour {{ project }} ({{ program }}). Confirmez que cette adresse e-mail est bien la vôtre, et nous l’examinerons.</mj-text>
    <mj-button href="{{ confirmUrl }}">Confirmer l’adresse e-mail</mj-button>
    <mj-text>Si vous ne la confirmez pas dans un délai de {{ days | plural: one: "# jour", many: "# de jours", other: "# jours" }}, la candidature deviendra caduque. Si vous n’avez pas déposé de candidature, ignorez cet e-mail ; il ne se passera rien.</mj-text>`,
      text: `Bonjour {{ name }},

Nous avons bien reçu votre candidature {{ number }} pour {{ project }} ({{ program }}). Confirmez que cette adresse e-mail est bien la vôtre, et nous l’examinerons :

    {{ confirmUrl }}

Si vous ne la confirmez pas dans un délai de {{ days | plural: one: "# jour", many: "# de jours", other: "# jours" }}, la candidature deviendra caduque. Si vous n’avez pas déposé de candidature, ignorez cet e-mail ; il ne se passera rien.
`,
      why: 'Vous recevez cet e-mail parce que quelqu’un a indiqué cette adresse dans une candidature ({{ program }}).',
    },
    ja: {
      subject: '【{{ number }}】メールアドレスを確認してください',
      preview: '確認が済むと、審査が始まります。',
      mjml: `
    <mj-text>{{ name }}様</mj-text>
    <mj-text>「{{ program }}」への「{{ project }}」の申請{{ number }}を受け取りました。このメールアドレスがご本人のものであることを、次のリンクから確認してください。確認が済むと、審査を始めます。</mj-text>
    <mj-button href="{{ confirmUrl }}">メールアドレスを確認する</mj-button>
    <mj-text>{{ days | plural: other: "#日" }}以内に確認されない場合、申請は失効します。申請した覚えがない場合は、このメールを無視してください。何も起こりません。</mj-text>`,
      text: `{{ name }}様

「{{ program }}」への「{{ project }}」の申請{{ number }}を受け取りました。このメールアドレスがご本人のものであることを、次のリンクから確認してください。確認が済むと、審査を始めます。

    {{ confirmUrl }}

{{ days | plural: other: "#日" }}以内に確認されない場合、申請は失効します。申請した覚えがない場合は、このメールを無視してください。何も起こりません。
`,
      why: 'このメールは、「{{ program }}」への申請でこのアドレスが入力されたためお送りしています。',
    },
  },
});
