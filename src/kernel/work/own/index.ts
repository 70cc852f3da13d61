import type { Handlers } from '../../contract/handlers.ts';
import { addBookmark, atHand, newSinceVisit, noteVisit, removeBookmark } from './at-hand.ts';
import type { ownContract } from './contract.ts';
import { changeMySettings, chooseLook, mySettings } from './settings.ts';
import { arrangeViews, changeView, listViews, removeView, saveView } from './views.ts';

export const ownHandlers: Handlers<typeof ownContract> = {
  listViews,
  saveView,
  changeView,
  removeView,
  arrangeViews,
  mySettings,
  changeMySettings,
  chooseLook,
  addBookmark,
  removeBookmark,
  atHand,
  noteVisit,
  newSinceVisit,
};
