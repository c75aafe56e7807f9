import { type ServiceEndpoint } from '../../../targets/endpoint.js';
import { type Profile } from '../../tool-adapter.js';
import { type Exposure } from './exposure.js';
import { BACKUP_EXPOSURES, backupsNamedAfter } from './exposures/backup.exposures.js';
import { DIAGNOSTIC_EXPOSURES } from './exposures/diagnostic.exposures.js';
import { LISTING_EXPOSURES } from './exposures/listing.exposures.js';
import { SECRET_EXPOSURES } from './exposures/secret.exposures.js';
import { VERSION_CONTROL_EXPOSURES } from './exposures/version-control.exposures.js';

export const EXPOSURES: readonly Exposure[] = [
  ...VERSION_CONTROL_EXPOSURES,
  ...SECRET_EXPOSURES,
  ...BACKUP_EXPOSURES,
  ...DIAGNOSTIC_EXPOSURES,
  ...LISTING_EXPOSURES,
];

/**
 * What is asked for on an endpoint. When the target is a folder of its site, the telling files are asked for in there as
 * well as at the root.
 */
export function exposuresFor(endpoint: ServiceEndpoint, profile: Profile): readonly Exposure[] {
  const tellings = EXPOSURES.filter(({ rank }) => rank === 'telling');
  const atRoot = profile === 'quick' ? tellings : [...EXPOSURES, ...backupsNamedAfter(endpoint.host)];
  const folder = folderOf(endpoint.path ?? '/');
  return folder === '/' ? atRoot : [...atRoot, ...tellings.map((exposure) => below(folder, exposure))];
}

/** The folder that a path lies in, with a slash at its end. */
export function folderOf(path: string): string {
  const [plain = '/'] = path.split(/[?#]/, 1);
  return plain.slice(0, plain.lastIndexOf('/') + 1) || '/';
}

function below(folder: string, exposure: Exposure): Exposure {
  const { path, foundAt } = exposure;
  return {
    ...exposure,
    path: folder + path.slice(1),
    ...(foundAt === undefined ? {} : { foundAt: folder + foundAt.slice(1) }),
  };
}
