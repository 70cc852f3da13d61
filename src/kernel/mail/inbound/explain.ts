import { z } from 'zod';
import type { Context } from '../../context.ts';
import { Fault } from '../../errors.ts';
import { spoken } from '../../language/languages.ts';
import { takeLimit } from '../../limits/limit.ts';
import { readOrganisation } from '../../settings/organisation.ts';
import { foldedAddress, UnfitForMail } from '../address.ts';
import { queueMail } from '../queue.ts';
import { template } from '../template.ts';
import { oneHeader } from './headers.ts';
import type { Receiving } from './mailbox-row.ts';
import { isOwnAddress } from './mailbox-row.ts';
import type { ParsedMail } from './parse.ts';

/** At most so many automatic answers go to one address in a day, whatever comes from it: a loop that nothing else ends, ends here. */
const MOST_A_DAY = 1;
/** And from one mailbox in a day: senders can be forged, and what we answer then reaches people who never wrote. */
const MOST_OF_MAILBOX = 200;

/**
 * Tells somebody whose mail belongs to nothing how to reach us, once a day. Only called for mail that may be answered; never answers
 * the house's own addresses. The answer says that a machine wrote it, and has no sender to report to (RFC 3834, sections 3 and 5).
 */
export async function explain(c: Context, mailbox: Receiving, mail: ParsedMail, incoming: string): Promise<void> {
  const to = addressOf(mail);
  if (to === null || (await isOwnAddress(c, to))) return;
  try {
    await takeLimit(c, { bucket: 'mail.explained', whom: to, of: MOST_A_DAY, per: { hours: 24 } });
    await takeLimit(c, { bucket: 'mail.explained-by', whom: mailbox.id, of: MOST_OF_MAILBOX, per: { hours: 24 } });
  } catch (error) {
    if (error instanceof Fault && error.code === 'limited') return;
    throw error;
  }
  const language = spoken(oneHeader(mail.headers, 'content-language')?.split(',', 1)[0]?.trim());
  const answered = mail.messageId === null ? {} : { 'In-Reply-To': mail.messageId, References: mail.messageId };
  await queueMail(c, strayMail, {
    to: { address: to },
    data: { address: mailbox.address, subject: mail.subject.slice(0, 200), home: c.house.settings.publicUrl },
    about: { kind: 'incoming-mail', id: incoming },
    program: mailbox.program,
    language: language ?? (await readOrganisation(c)).language,
    key: `explained:${incoming}`,
    submitted: 'auto-replied',
    headers: answered,
  });
}

function addressOf(mail: ParsedMail): string | null {
  try {
    return mail.from && foldedAddress(mail.from.address);
  } catch (error) {
    if (error instanceof UnfitForMail) return null;
    throw error;
  }
}

