/** What is said of looking again: an application taken up anew, an appeal, and silence. The source of the other languages. */
export const en = {
  'again.title': 'We are looking at your application again',
  'again.since': 'Since {when}. What we decided before does not count any more, and our time for an answer began anew.',
  'silence.title': 'Without your answer, the application ends on {day}',
  'silence.words': 'If you need more time, write to us below.',
  'appeal.title': 'Ask us to look again',
  'appeal.words':
    'You can ask us once, until {when}, to look at this decision again. Somebody who had no part in it does so and answers you.',
  'appeal.label': 'Why we should look at it again',
  'appeal.hint': 'Say what we overlooked, or what is different now.',
  'appeal.button': 'Ask to look again',
  'appeal.asked': 'You asked us to look again',
  'appeal.asked-words':
    'On {when}. Somebody who had no part in the decision looks at it and answers you here and by mail.',
  'appeal.denied': 'We looked again, and the decision stands',
  'appeal.denied-words': 'Answered on {when} by somebody who had no part in the decision.',
} as const;
