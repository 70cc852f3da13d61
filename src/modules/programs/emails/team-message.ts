import { z } from 'zod';
import { template } from '#kernel/mail/template.ts';

export const teamMessageMail = template({
  name: 'programs.team-message',
  summary: 'A message or question of the team to an applicant',
  confidential: true,
  data: z.object({
    name: z.string(),
    number: z.string(),
    program: z.string(),
    project: z.string(),
    body: z.string(),
    asks: z.boolean(),
    statusUrl: z.url(),
  }),
  sample: {
    name: 'Ada Example',
    number: 'OSS-1042',
    program: 'Open Source program',
    project: 'Marble Clock',
    body: 'Which licence is the folder "assets" under?',
    asks: true,
    statusUrl: 'https://guildhall.example.com/a/key',
  },
  subject: '{% if asks %}We need your answer about {{ number }}{% else %}A message about {{ number }}{% endif %}',
  preview: '{{ project }}, {{ program }}',
  mjml: `
    <mj-text>Hello {{ name }},</mj-text>
    <mj-text>{% if asks %}before we can decide about {{ project }} we need to know:{% else %}a message about {{ project }}:{% endif %}</mj-text>
    <mj-text padding-left="24px">{{ body | newline_to_br }}</mj-text>
    <mj-button href="{{ statusUrl }}">{% if asks %}Answer{% else %}Open the status page{% endif %}</mj-button>
    {% if asks %}<mj-text>Our clock stands still until you answer.</mj-text>{% endif %}`,
  text: `Hello {{ name }},

{% if asks %}before we can decide about {{ project }} we need to know:{% else %}a message about {{ project }}:{% endif %}

{{ body }}

{% if asks %}Answer here (our clock stands still until you do):{% else %}The status page:{% endif %} {{ statusUrl }}
`,
  why: 'You get this mail because you applied to the {{ program }} with the project {{ project }}.',
  translations: {
    de: {
      subject:
        '{% if asks %}Wir brauchen Ihre Antwort zu {{ number }}{% else %}Eine Nachricht zu {{ number }}{% endif %}',
      preview: '{{ project }}, {{ program }}',
      mjml: `
    <mj-text>Guten Tag {{ name }},</mj-text>
    <mj-text>{% if asks %}bevor wir über {{ project }} entscheiden können, müssen wir wissen:{% else %}eine Nachricht zu {{ project }}:{% endif %}</mj-text>
    <mj-text padding-left="24px">{{ body | newline_to_br }}</mj-text>
    <mj-button href="{{ statusUrl }}">{% if asks %}Antworten{% else %}Statusseite öffnen{% endif %}</mj-button>
    {% if asks %}<mj-text>Bis Sie antworten, steht unsere Frist still.</mj-text>{% endif %}`,
      text: `Guten Tag {{ name }},

{% if asks %}bevor wir über {{ project }} entscheiden können, müssen wir wissen:{% else %}eine Nachricht zu {{ project }}:{% endif %}

{{ body }}

{% if asks %}Antworten Sie hier (bis dahin steht unsere Frist still):{% else %}Die Statusseite:{% endif %} {{ statusUrl }}
`,
      why: 'Sie erhalten diese E-Mail, weil Sie sich mit dem Projekt {{ project }} beworben haben ({{ program }}).',
    },
  },
});
