import { z } from 'zod';
import { letterTemplate, memberData, memberSample } from './letter.ts';

const sample = { ...memberSample, until: '2026-07-30T12:00:00Z', url: 'https://guildhall.example.com/m/key' };

/** To the owner: the membership is to go to somebody else. */
export const giveAwayMail = letterTemplate({
  name: 'programs.give-away',
  summary: 'To the owner of a membership: confirm that it goes to another owner',
  data: z.object({ ...memberData, newOwner: z.string(), until: z.string(), url: z.url() }),
  sample: { ...sample, newOwner: 'Grace Example (grace@example.org)' },
  letters: {
    en: {
      subject: 'Confirm: {{ member }} goes to another owner',
      preview: 'Nothing changes before you both confirm.',
      before: [
        'the membership of {{ member }} in the {{ program }} is to go to {{ newOwner }}.',
        'If that is right, confirm it until {{ until | day }}. Afterwards your links no longer open it. If it is not, do nothing, and tell us.',
      ],
      button: 'Confirm the change of owner',
    },
    de: {
      subject: 'Bitte bestätigen: {{ member }} geht an jemand anderen über',
      preview: 'Nichts ändert sich, bevor beide bestätigt haben.',
      before: [
        'die Mitgliedschaft von {{ member }} soll an {{ newOwner }} übergehen ({{ program }}).',
        'Wenn das stimmt, bestätigen Sie es bis zum {{ until | day }}. Danach öffnen Ihre Links sie nicht mehr. Wenn nicht, tun Sie nichts und sagen Sie uns Bescheid.',
      ],
      button: 'Wechsel bestätigen',
    },
    es: {
      subject: 'Confirme que {{ member }} pasa a otro titular',
      preview: 'Nada cambia hasta que ambas partes confirmen.',
      before: [
        'La membresía de {{ member }} debe pasar a {{ newOwner }} ({{ program }}).',
        'Si es correcto, confírmelo antes del {{ until | day }}. Después sus enlaces dejarán de abrirla. Si no lo es, no haga nada y avísenos.',
      ],
      button: 'Confirmar el cambio de titular',
    },
    fr: {
      subject: 'À confirmer : {{ member }} change de titulaire',
      preview: 'Rien ne change tant que les deux parties n’ont pas confirmé.',
      before: [
        'L’adhésion de {{ member }} doit passer à {{ newOwner }} ({{ program }}).',
        'Si c’est exact, confirmez-le avant le {{ until | day }}. Ensuite, vos liens ne l’ouvriront plus. Sinon, ne faites rien et prévenez-nous.',
      ],
      button: 'Confirmer le changement de titulaire',
    },
    ja: {
      subject: '「{{ member }}」の名義変更のご確認',
      preview: '双方が確認するまで、何も変わりません。',
      before: [
        '「{{ program }}」の会員「{{ member }}」の名義を、{{ newOwner }}に変更する手続きが始まりました。',
        '間違いなければ、{{ until | day }}までにご確認ください。変更後は、お持ちのリンクからは開けなくなります。お心当たりがない場合は、何もせずにご連絡ください。',
      ],
      button: '名義変更を確認する',
    },
  },
});

