import { ask } from '#web/ask.ts';

export const mySettings = { ...ask((c) => c.work.mySettings, {}), staleTime: 60_000 };
export const atHand = ask((c) => c.work.atHand, {});
export const newSinceVisit = { ...ask((c) => c.work.newSinceVisit, {}), staleTime: 300_000 };
export const viewsOf = (list: string) => ({ ...ask((c) => c.work.listViews, { list }), staleTime: 30_000 });
