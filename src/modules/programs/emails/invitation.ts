import { z } from 'zod';
import { template } from '#kernel/mail/template.ts';

/** The same sentences as MJML and as plain text; `words` are those of the team, set apart. */
const inBoth = ({
  hello,
  lead,
  words,
  button,
  until,
}: Record<'hello' | 'lead' | 'words' | 'button' | 'until', string>) => ({
  mjml: `
    <mj-text>${hello}</mj-text>
    <mj-text>${lead}</mj-text>
    {% if words != "" %}<mj-text>${words}</mj-text><mj-text padding-left="24px">{{ words | newline_to_br }}</mj-text>{% endif %}
    <mj-button href="{{ url }}">${button}</mj-button>
    <mj-text>${until}</mj-text>`,
  text: `${hello}

${lead}

{% if words != "" %}${words}

{{ words }}

{% endif %}${button}: {{ url }}

${until}
`,
});

export const invitationMail = template({
  name: 'programs.invitation',
  summary: 'Somebody is invited to apply to a program; the link opens the form for them alone',
  confidential: true,
  data: z.object({
    name: z.string(),
    program: z.string(),
    words: z.string(),
    nominated: z.boolean(),
    url: z.url(),
    until: z.string(),
  }),
  sample: {
    name: 'Ada Example',
    program: 'Heroes',
    words: 'We heard your talk in Porto and would love to have you.',
    nominated: true,
    url: 'https://guildhall.example.com/apply/heroes/form?invitation=key',
    until: '2026-05-01T12:00:00Z',
  },
  subject: 'You are invited: {{ program }}',
  preview: 'The link in this mail opens the form for you.',
  ...inBoth({
    hello: 'Hello {{ name }},',
    lead: '{% if nominated %}somebody nominated you for the {{ program }}, and we would like to have you in it.{% else %}we would like to invite you to the {{ program }}.{% endif %} Whether you apply is up to you.',
    words: 'The team writes:',
    button: 'Open the form',
    until: 'The link is for you alone and works until {{ until | day }}. If you do not use it, nothing else happens.',
  }),
  why: 'You get this mail because the team of the {{ program }} invited you by this address.',
  translations: {
    de: {
      subject: 'Sie sind eingeladen: {{ program }}',
      preview: 'Der Link in dieser E-Mail öffnet das Formular für Sie.',
      ...inBoth({
        hello: 'Guten Tag {{ name }},',
        lead: '{% if nominated %}jemand hat Sie vorgeschlagen, und wir hätten Sie gern dabei{% else %}wir möchten Sie einladen, dabei zu sein{% endif %} ({{ program }}). Ob Sie sich bewerben, entscheiden Sie.',
        words: 'Das Team schreibt:',
        button: 'Formular öffnen',
        until:
          'Der Link ist nur für Sie bestimmt und gilt bis zum {{ until | day }}. Wenn Sie ihn nicht nutzen, geschieht nichts weiter.',
      }),
      why: 'Sie erhalten diese E-Mail, weil das Team Sie unter dieser Adresse eingeladen hat ({{ program }}).',
    },
    es: {
      subject: 'Tiene una invitación: {{ program }}',
      preview: 'El enlace de este correo abre el formulario para usted.',
      ...inBoth({
        hello: 'Hola, {{ name }}:',
        lead: '{% if nominated %}Alguien ha propuesto su nombre y nos gustaría contar con usted{% else %}Nos gustaría invitarle a participar{% endif %} ({{ program }}). Usted decide si presenta una solicitud.',
        words: 'El equipo escribe:',
        button: 'Abrir el formulario',
        until:
          'El enlace es solo para usted y funciona hasta el {{ until | day }}. Si no lo usa, no ocurrirá nada más.',
      }),
      why: 'Recibe este correo porque el equipo le ha invitado con esta dirección ({{ program }}).',
    },
    fr: {
      subject: 'Vous avez une invitation : {{ program }}',
      preview: 'Le lien de cet e-mail ouvre le formulaire pour vous.',
      ...inBoth({
        hello: 'Bonjour {{ name }},',
        lead: '{% if nominated %}Quelqu’un a proposé votre nom, et nous aimerions vous compter parmi nous{% else %}Nous aimerions vous inviter à participer{% endif %} ({{ program }}). Le choix de déposer une candidature vous appartient.',
        words: 'L’équipe écrit :',
        button: 'Ouvrir le formulaire',
        until:
          'Ce lien vous est réservé et fonctionne jusqu’au {{ until | day }}. Si vous ne l’utilisez pas, il ne se passera rien d’autre.',
      }),
      why: 'Vous recevez cet e-mail parce que l’équipe vous a invité à cette adresse ({{ program }}).',
    },
    ja: {
      subject: 'ご招待：{{ program }}',
      preview: 'このメールのリンクから申請フォームを開けます。',
      ...inBoth({
        hello: '{{ name }}様',
        lead: '{% if nominated %}ご推薦をいただき、「{{ program }}」にぜひご参加いただきたく、ご連絡いたしました。{% else %}「{{ program }}」にご招待いたします。{% endif %}申請するかどうかは、ご自由にお決めください。',
        words: 'チームからのメッセージ：',
        button: 'フォームを開く',
        until:
          'このリンクはご本人専用で、{{ until | day }}まで有効です。ご利用にならない場合、これ以上のご連絡はありません。',
      }),
      why: 'このメールは、「{{ program }}」のチームがこのアドレスにご招待をお送りしたものです。',
    },
  },
});
