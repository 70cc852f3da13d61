import { expect, test } from 'vitest';
import * as workFacts from '#kernel/work/facts.ts';
import { facts } from '../facts.ts';
import { timelineItems } from './timeline.ts';

const at = '2026-03-10T09:00:00Z';
const kinds = [...facts, ...Object.values(workFacts)].map(({ kind }) => kind);
const shown = timelineItems({
  applicantName: null,
  timeline: kinds.map((kind) => ({ id: kind, at, kind, who: 'Rita', words: kind })),
  messages: [
    {
      ...{ id: 'm', sender: 'applicant', author: null, body: 'Hello', at, asks: false, mail: null },
      ...{ afterDecision: false, unseen: false, may: { countAsAnswer: false, see: false } },
    },
  ],
  notes: [{ id: 'n', author: 'Rita', body: 'Careful', at }],
});

test('what is told by its own words is not told twice as a fact, and nothing else is left out', () => {
  const ids = shown.map(({ id }) => id);
  expect(kinds.filter((kind) => !ids.includes(kind)).toSorted()).toEqual([
    'application.applicant-asked',
    'application.message-written',
    'application.question-answered',
    'note.added',
    'record.assigned',
    'record.unassigned',
  ]);
});

test('an applicant whose name was erased is still somebody', () => {
  expect(shown.find(({ id }) => id === 'm')).toMatchObject({ kind: 'message', who: 'The applicant', ours: false });
});