/** To the new owner: the membership can be taken over. */
export const takeOverMail = letterTemplate({
  name: 'programs.take-over',
  summary: 'To the new owner of a membership: confirm that it is taken over',
  data: z.object({ ...memberData, until: z.string(), url: z.url() }),
  sample,
  letters: {
    en: {
      subject: 'You are to take over the membership of {{ member }}',
      preview: 'Nothing changes before you both confirm.',
      before: [
        'you are named as the new owner of the membership of {{ member }} in the {{ program }}: whoever owns it can renew it and gets the mails about it.',
        'If you want that, confirm it until {{ until | day }}. If you do not know of it, do nothing.',
      ],
      button: 'Take the membership over',
      why: 'You get this mail because somebody named this address as the new owner of {{ member }} in the {{ program }}.',
    },
    de: {
      subject: 'Sie sollen die Mitgliedschaft von {{ member }} übernehmen',
      preview: 'Nichts ändert sich, bevor beide bestätigt haben.',
      before: [
        'Sie wurden als künftige Inhaberin oder künftiger Inhaber der Mitgliedschaft von {{ member }} genannt ({{ program }}): Wer sie innehat, kann sie verlängern und erhält die E-Mails dazu.',
        'Wenn Sie das möchten, bestätigen Sie es bis zum {{ until | day }}. Wenn Sie nichts davon wissen, tun Sie nichts.',
      ],
      button: 'Mitgliedschaft übernehmen',
      why: 'Sie erhalten diese E-Mail, weil diese Adresse als neue Inhaberin von {{ member }} genannt wurde ({{ program }}).',
    },
    es: {
      subject: 'Se le propone asumir la membresía de {{ member }}',
      preview: 'Nada cambia hasta que ambas partes confirmen.',
      before: [
        'Se le ha indicado como nuevo titular de la membresía de {{ member }} ({{ program }}): quien es titular puede renovarla y recibe los correos relacionados.',
        'Si está de acuerdo, confírmelo antes del {{ until | day }}. Si no sabe de qué se trata, no haga nada.',
      ],
      button: 'Asumir la membresía',
      why: 'Recibe este correo porque alguien indicó esta dirección como nueva titular de {{ member }} ({{ program }}).',
    },
    fr: {
      subject: 'On vous propose de reprendre l’adhésion de {{ member }}',
      preview: 'Rien ne change tant que les deux parties n’ont pas confirmé.',
      before: [
        'Vous avez été désigné comme nouveau titulaire de l’adhésion de {{ member }} ({{ program }}) : la personne titulaire peut la renouveler et reçoit les e-mails à son sujet.',
        'Si vous le souhaitez, confirmez-le avant le {{ until | day }}. Si vous n’en savez rien, ne faites rien.',
      ],
      button: 'Reprendre l’adhésion',
      why: 'Vous recevez cet e-mail parce que cette adresse a été désignée comme nouvelle titulaire de {{ member }} ({{ program }}).',
    },
    ja: {
      subject: '「{{ member }}」の会員資格の引き継ぎについて',
      preview: '双方が確認するまで、何も変わりません。',
      before: [
        '「{{ program }}」の会員「{{ member }}」の新しい名義人として指定されました。名義人は会員資格を更新でき、関連するメールを受け取ります。',
        '引き継がれる場合は、{{ until | day }}までにご確認ください。お心当たりがない場合は、何もする必要はありません。',
      ],
      button: '会員資格を引き継ぐ',
      why: 'このメールは、「{{ program }}」の会員「{{ member }}」の新しい名義人として、このアドレスが指定されたためお送りしています。',
    },
  },
});

/** To the new owner, once it is theirs. */
export const ownerChangedMail = letterTemplate({
  name: 'programs.owner-changed',
  summary: 'To the new owner of a membership: it is theirs now, with the link to its page',
  data: z.object({ ...memberData, url: z.url() }),
  sample: { ...memberSample, url: 'https://guildhall.example.com/m/key' },
  letters: {
    en: {
      subject: 'The membership of {{ member }} is yours now',
      preview: 'This link opens its page at any time.',
      before: [
        'the membership of {{ member }} in the {{ program }} is yours now. On its page you see its term, renew it, and say whom we can turn to.',
      ],
      button: 'Open your page',
      end: ['Keep this mail: whoever has this link can act for the membership.'],
    },
    de: {
      subject: 'Die Mitgliedschaft von {{ member }} gehört jetzt Ihnen',
      preview: 'Dieser Link öffnet ihre Seite jederzeit.',
      before: [
        'die Mitgliedschaft von {{ member }} gehört jetzt Ihnen ({{ program }}). Auf ihrer Seite sehen Sie die Laufzeit, verlängern sie und sagen uns, an wen wir uns wenden können.',
      ],
      button: 'Ihre Seite öffnen',
      end: ['Heben Sie diese E-Mail auf: Wer diesen Link hat, kann für die Mitgliedschaft handeln.'],
    },
    es: {
      subject: 'La membresía de {{ member }} ya es suya',
      preview: 'Este enlace abre su página en todo momento.',
      before: [
        'La membresía de {{ member }} ya es suya ({{ program }}). En su página puede ver el período, renovarla e indicar a quién podemos dirigirnos.',
      ],
      button: 'Abrir su página',
      end: ['Conserve este correo: quien tenga este enlace puede actuar en nombre de la membresía.'],
    },
    fr: {
      subject: 'L’adhésion de {{ member }} est désormais la vôtre',
      preview: 'Ce lien ouvre sa page à tout moment.',
      before: [
        'L’adhésion de {{ member }} est désormais la vôtre ({{ program }}). Sur sa page, vous voyez la période, vous la renouvelez et vous indiquez à qui nous adresser.',
      ],
      button: 'Ouvrir votre page',
      end: ['Conservez cet e-mail : toute personne qui possède ce lien peut agir au nom de l’adhésion.'],
    },
    ja: {
      subject: '「{{ member }}」の名義がお客様に変わりました',
      preview: 'このリンクから、いつでも会員ページを開けます。',
      before: [
        '「{{ program }}」の会員「{{ member }}」の名義がお客様に変わりました。会員ページでは、期間の確認、更新、連絡先の登録ができます。',
      ],
      button: '会員ページを開く',
      end: ['このメールを保管してください。リンクを知っている人は誰でも、会員として手続きができます。'],
    },
  },
});
