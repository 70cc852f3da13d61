import type { Handlers } from '#kernel/contract/handlers.ts';
import { acceptAgreement } from './commands/accept-agreement.ts';
import { actOnApplications } from './commands/act-on-applications.ts';
import { addCoupons } from './commands/add-coupons.ts';
import { answerAsking, stopAskings } from './commands/answer-asking.ts';
import { askNewAddress, countAsAnswer, handleBounce, seeMessage } from './commands/answers.ts';
import { assignApplication, claimApplication } from './commands/assign-application.ts';
import { bringCustomers, previewCustomers, removeCustomers } from './commands/bring-customers.ts';
import { changeAddress, confirmAddress } from './commands/change-address.ts';
import { proveControl, rerunCheck } from './commands/checks.ts';
import { bookByCode, confirmBooking, confirmEntitlement } from './commands/confirm-booking.ts';
import { confirmMail } from './commands/confirm-mail.ts';
import { approveApplication, refuseApplication } from './commands/decide.ts';
import { judgeDocument, openDocument, sendDocument } from './commands/documents.ts';
import { mailDraftLink, saveDraft } from './commands/drafts.ts';
import { exportCoupons } from './commands/export-coupons.ts';
import { mailLostLink } from './commands/mail-lost-link.ts';
import { makeProgram, renameProgram } from './commands/make-program.ts';
import { discardPolicyDraft, restorePolicyVersion, savePolicyDraft } from './commands/policy-draft.ts';
import { previewPolicy } from './commands/preview-policy.ts';
import { chooseCalendar, closeProgram, openProgram, publishPolicy } from './commands/run-program.ts';
import { submitApplication } from './commands/submit-application.ts';
import { undoDecision } from './commands/undo-decision.ts';
import { beginVerification, enterBypassCode, makeBypassCode, reportVerification } from './commands/verifications.ts';
import { addVerifier, changeVerifier, renewVerifierSecret } from './commands/verifiers.ts';
import { voidCoupon } from './commands/void-coupon.ts';
import { setCouponThreshold } from './commands/watch-stock.ts';
import { withdrawApplication, withdrawConsent } from './commands/withdraw.ts';
import { answerQuestion, askApplicant, writeToApplicant, writeToTeam } from './commands/write-message.ts';
import type { programsContract } from './contract.ts';
import { importHandlers } from './import-handlers.ts';
import { invitationHandlers } from './invitation-handlers.ts';
import { memberHandlers } from './member-handlers.ts';
import { moveHandlers } from './move-handlers.ts';
import { PRESETS } from './presets/index.ts';
import { applicationBoard } from './queries/application-board.ts';
import { application } from './queries/application-status.ts';
import { applicationTasks } from './queries/application-tasks.ts';
import { asking } from './queries/asking.ts';
import { listDocuments } from './queries/documents.ts';
import { draft } from './queries/draft.ts';
import { exportApplications } from './queries/export-applications.ts';
import { getApplication } from './queries/get-application.ts';
import { houseHome } from './queries/house-home.ts';
import { listApplications } from './queries/list-applications.ts';
import { listCoupons } from './queries/list-coupons.ts';
import { exportCustomers, listCustomers } from './queries/list-customers.ts';
import { exportMembers, listMembers } from './queries/list-members.ts';
import { exportSatisfaction, listSatisfaction } from './queries/list-satisfaction.ts';
import { policyAffects, policyDraft, tryMailWords } from './queries/policy-draft.ts';
import {
  exportPolicyPreview,
  listPolicyPreviewRows,
  listPolicyPreviews,
  policyPreview,
} from './queries/policy-preview.ts';
import { getPolicyVersion, listPolicyVersions } from './queries/policy-versions.ts';
import { previewAct } from './queries/preview-act.ts';
import { exportFigures, programFigures } from './queries/program-figures.ts';
import { programHome } from './queries/program-home.ts';
import { getProgram, listPrograms } from './queries/programs.ts';
import { publicProgram, publicPrograms } from './queries/public-programs.ts';
import { listVerifications, listVerifiers } from './queries/verifications.ts';
import { workbenchHandlers } from './workbench-handlers.ts';

export const handlers: Handlers<typeof programsContract> = {
  makeProgram,
  renameProgram,
  listPresets: async () => ({
    presets: PRESETS.map(({ code, name, prefix, words }) => ({ code, name, prefix, words })),
  }),
  publicPrograms,
  publicProgram,
  saveDraft,
  draft,
  mailDraftLink,
  submitApplication,
  confirmMail,
  application,
  mailLostLink,
  changeAddress,
  confirmAddress,
  proveControl,
  answerQuestion,
  writeToTeam,
  acceptAgreement,
  withdrawApplication,
  withdrawConsent,
  listPrograms,
  getProgram,
  programHome,
  programFigures,
  exportFigures,
  houseHome,
  openProgram,
  closeProgram,
  chooseCalendar,
  publishPolicy,
  policyDraft,
  savePolicyDraft,
  discardPolicyDraft,
  policyAffects,
  tryMailWords,
  listPolicyVersions,
  getPolicyVersion,
  restorePolicyVersion,
  previewPolicy,
  listPolicyPreviews,
  policyPreview,
  listPolicyPreviewRows,
  exportPolicyPreview,
  ...moveHandlers,
  addCoupons,
  listCoupons,
  exportCoupons,
  setCouponThreshold,
  voidCoupon,
  previewCustomers,
  bringCustomers,
  listCustomers,
  exportCustomers,
  removeCustomers,
  applicationTasks,
  sendDocument,
  listDocuments,
  openDocument,
  judgeDocument,
  beginVerification,
  enterBypassCode,
  listVerifications,
  makeBypassCode,
  reportVerification,
  listVerifiers,
  addVerifier,
  changeVerifier,
  renewVerifierSecret,
  bookingWebhook: bookByCode,
  listMembers,
  exportMembers,
  confirmEntitlement,
  ...memberHandlers,
  ...importHandlers,
  ...invitationHandlers,
  listApplications,
  applicationBoard,
  exportApplications,
  getApplication,
  claimApplication,
  assignApplication,
  rerunCheck,
  askApplicant,
  writeToApplicant,
  approveApplication,
  refuseApplication,
  undoDecision,
  handleBounce,
  countAsAnswer,
  seeMessage,
  askNewAddress,
  confirmBooking,
  ...workbenchHandlers,
  previewAct,
  actOnApplications,
  asking,
  answerAsking,
  stopAskings,
  listSatisfaction,
  exportSatisfaction,
};
