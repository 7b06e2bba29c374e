// The counter's screens by their address. Each is one that its user must be able to
// read and to work: tests/screenshots walks through all that stand here.
import { ErrorBoundary, lazy, Route, Router } from 'preact-iso';
import { noteRoute } from './frame/navigation.ts';
import { noteGoing } from './visit/going.ts';
import { HomePage } from './home/home-page.tsx';

// The first screen is unlock or home; everything else comes when it is needed.
const SetUpPage = lazy(async () => {
  return (await import('./set-up/set-up-page.tsx')).SetUpPage;
});
const FindPage = lazy(async () => {
  return (await import('./find/find-page.tsx')).FindPage;
});
const GuidePage = lazy(async () => {
  return (await import('./guide/guide-page.tsx')).GuidePage;
});
const BundleStart = lazy(async () => {
  return (await import('./bundle/bundle-start.tsx')).BundleStart;
});
const IntakePages = lazy(async () => {
  return (await import('./intake/intake-pages.tsx')).IntakePages;
});
const ReceiptPage = lazy(async () => {
  return (await import('./receipt/receipt-page.tsx')).ReceiptPage;
});
const CaseSheetPage = lazy(async () => {
  return (await import('./sheet/case-sheet-page.tsx')).CaseSheetPage;
});
const CheckReceiptPage = lazy(async () => {
  return (await import('./check/check-receipt-page.tsx')).CheckReceiptPage;
});
const CasePage = lazy(async () => {
  return (await import('./case/case-page.tsx')).CasePage;
});
const ActPage = lazy(async () => {
  return (await import('./case/act-page.tsx')).ActPage;
});
const WithdrawPage = lazy(async () => {
  return (await import('./case/withdraw-page.tsx')).WithdrawPage;
});
const CasesPage = lazy(async () => {
  return (await import('./case/cases-page.tsx')).CasesPage;
});
const ResidentsPage = lazy(async () => {
  return (await import('./residents/residents-page.tsx')).ResidentsPage;
});
const ResidentPage = lazy(async () => {
  return (await import('./residents/resident-page.tsx')).ResidentPage;
});
const TownshipListPage = lazy(async () => {
  return (await import('./township-list/township-list-page.tsx'))
    .TownshipListPage;
});
const BatchPages = lazy(async () => {
  return (await import('./batch/batch-pages.tsx')).BatchPages;
});
const SendPage = lazy(async () => {
  return (await import('./outbox/send-page.tsx')).SendPage;
});
const AttentionPage = lazy(async () => {
  return (await import('./outbox/attention-page.tsx')).AttentionPage;
});
const MendStepPage = lazy(async () => {
  return (await import('./outbox/mend-step-page.tsx')).MendStepPage;
});
const ExportPage = lazy(async () => {
  return (await import('./export/export-page.tsx')).ExportPage;
});
const LinePage = lazy(async () => {
  return (await import('./line/line-page.tsx')).LinePage;
});
const MorePage = lazy(async () => {
  return (await import('./more/more-page.tsx')).MorePage;
});
const ThisDevicePage = lazy(async () => {
  return (await import('./this-device/this-device-page.tsx')).ThisDevicePage;
});
const HandoverPage = lazy(async () => {
  return (await import('./this-device/handover-page.tsx')).HandoverPage;
});
const ClerksPage = lazy(async () => {
  return (await import('./clerks/clerks-page.tsx')).ClerksPage;
});
const NotFoundPage = lazy(async () => {
  return (await import('./frame/not-found-page.tsx')).NotFoundPage;
});

/** The screen of the present address. */
export function Places() {
  return (
    <ErrorBoundary>
      <Router
        onRouteChange={(url) => {
          noteRoute(url);
          noteGoing(url);
        }}
      >
        <Route path="/" component={HomePage} />
        <Route path="/set-up" component={SetUpPage} />
        <Route path="/find" component={FindPage} />
        <Route path="/matter/:code" component={GuidePage} />
        <Route path="/bundle/:code" component={BundleStart} />
        <Route path="/intake/:draftId/:step?" component={IntakePages} />
        <Route path="/receipt/:caseId" component={ReceiptPage} />
        <Route path="/print/:caseId/:sheet" component={CaseSheetPage} />
        <Route path="/check" component={CheckReceiptPage} />
        <Route path="/case/:caseId" component={CasePage} />
        <Route path="/case/:caseId/withdraw" component={WithdrawPage} />
        <Route path="/case/:caseId/act/:act" component={ActPage} />
        <Route path="/cases" component={CasesPage} />
        <Route path="/residents" component={ResidentsPage} />
        <Route path="/residents/list" component={TownshipListPage} />
        <Route path="/residents/:id" component={ResidentPage} />
        <Route path="/batch/:batchId/:step?" component={BatchPages} />
        <Route path="/send" component={SendPage} />
        <Route path="/attention" component={AttentionPage} />
        <Route path="/mend/:operationId" component={MendStepPage} />
        <Route path="/export" component={ExportPage} />
        <Route path="/line" component={LinePage} />
        <Route path="/more" component={MorePage} />
        <Route path="/device" component={ThisDevicePage} />
        <Route path="/handover" component={HandoverPage} />
        <Route path="/clerks" component={ClerksPage} />
        <Route default component={NotFoundPage} />
      </Router>
    </ErrorBoundary>
  );
}
