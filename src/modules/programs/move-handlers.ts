import { moveApplication } from './commands/move-application.ts';
import { moveApplications, stopMoving } from './commands/move-applications.ts';
import { exportMovingRows, getMoving, listMovingRows, listMovings } from './queries/movings.ts';
import { previewMove, previewMoves } from './queries/preview-moves.ts';

/** Moving running applications to a newer version of the policy. */
export const moveHandlers = {
  previewMoves,
  previewMove,
  moveApplication,
  moveApplications,
  stopMoving,
  listMovings,
  getMoving,
  listMovingRows,
  exportMovingRows,
};
