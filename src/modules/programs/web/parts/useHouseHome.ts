import { useSearch } from '@tanstack/react-router';
import { useAsk } from '#web/ask.ts';
import { one, type Search } from '#web/search.ts';
import { houseHome } from '../questions.ts';

/** What the panels of programs on the home page show: one question for all of them. */
export const useHouseHome = () => useAsk(houseHome(one(useSearch({ strict: false }) as Search, 'program')));
