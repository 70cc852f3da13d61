import { z } from 'zod';
import { template } from '../../mail/template.ts';

/** One mail for all that is to be told at the moment: a digest, or what just happened. */
export const noticesMail = template({
  name: 'work.notices',
  summary: 'Tells a colleague what happened, at once or as a digest',
  subject: '{{ subject }}',
  preview: '{{ lines[0].words }}',
  mjml: `<mj-text>Hello {{ mail.to.name }},</mj-text>
    {% for line in lines %}<mj-text><a href="{{ line.href }}"><b>{{ line.title }}</b></a><br />{{ line.words }}{% if line.count > 1 %} ({{ line.count }} times){% endif %}</mj-text>{% endfor %}
    {% if more > 0 %}<mj-text>And {{ more }} more: <a href="{{ mail.home }}/notifications">all notifications</a></mj-text>{% endif %}`,
  why: 'You get this mail because you chose to. Choose otherwise: {{ mail.home }}/settings/notifications',
  data: z.object({
    subject: z.string(),
    lines: z.array(z.object({ title: z.string(), words: z.string(), href: z.string(), count: z.number().int() })),
    more: z.number().int(),
  }),
  sample: {
    subject: 'OSS-1042 Ferry: the applicant answered',
    lines: [
      {
        title: 'OSS-1042 Ferry',
        words: 'The applicant answered',
        href: 'https://guildhall.example/programs',
        count: 2,
      },
    ],
    more: 0,
  },
});
