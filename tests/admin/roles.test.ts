/** Every cell of role × route. The table is written out a second time on purpose: a changed permission must be meant. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { ApiError, type Role, roles, routes } from '../../admin/contract.ts';
import { deskWorld } from './world.ts';

type RouteName = keyof typeof routes;

/** Who passes the door of a route; 'all': whoever is signed in. */
const passes: Record<RouteName, readonly Role[] | 'all' | 'anybody'> = {
  login: 'anybody',
  acceptInvite: 'anybody',
  logout: 'anybody',
  me: 'all',
  notices: 'all',
  queue: ['counsellor', 'lead'],
  stream: ['counsellor', 'lead'],
  case: ['counsellor', 'lead'],
  talk: ['counsellor', 'lead'],
  claim: ['counsellor', 'lead'],
  say: ['counsellor', 'lead'],
  logCall: ['counsellor', 'lead'],
  reveal: ['counsellor', 'lead'],
  askThirdParty: ['counsellor', 'lead'],
  close: ['counsellor', 'lead'],
  judge: ['counsellor', 'lead'],
  writeNote: ['counsellor', 'lead'],
  summon: ['counsellor', 'lead'],
  handBack: ['counsellor', 'lead'],
  release: ['counsellor', 'lead'],
  takers: ['counsellor', 'lead'],
  offer: ['counsellor', 'lead'],
  accept: ['counsellor', 'lead'],
  endOffer: ['counsellor', 'lead'],
  ladder: ['counsellor', 'lead', 'admin'],
  changeLadder: ['lead', 'admin'],
  dryRun: ['counsellor', 'lead', 'admin'],
  board: ['lead', 'admin'],
  missed: ['lead', 'admin'],
  check: ['lead'],
  // 캠페인
  campaigns: ['lead', 'campaign', 'admin'],
  campaign: ['lead', 'campaign', 'admin'],
  addCampaign: ['lead', 'campaign'],
  changeCampaign: ['lead', 'campaign'],
  addPlacement: ['lead', 'campaign'],
  previewPlacements: ['lead', 'campaign'],
  importPlacements: ['lead', 'campaign'],
  posters: ['lead', 'campaign', 'admin'],
  changePlacement: ['lead', 'campaign'],
  repointPlacement: ['lead', 'campaign'],
  poster: ['lead', 'campaign', 'admin'],
  qrSvg: ['lead', 'campaign', 'admin'],
  qrPng: ['lead', 'campaign', 'admin'],
  // 후속
  followUps: ['counsellor', 'lead'],
  dueFollowUps: ['counsellor', 'lead'],
  colleagues: ['counsellor', 'lead'],
  finishFollowUp: ['counsellor', 'lead'],
  postponeFollowUp: ['counsellor', 'lead'],
  assignFollowUp: ['counsellor', 'lead'],
  openCaseFor: ['counsellor', 'lead'],
  caseFollowUps: ['counsellor', 'lead'],
  addFollowUp: ['counsellor', 'lead'],
  startPlan: ['counsellor', 'lead'],
  resources: ['counsellor', 'lead'],
  addResource: ['counsellor', 'lead'],
  changeResource: ['counsellor', 'lead'],
  requestReferral: ['counsellor', 'lead'],
  moveReferral: ['counsellor', 'lead'],
  // 당직, 열람 기록
  roster: ['counsellor', 'lead', 'admin'],
  addShifts: ['lead', 'admin'],
  drills: ['lead'],
  startDrill: ['lead'],
  removeShift: ['lead', 'admin'],
  coverShift: ['counsellor', 'lead', 'admin'],
  offerShift: ['counsellor', 'lead', 'admin'],
  answerOffer: ['counsellor', 'lead', 'admin'],
  withdrawOffer: ['counsellor', 'lead', 'admin'],
  dutyTasks: ['counsellor', 'lead', 'admin'],
  wasOn: ['counsellor', 'lead', 'admin'],
  rotations: ['counsellor', 'lead', 'admin'],
  previewRotation: ['lead', 'admin'],
  addRotation: ['lead', 'admin'],
  changeRotation: ['lead', 'admin'],
  endRotation: ['lead', 'admin'],
  handover: ['counsellor', 'lead'],
  writeHandover: ['counsellor', 'lead'],
  acceptHandover: ['counsellor', 'lead'],
  center: ['counsellor', 'lead', 'admin'],
  changeCenter: ['lead', 'admin'],
  // 내 알림
  alerts: 'all',
  addAlert: 'all',
  testAlerts: 'all',
  verifyAlert: 'all',
  newAlertCode: 'all',
  orderAlert: 'all',
  removeAlert: 'all',
  addHook: ['lead', 'admin'],
  removeHook: ['lead', 'admin'],
  dutyReach: ['counsellor', 'lead', 'admin'],
  arrived: 'anybody',
  trail: ['auditor'],
  trailReport: ['auditor'],
  trailCsv: ['auditor'],
  // 집계, 월간 지표
  counts: ['lead', 'campaign', 'admin'],
  countsCsv: ['lead', 'campaign', 'admin'],
  indicators: ['lead', 'campaign', 'admin'],
  setTarget: ['lead', 'admin'],
  indicatorsCsv: ['lead', 'campaign', 'admin'],
};

test('each role passes exactly its doors, and a refusal says nothing about the case', async () => {
  const world = await deskWorld();
  const unknown = randomUUID();
  for (const role of roles) {
    for (const [name, { method, path }] of Object.entries(routes)) {
      const who = await world.staff(role);
      const allowed = passes[name as RouteName];
      const may = allowed === 'all' || allowed === 'anybody' || allowed.includes(role);
      // A stream that may be opened would not end; its own test opens it.
      if (name === 'stream' && may) continue;
      const answer = await world[method](path.replace(':id', unknown), who);
      expect([role, name, answer.status === 403]).toEqual([role, name, !may]);
      if (may) continue;
      expect(ApiError.parse(answer.body).error.code).toBe('forbidden');
      const theirs = (await world.audit()).filter(({ staffId, action }) => staffId === who.id && action === 'denied');
      expect(theirs).toMatchObject([{ reason: 'forbidden' }]);
    }
  }
});

test('nobody who is not signed in passes any door but the three', async () => {
  const world = await deskWorld();
  for (const [name, { method, path }] of Object.entries(routes)) {
    if (passes[name as RouteName] === 'anybody') continue;
    const answer = await world[method](path.replace(':id', randomUUID()));
    expect([name, answer.status, answer.body.error.code]).toEqual([name, 401, 'signed_out']);
  }
});
