import { ask } from '#web/ask.ts';

/** What waits for the viewer, over all modules, the most urgent first. */
export const needsMe = ask((c) => c.work.needsMe, { limit: 20 });

/** What the command menu finds by words. */
export const search = (text: string) => ask((c) => c.work.search, { text });

/** The viewer's open to-dos. */
export const myTodos = ask((c) => c.work.listTodos, {});

/** Whether the sample organisation stands in this house, and how far its loading or removal is. */
export const sampleState = ask((c) => c.sample.state, {});
