import { CoverageEntity } from './findings/coverage.entity.js';
import { FindingChangeEntity } from './findings/finding-change.entity.js';
import { FindingCountEntity } from './findings/finding-count.entity.js';
import { FindingEntity } from './findings/finding.entity.js';
import { IdentityDecisionEntity, IdentityPartEntity } from './findings/identity/identity-decision.entity.js';
import { ObservationEntity } from './findings/observation.entity.js';
import { FindingViewEntity } from './findings/search/finding-view.entity.js';
import { SightingEntity } from './findings/sighting.entity.js';
import { TriagedFindingEntity, TriageEntity } from './findings/triage/triage.entity.js';
import { type DatabaseSchema } from './platform/database/database-settings.js';
import { FirstTables1764000000000 } from './platform/database/migrations/1764000000000-first-tables.js';
import { InterruptedRuns1764100000000 } from './platform/database/migrations/1764100000000-interrupted-runs.js';
import { ReusedOutput1764200000000 } from './platform/database/migrations/1764200000000-reused-output.js';
import { Sightings1764300000000 } from './platform/database/migrations/1764300000000-sightings.js';
import { Imports1764400000000 } from './platform/database/migrations/1764400000000-imports.js';
import { Triage1764500000000 } from './platform/database/migrations/1764500000000-triage.js';
import { CoverageRegression1764600000000 } from './platform/database/migrations/1764600000000-coverage-regression.js';
import { IdentityDecisions1764700000000 } from './platform/database/migrations/1764700000000-identity-decisions.js';
import { ImportEntity } from './reports/import.entity.js';
import { ScanEventEntity } from './scans/scan-event.entity.js';
import { ScanEntity } from './scans/scan.entity.js';
import { ToolRunEntity } from './scans/tool-run.entity.js';
import { AuthorisationEntity } from './targets/authorisation.entity.js';
import { TargetEntity } from './targets/target.entity.js';

/** Everything that is stored, and how its tables came to be. */
export const SCHEMA: DatabaseSchema = {
  entities: [
    TargetEntity,
    AuthorisationEntity,
    ScanEntity,
    ToolRunEntity,
    ScanEventEntity,
    FindingEntity,
    SightingEntity,
    FindingChangeEntity,
    ObservationEntity,
    CoverageEntity,
    ImportEntity,
    FindingCountEntity,
    FindingViewEntity,
    TriageEntity,
    TriagedFindingEntity,
    IdentityDecisionEntity,
    IdentityPartEntity,
  ],
  migrations: [
    FirstTables1764000000000,
    InterruptedRuns1764100000000,
    ReusedOutput1764200000000,
    Sightings1764300000000,
    Imports1764400000000,
    Triage1764500000000,
    CoverageRegression1764600000000,
    IdentityDecisions1764700000000,
  ],
};
