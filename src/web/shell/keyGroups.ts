import type { KeyGroup } from '../kit/KeyboardHelp.tsx';
import type { Area } from '../module.ts';
import { goToKeys } from './goTo.ts';

/** The keys that the help shows: everywhere, in lists, on applications, and the way to each area the viewer sees. */
export function keyGroups(areas: Pick<Area, 'id' | 'label'>[]): KeyGroup[] {
  const letterOf = (id: string) => Object.entries(goToKeys).find(([, target]) => target === id)?.[0];
  const ways = [...areas, { id: 'settings', label: 'Settings' }].flatMap(({ id, label }) => {
    const letter = letterOf(id);
    return letter === undefined ? [] : [{ does: label, press: ['g', letter] }];
  });
  return [
    {
      title: 'Everywhere',
      keys: [
        { does: 'Search and commands', press: ['Ctrl', 'K'] },
        { does: 'This help', press: ['?'] },
        { does: 'Close what is open', press: ['Esc'] },
      ],
    },
    { title: 'Go to', keys: ways },
    {
      title: 'In a list',
      keys: [
        { does: 'Next row', press: ['j'] },
        { does: 'Row before', press: ['k'] },
        { does: 'Select the row', press: ['x'] },
        { does: 'Look inside without leaving', press: ['Space'] },
        { does: 'Open the page', press: ['Enter'] },
        { does: 'Filter', press: ['f'] },
        { does: 'Next page, page before', press: [']', '['] },
      ],
    },
    {
      title: 'With selected applications, or an open one',
      keys: [
        { does: 'Claim', press: ['c'] },
        { does: 'Assign, from the list', press: ['i'] },
        { does: 'Ask for information', press: ['n'] },
        { does: 'Approve', press: ['a'] },
        { does: 'Refuse', press: ['r'] },
        { does: 'Undo the decision, on its page', press: ['z'] },
      ],
    },
  ];
}
