import { Module } from '@nestjs/common';
import { Config } from '../platform/config/config.js';
import { AuthorisationLedger } from './authorisation-ledger.js';
import { AuthorisationsController } from './authorisations.controller.js';
import { AuthorisationsRepository } from './authorisations.repository.js';
import { NameLookup, SystemNameLookup } from './name-lookup.js';
import { ScopePolicy } from './scope-policy.js';
import { TargetResolver } from './target-resolution.js';
import { TargetsController } from './targets.controller.js';
import { TargetsRepository } from './targets.repository.js';
import { TargetsService } from './targets.service.js';

@Module({
  controllers: [TargetsController, AuthorisationsController],
  providers: [
    AuthorisationLedger,
    AuthorisationsRepository,
    TargetsRepository,
    TargetsService,
    { provide: NameLookup, useFactory: () => new SystemNameLookup() },
    { provide: ScopePolicy, inject: [Config], useFactory: ({ scope }: Config) => new ScopePolicy(scope) },
    {
      provide: TargetResolver,
      inject: [ScopePolicy, NameLookup],
      useFactory: (policy: ScopePolicy, lookup: NameLookup) => new TargetResolver(policy, lookup),
    },
  ],
  exports: [AuthorisationLedger, TargetResolver, TargetsService],
})
export class TargetsModule {}
