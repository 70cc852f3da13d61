import { webModule } from '#web/module.ts';
import { myTodos } from './parts.ts';

/** The page of the kernel's to-dos; notes and assignments stand on the pages of the records they are about. */
export const workWeb = webModule({
  routes: [
    {
      path: '/todos',
      title: 'To-dos',
      permission: 'work.read',
      loader: ({ ensure }) => ensure(myTodos),
      component: () => import('./pages/Todos.tsx'),
    },
  ],
});
