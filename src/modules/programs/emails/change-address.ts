import { z } from 'zod';
import { template } from '#kernel/mail/template.ts';

export const changeAddressMail = template({
  name: 'programs.change-address',
  summary: 'Confirms a changed mail address',
  confidential: true,
  data: z.object({ number: z.string(), program: z.string(), confirmUrl: z.url(), hours: z.number() }),
  sample: {
    number: 'OSS-1042',
    program: 'Open Source program',
    confirmUrl: 'https://guildhall.example.com/a/address/key',
    hours: 48,
  },
  subject: 'Confirm the new mail address for {{ number }}',
  preview: 'The address changes when you confirm it.',
  mjml: `
    <mj-text>Somebody asked that mail about application {{ number }} to the {{ program }} goes to this address from now on.</mj-text>
    <mj-button href="{{ confirmUrl }}">Confirm the new address</mj-button>
    <mj-text>The link works for {{ hours | plural: one: "# hour", other: "# hours" }}. If it was not you, ignore this mail; nothing changes then.</mj-text>`,
  text: `Somebody asked that mail about application {{ number }} to the {{ program }} goes to this address from now on. Confirm it here:

    {{ confirmUrl }}

The link works for {{ hours | plural: one: "# hour", other: "# hours" }}. If it was not you, ignore this mail; nothing changes then.
`,
  why: 'You get this mail because somebody named this address on the status page of an application.',
  translations: {
    de: {
      subject: 'Neue E-Mail-Adresse für {{ number }} bestätigen',
      preview: 'Die Adresse ändert sich, sobald Sie sie bestätigen.',
      mjml: `
    <mj-text>Jemand hat darum gebeten, dass E-Mails zur Bewerbung {{ number }} ({{ program }}) künftig an diese Adresse gehen.</mj-text>
    <mj-button href="{{ confirmUrl }}">Neue Adresse bestätigen</mj-button>
    <mj-text>Der Link gilt {{ hours | plural: one: "# Stunde", other: "# Stunden" }}. Wenn Sie das nicht waren, beachten Sie diese E-Mail nicht; es ändert sich dann nichts.</mj-text>`,
      text: `Jemand hat darum gebeten, dass E-Mails zur Bewerbung {{ number }} ({{ program }}) künftig an diese Adresse gehen. Bestätigen Sie sie hier:

    {{ confirmUrl }}

Der Link gilt {{ hours | plural: one: "# Stunde", other: "# Stunden" }}. Wenn Sie das nicht waren, beachten Sie diese E-Mail nicht; es ändert sich dann nichts.
`,
      why: 'Sie erhalten diese E-Mail, weil jemand diese Adresse auf der Statusseite einer Bewerbung angegeben hat.',
    },
    es: {
      subject: 'Confirme la nueva dirección de correo electrónico para {{ number }}',
      preview: 'La dirección cambia en cuanto la confirme.',
      mjml: `
    <mj-text>Alguien ha pedido que los correos sobre la solicitud {{ number }} ({{ program }}) se envíen a partir de ahora a esta dirección.</mj-text>
    <mj-button href="{{ confirmUrl }}">Confirmar la nueva dirección</mj-button>
    <mj-text>El enlace es válido durante {{ hours | plural: one: "# hora", many: "# de horas", other: "# horas" }}. Si no ha sido usted, no haga caso de este correo; no cambiará nada.</mj-text>`,
      text: `Alguien ha pedido que los correos sobre la solicitud {{ number }} ({{ program }}) se envíen a partir de ahora a esta dirección. Confírmela aquí:

    {{ confirmUrl }}

El enlace es válido durante {{ hours | plural: one: "# hora", many: "# de horas", other: "# horas" }}. Si no ha sido usted, no haga caso de este correo; no cambiará nada.
`,
      why: 'Recibe este correo porque alguien ha indicado esta dirección en la página de estado de una solicitud.',
    },
    fr: {
      subject: 'Confirmez la nouvelle adresse e-mail pour {{ number }}',
      preview: 'L’adresse change dès que vous la confirmez.',
      mjml: `
    <mj-text>Quelqu’un a demandé que les e-mails concernant la candidature {{ number }} ({{ program }}) soient désormais envoyés à cette adresse.</mj-text>
    <mj-button href="{{ confirmUrl }}">Confirmer la nouvelle adresse</mj-button>
    <mj-text>Le lien est valable {{ hours | plural: one: "# heure", many: "# d’heures", other: "# heures" }}. Si vous n’êtes pas à l’origine de cette demande, ignorez cet e-mail ; rien ne changera.</mj-text>`,
      text: `Quelqu’un a demandé que les e-mails concernant la candidature {{ number }} ({{ program }}) soient désormais envoyés à cette adresse. Confirmez-la ici :

    {{ confirmUrl }}

Le lien est valable {{ hours | plural: one: "# heure", many: "# d’heures", other: "# heures" }}. Si vous n’êtes pas à l’origine de cette demande, ignorez cet e-mail ; rien ne changera.
`,
      why: 'Vous recevez cet e-mail parce que quelqu’un a indiqué cette adresse sur la page de suivi d’une candidature.',
    },
    ja: {
      subject: '【{{ number }}】新しいメールアドレスを確認してください',
      preview: '確認していただくと、アドレスが変更されます。',
      mjml: `
    <mj-text>「{{ program }}」への申請{{ number }}に関するメールを、今後はこのアドレスに送るよう依頼がありました。</mj-text>
    <mj-button href="{{ confirmUrl }}">新しいアドレスを確認する</mj-button>
    <mj-text>リンクの有効期間は{{ hours | plural: other: "#時間" }}です。お心当たりのない場合は、このメールを無視してください。何も変更されません。</mj-text>`,
      text: `「{{ program }}」への申請{{ number }}に関するメールを、今後はこのアドレスに送るよう依頼がありました。次のリンクから確認してください。

    {{ confirmUrl }}

リンクの有効期間は{{ hours | plural: other: "#時間" }}です。お心当たりのない場合は、このメールを無視してください。何も変更されません。
`,
      why: 'このメールは、申請状況ページでこのアドレスが入力されたためお送りしています。',
    },
  },
});
