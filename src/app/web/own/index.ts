import { webModule } from '#web/module.ts';
import { atHand, mySettings, newSinceVisit } from './questions.ts';

/** What belongs to one person: settings, bookmarks, what is new. */
export const ownWeb = webModule({
  routes: [],
  settings: [
    {
      path: '/settings/mine',
      label: 'My settings',
      group: 'You',
      title: 'My settings',
      permission: null,
      loader: ({ ensure }) => ensure(mySettings),
      component: () => import('./pages/MySettings.tsx'),
    },
    {
      path: '/settings/keyboard',
      label: 'Keyboard',
      group: 'You',
      title: 'Keyboard',
      permission: null,
      component: () => import('./pages/Keyboard.tsx'),
    },
  ],
  homePanels: [
    {
      id: 'own.new',
      title: 'Since you were here',
      permission: 'work.read',
      loader: ({ ensure }) => ensure(newSinceVisit),
      component: () => import('./parts/NewSinceVisit.tsx'),
    },
    {
      id: 'own.bookmarks',
      title: 'Bookmarks',
      permission: null,
      loader: ({ ensure }) => ensure(atHand),
      component: () => import('./parts/Bookmarks.tsx'),
    },
  ],
});