export const strayMail = template({
  name: 'mail.stray',
  summary: 'Tells somebody whose mail belongs to no application how to reach us',
  data: z.object({ address: z.string(), subject: z.string(), home: z.url() }),
  sample: { address: 'opensource@example.org', subject: 'A question', home: 'https://guildhall.example.com' },
  subject: 'We could not place your mail',
  preview: '{{ subject }}',
  mjml: `
    <mj-text>Hello,</mj-text>
    <mj-text>your mail “{{ subject }}” reached {{ address }}, but we could not tell which application it is about.</mj-text>
    <mj-text>If you have applied, answer the last mail you got from us, or write from the address you applied with and put the number of your application into the subject. A person looks at your mail in any case.</mj-text>
    <mj-button href="{{ home }}">Our programs</mj-button>`,
  text: `Hello,

your mail “{{ subject }}” reached {{ address }}, but we could not tell which application it is about.

If you have applied, answer the last mail you got from us, or write from the address you applied with and put the number of your
application into the subject. A person looks at your mail in any case.

Our programs: {{ home }}
`,
  why: 'You get this answer by itself because you wrote to {{ address }}. We send it at most once a day.',
  translations: {
    de: {
      subject: 'Wir konnten Ihre E-Mail nicht zuordnen',
      preview: '{{ subject }}',
      mjml: `
    <mj-text>Guten Tag,</mj-text>
    <mj-text>Ihre E-Mail „{{ subject }}“ ist bei {{ address }} angekommen, aber wir konnten nicht erkennen, um welchen Antrag es geht.</mj-text>
    <mj-text>Wenn Sie sich beworben haben, antworten Sie auf unsere letzte E-Mail, oder schreiben Sie von der Adresse, mit der Sie sich beworben haben, und nennen Sie im Betreff die Nummer Ihres Antrags. Ihre E-Mail sieht sich auf jeden Fall ein Mensch an.</mj-text>
    <mj-button href="{{ home }}">Unsere Programme</mj-button>`,
      text: `Guten Tag,

Ihre E-Mail „{{ subject }}“ ist bei {{ address }} angekommen, aber wir konnten nicht erkennen, um welchen Antrag es geht.

Wenn Sie sich beworben haben, antworten Sie auf unsere letzte E-Mail, oder schreiben Sie von der Adresse, mit der Sie sich beworben
haben, und nennen Sie im Betreff die Nummer Ihres Antrags. Ihre E-Mail sieht sich auf jeden Fall ein Mensch an.

Unsere Programme: {{ home }}
`,
      why: 'Sie erhalten diese automatische Antwort, weil Sie an {{ address }} geschrieben haben. Wir senden sie höchstens einmal am Tag.',
    },
    es: {
      subject: 'No sabemos a qué solicitud corresponde su correo',
      preview: '{{ subject }}',
      mjml: `
    <mj-text>Hola:</mj-text>
    <mj-text>Su correo «{{ subject }}» ha llegado a {{ address }}, pero no hemos podido saber a qué solicitud se refiere.</mj-text>
    <mj-text>Si ha presentado una solicitud, responda al último correo que recibió de nosotros o escriba desde la dirección con la que la presentó e indique su número en el asunto. En cualquier caso, una persona leerá su correo.</mj-text>
    <mj-button href="{{ home }}">Nuestros programas</mj-button>`,
      text: `Hola:

Su correo «{{ subject }}» ha llegado a {{ address }}, pero no hemos podido saber a qué solicitud se refiere.

Si ha presentado una solicitud, responda al último correo que recibió de nosotros o escriba desde la dirección con la que la presentó
e indique su número en el asunto. En cualquier caso, una persona leerá su correo.

Nuestros programas: {{ home }}
`,
      why: 'Recibe esta respuesta automática porque ha escrito a {{ address }}. La enviamos como máximo una vez al día.',
    },
    fr: {
      subject: 'Nous n’avons pas pu rattacher votre message',
      preview: '{{ subject }}',
      mjml: `
    <mj-text>Bonjour,</mj-text>
    <mj-text>Votre message « {{ subject }} » est bien arrivé à {{ address }}, mais nous n’avons pas pu déterminer à quelle candidature il se rapporte.</mj-text>
    <mj-text>Si vous avez déposé une candidature, répondez au dernier message reçu de notre part, ou écrivez depuis l’adresse que vous avez indiquée en mentionnant le numéro de la candidature dans l’objet. Dans tous les cas, une personne lira votre message.</mj-text>
    <mj-button href="{{ home }}">Nos programmes</mj-button>`,
      text: `Bonjour,

Votre message « {{ subject }} » est bien arrivé à {{ address }}, mais nous n’avons pas pu déterminer à quelle candidature il se rapporte.

Si vous avez déposé une candidature, répondez au dernier message reçu de notre part, ou écrivez depuis l’adresse que vous avez
indiquée en mentionnant le numéro de la candidature dans l’objet. Dans tous les cas, une personne lira votre message.

Nos programmes : {{ home }}
`,
      why: 'Vous recevez cette réponse automatique parce que vous avez écrit à {{ address }}. Nous l’envoyons au plus une fois par jour.',
    },
    ja: {
      subject: 'メールの対象となる申請を特定できませんでした',
      preview: '{{ subject }}',
      mjml: `
    <mj-text>このたびはご連絡いただきありがとうございます。</mj-text>
    <mj-text>{{ address }} 宛てのメール「{{ subject }}」を受け取りましたが、どの申請に関するものか特定できませんでした。</mj-text>
    <mj-text>申請された方は、当方からの最新のメールに返信していただくか、申請時のアドレスから、件名に申請番号を記載してお送りください。いずれの場合も、いただいたメールは担当者が確認します。</mj-text>
    <mj-button href="{{ home }}">プログラム一覧</mj-button>`,
      text: `このたびはご連絡いただきありがとうございます。

{{ address }} 宛てのメール「{{ subject }}」を受け取りましたが、どの申請に関するものか特定できませんでした。

申請された方は、当方からの最新のメールに返信していただくか、申請時のアドレスから、件名に申請番号を記載してお送りください。
いずれの場合も、いただいたメールは担当者が確認します。

プログラム一覧: {{ home }}
`,
      why: 'このメールは {{ address }} 宛てにメールをいただいたため、自動的にお送りしています。送信は1日1回までです。',
    },
  },
});
