import { z } from 'zod';
import { template } from '#kernel/mail/template.ts';

/** What somebody has with us: applications, and memberships that none of these leads to. */
export const lostLinkMail = template({
  name: 'programs.lost-link',
  summary: 'The links of all applications and memberships of an address',
  confidential: true,
  data: z.object({
    applications: z.array(z.object({ number: z.string(), project: z.string(), program: z.string(), url: z.url() })),
    memberships: z.array(z.object({ member: z.string(), program: z.string(), url: z.url() })).default([]),
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
    memberships: [{ member: 'Tide Table', program: 'Open Source program', url: 'https://guildhall.example.com/m/key' }],
  },
  subject: 'The links to your applications and memberships',
  preview: 'You asked for them on our page.',
  mjml: `
    {% if applications.size > 0 %}<mj-text>These are the applications of this mail address:</mj-text>
    {% for application in applications %}<mj-text><a href="{{ application.url }}">{{ application.number }}: {{ application.project }}</a>, {{ application.program }}</mj-text>
    {% endfor %}{% endif %}{% if memberships.size > 0 %}<mj-text>These are the memberships of this mail address:</mj-text>
    {% for membership in memberships %}<mj-text><a href="{{ membership.url }}">{{ membership.member }}</a>, {{ membership.program }}</mj-text>
    {% endfor %}{% endif %}`,
  text: `{% if applications.size > 0 %}These are the applications of this mail address:
{% for application in applications %}
{{ application.number }}: {{ application.project }}, {{ application.program }}
    {{ application.url }}
{% endfor %}{% endif %}{% if memberships.size > 0 %}These are the memberships of this mail address:
{% for membership in memberships %}
{{ membership.member }}, {{ membership.program }}
    {{ membership.url }}
{% endfor %}{% endif %}`,
  why: 'You get this mail because somebody asked on our page for the links of this address.',
  translations: {
    de: {
      subject: 'Die Links zu Ihren Bewerbungen und Mitgliedschaften',
      preview: 'Sie haben auf unserer Seite darum gebeten.',
      mjml: `
    {% if applications.size > 0 %}<mj-text>Dies sind die Bewerbungen zu dieser E-Mail-Adresse:</mj-text>
    {% for application in applications %}<mj-text><a href="{{ application.url }}">{{ application.number }}: {{ application.project }}</a>, {{ application.program }}</mj-text>
    {% endfor %}{% endif %}{% if memberships.size > 0 %}<mj-text>Dies sind die Mitgliedschaften zu dieser E-Mail-Adresse:</mj-text>
    {% for membership in memberships %}<mj-text><a href="{{ membership.url }}">{{ membership.member }}</a>, {{ membership.program }}</mj-text>
    {% endfor %}{% endif %}`,
      text: `{% if applications.size > 0 %}Dies sind die Bewerbungen zu dieser E-Mail-Adresse:
{% for application in applications %}
{{ application.number }}: {{ application.project }}, {{ application.program }}
    {{ application.url }}
{% endfor %}{% endif %}{% if memberships.size > 0 %}Dies sind die Mitgliedschaften zu dieser E-Mail-Adresse:
{% for membership in memberships %}
{{ membership.member }}, {{ membership.program }}
    {{ membership.url }}
{% endfor %}{% endif %}`,
      why: 'Sie erhalten diese E-Mail, weil jemand auf unserer Seite um die Links zu dieser Adresse gebeten hat.',
    },
    es: {
      subject: 'Los enlaces a sus solicitudes y membresías',
      preview: 'Los ha pedido en nuestra página.',
      mjml: `
    {% if applications.size > 0 %}<mj-text>Estas son las solicitudes de esta dirección de correo electrónico:</mj-text>
    {% for application in applications %}<mj-text><a href="{{ application.url }}">{{ application.number }}: {{ application.project }}</a>, {{ application.program }}</mj-text>
    {% endfor %}{% endif %}{% if memberships.size > 0 %}<mj-text>Estas son las membresías de esta dirección de correo electrónico:</mj-text>
    {% for membership in memberships %}<mj-text><a href="{{ membership.url }}">{{ membership.member }}</a>, {{ membership.program }}</mj-text>
    {% endfor %}{% endif %}`,
      text: `{% if applications.size > 0 %}Estas son las solicitudes de esta dirección de correo electrónico:
{% for application in applications %}
{{ application.number }}: {{ application.project }}, {{ application.program }}
    {{ application.url }}
{% endfor %}{% endif %}{% if memberships.size > 0 %}Estas son las membresías de esta dirección de correo electrónico:
{% for membership in memberships %}
{{ membership.member }}, {{ membership.program }}
    {{ membership.url }}
{% endfor %}{% endif %}`,
      why: 'Recibe este correo porque alguien ha pedido en nuestra página los enlaces de esta dirección.',
    },
    fr: {
      subject: 'Les liens vers vos candidatures et adhésions',
      preview: 'Vous les avez demandés sur notre page.',
      mjml: `
    {% if applications.size > 0 %}<mj-text>Voici les candidatures liées à cette adresse e-mail :</mj-text>
    {% for application in applications %}<mj-text><a href="{{ application.url }}">{{ application.number }} : {{ application.project }}</a>, {{ application.program }}</mj-text>
    {% endfor %}{% endif %}{% if memberships.size > 0 %}<mj-text>Voici les adhésions liées à cette adresse e-mail :</mj-text>
    {% for membership in memberships %}<mj-text><a href="{{ membership.url }}">{{ membership.member }}</a>, {{ membership.program }}</mj-text>
    {% endfor %}{% endif %}`,
      text: `{% if applications.size > 0 %}Voici les candidatures liées à cette adresse e-mail :
{% for application in applications %}
{{ application.number }} : {{ application.project }}, {{ application.program }}
    {{ application.url }}
{% endfor %}{% endif %}{% if memberships.size > 0 %}Voici les adhésions liées à cette adresse e-mail :
{% for membership in memberships %}
{{ membership.member }}, {{ membership.program }}
    {{ membership.url }}
{% endfor %}{% endif %}`,
      why: 'Vous recevez cet e-mail parce que quelqu’un a demandé sur notre page les liens de cette adresse.',
    },
    ja: {
      subject: '申請とメンバーシップのリンクをお送りします',
      preview: '当方のページでご依頼いただいたものです。',
      mjml: `
    {% if applications.size > 0 %}<mj-text>このメールアドレスでの申請は次のとおりです。</mj-text>
    {% for application in applications %}<mj-text><a href="{{ application.url }}">{{ application.number }}：{{ application.project }}</a>、{{ application.program }}</mj-text>
    {% endfor %}{% endif %}{% if memberships.size > 0 %}<mj-text>このメールアドレスでのメンバーシップは次のとおりです。</mj-text>
    {% for membership in memberships %}<mj-text><a href="{{ membership.url }}">{{ membership.member }}</a>、{{ membership.program }}</mj-text>
    {% endfor %}{% endif %}`,
      text: `{% if applications.size > 0 %}このメールアドレスでの申請は次のとおりです。
{% for application in applications %}
{{ application.number }}：{{ application.project }}、{{ application.program }}
    {{ application.url }}
{% endfor %}{% endif %}{% if memberships.size > 0 %}このメールアドレスでのメンバーシップは次のとおりです。
{% for membership in memberships %}
{{ membership.member }}、{{ membership.program }}
    {{ membership.url }}
{% endfor %}{% endif %}`,
      why: 'このメールは、このアドレスのリンクを送るよう当方のページで依頼があったためお送りしています。',
    },
  },
});
