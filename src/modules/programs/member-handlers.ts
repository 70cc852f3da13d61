import { replaceCoupon, resendCoupon } from './commands/coupon-care.ts';
import { askSecond, decideRequest, replaceEntitlement, restateSeats } from './commands/entitlements.ts';
import { importUse } from './commands/import-use.ts';
import {
  changeLevel,
  decideActivity,
  endMembership,
  openBreach,
  reinstateMember,
  resolveBreach,
} from './commands/member-course.ts';
import { completeDuty, recordReference, saveContact, withdrawReference } from './commands/member-keeping.ts';
import {
  answerBreach,
  askReplacement,
  askSecondSubscription,
  giveReference,
  handBack,
  offerOwner,
  saveOwnContact,
  takeReferenceBack,
} from './commands/own-membership.ts';
import { provisioner, removeProvisioner, retryProvision, setProvisioner } from './commands/provision.ts';
import { startRenewal } from './commands/renew.ts';
import { endTransfer, giveAway, offerTransfer, takeOver } from './commands/transfer.ts';
import { forecastPool, setReverification } from './queries/forecast-pool.ts';
import { getMember } from './queries/get-member.ts';
import { memberData, memberPage } from './queries/member-page.ts';
import { exportReferences, references } from './queries/references.ts';

/** What is done with members, by the team and by themselves. */
export const memberHandlers = {
  getMember,
  provisioner,
  setProvisioner,
  removeProvisioner,
  retryProvision,
  references,
  exportReferences,
  resendCoupon,
  replaceCoupon,
  replaceEntitlement,
  restateSeats,
  askSecond,
  decideRequest,
  openBreach,
  resolveBreach,
  endMembership,
  reinstateMember,
  changeLevel,
  decideActivity,
  saveContact,
  completeDuty,
  recordReference,
  withdrawReference,
  offerTransfer,
  endTransfer,
  importUse,
  forecastPool,
  setReverification,
  memberPage,
  memberData,
  startRenewal,
  saveOwnContact,
  giveReference,
  takeReferenceBack,
  askReplacement,
  askSecondSubscription,
  answerBreach,
  handBack,
  offerOwner,
  giveAway,
  takeOver,
};
