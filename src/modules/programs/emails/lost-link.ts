import { z } from 'zod';
import { template } from '#kernel/mail/template.ts';

export const lostLinkMail = template({
  name: 'programs.lost-link',
  summary: 'The links of all applications of an address',
  confidential: true,
  data: z.object({
    applications: z.array(z.object({ number: z.string(), project: z.string(), program: z.string(), url: z.url() })),
  }),
  sample: {
    applications: [
      {
        number: 'OSS-1042',
        project: 'Marble Clock',
        program: 'Open Source program',
        url: 'https://guildhall.example.com/a/key',
      },
    ],
  },
  subject: 'The links of your applications',
  preview: 'You asked for them on our page.',
  mjml: `
    <mj-text>These are the applications of this mail address:</mj-text>
    {% for application in applications %}<mj-text><a href="{{ application.url }}">{{ application.number }}: {{ application.project }}</a>, {{ application.program }}</mj-text>
    {% endfor %}`,
  text: `These are the applications of this mail address:
{% for application in applications %}
{{ application.number }}: {{ application.project }}, {{ application.program }}
    {{ application.url }}
{% endfor %}`,
  why: 'You get this mail because somebody asked on our page for the links of this address.',
  translations: {
    de: {
      subject: 'Die Links zu Ihren Bewerbungen',
      preview: 'Sie haben auf unserer Seite darum gebeten.',
      mjml: `
    <mj-text>Dies sind die Bewerbungen zu dieser E-Mail-Adresse:</mj-text>
    {% for application in applications %}<mj-text><a href="{{ application.url }}">{{ application.number }}: {{ application.project }}</a>, {{ application.program }}</mj-text>
    {% endfor %}`,
      text: `Dies sind die Bewerbungen zu dieser E-Mail-Adresse:
{% for application in applications %}
{{ application.number }}: {{ application.project }}, {{ application.program }}
    {{ application.url }}
{% endfor %}`,
      why: 'Sie erhalten diese E-Mail, weil jemand auf unserer Seite um die Links zu dieser Adresse gebeten hat.',
    },
    es: {
      subject: 'Los enlaces a sus solicitudes',
      preview: 'Los ha pedido en nuestra página.',
      mjml: `
    <mj-text>Estas son las solicitudes de esta dirección de correo electrónico:</mj-text>
    {% for application in applications %}<mj-text><a href="{{ application.url }}">{{ application.number }}: {{ application.project }}</a>, {{ application.program }}</mj-text>
    {% endfor %}`,
      text: `Estas son las solicitudes de esta dirección de correo electrónico:
{% for application in applications %}
{{ application.number }}: {{ application.project }}, {{ application.program }}
    {{ application.url }}
{% endfor %}`,
      why: 'Recibe este correo porque alguien ha pedido en nuestra página los enlaces de esta dirección.',
    },
    fr: {
      subject: 'Les liens vers vos candidatures',
      preview: 'Vous les avez demandés sur notre page.',
      mjml: `
    <mj-text>Voici les candidatures liées à cette adresse e-mail :</mj-text>
    {% for application in applications %}<mj-text><a href="{{ application.url }}">{{ application.number }} : {{ application.project }}</a>, {{ application.program }}</mj-text>
    {% endfor %}`,
      text: `Voici les candidatures liées à cette adresse e-mail :
{% for application in applications %}
{{ application.number }} : {{ application.project }}, {{ application.program }}
    {{ application.url }}
{% endfor %}`,
      why: 'Vous recevez cet e-mail parce que quelqu’un a demandé sur notre page les liens de cette adresse.',
    },
    ja: {
      subject: '申請のリンクをお送りします',
      preview: '当方のページでご依頼いただいたものです。',
      mjml: `
    <mj-text>このメールアドレスでの申請は次のとおりです。</mj-text>
    {% for application in applications %}<mj-text><a href="{{ application.url }}">{{ application.number }}：{{ application.project }}</a>、{{ application.program }}</mj-text>
    {% endfor %}`,
      text: `このメールアドレスでの申請は次のとおりです。
{% for application in applications %}
{{ application.number }}：{{ application.project }}、{{ application.program }}
    {{ application.url }}
{% endfor %}`,
      why: 'このメールは、このアドレスでの申請のリンクを送るよう当方のページで依頼があったためお送りしています。',
    },
  },
});
