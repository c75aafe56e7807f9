import { type Routes } from '@angular/router';

/** Features compose here: none of them knows another's pages. */
export const routes: Routes = [
  {
    path: '',
    pathMatch: 'full',
    title: 'New scan',
    loadComponent: async () => (await import('./scans/start-page/start-page')).StartPage,
  },
  {
    path: 'scans',
    pathMatch: 'full',
    title: 'Scans',
    loadComponent: async () => (await import('./scans/scan-list-page/scan-list-page')).ScanListPage,
  },
  {
    path: 'scans/:id',
    title: 'Scan',
    loadComponent: async () => (await import('./scans/scan-page/scan-page')).ScanPage,
    children: [
      {
        path: '',
        loadComponent: async () => (await import('./findings/findings-page/findings-page')).FindingsPage,
      },
      {
        path: 'changes',
        loadComponent: async () => (await import('./findings/changes-page/changes-page')).ChangesPage,
      },
      {
        path: 'coverage',
        loadComponent: async () => (await import('./findings/coverage-page/coverage-page')).CoveragePage,
      },
    ],
  },
  {
    path: 'overview',
    title: 'Overview',
    loadComponent: async () => (await import('./findings/overview-page/overview-page')).OverviewPage,
  },
  {
    path: 'findings',
    title: 'Findings',
    loadComponent: async () => (await import('./findings/search-page/search-page')).SearchPage,
  },
  {
    path: 'imports',
    title: 'Import a report',
    loadComponent: async () => (await import('./imports/import-page/import-page')).ImportPage,
  },
  {
    path: 'tools',
    title: 'Tools',
    loadComponent: async () => (await import('./tools/tools-page/tools-page')).ToolsPage,
  },
  {
    path: '**',
    title: 'Not found',
    loadComponent: async () => (await import('./shell/not-found-page')).NotFoundPage,
  },
];
