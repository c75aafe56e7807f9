import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { type Authorisation } from './authorisation.js';
import { TargetEntity } from './target.entity.js';

/** Row of the ledger. Rows are added and read, never changed; they go with their target. */
@Entity('authorisations')
@Index('authorisations_by_target', ['targetId', 'id'])
export class AuthorisationEntity {
  /** UUID version 7: sorted by time of recording. */
  @PrimaryColumn({ type: 'text' }) id: string;
  @ForeignKey(() => TargetEntity, { onDelete: 'CASCADE', name: 'authorisations_target' })
  @Column({ type: 'text', name: 'target_id' })
  targetId: string;
  @Column({ type: 'text', name: 'authorised_by' }) authorisedBy: string;
  @Column({ type: 'simple-json' }) scope: string[];
  @Column({ type: 'text', name: 'valid_from' }) validFrom: string;
  @Column({ type: 'text', name: 'valid_to', nullable: true }) validTo: string | null;
  @Column({ type: 'text' }) note: string;
  @Column({ type: 'text', name: 'created_at' }) createdAt: string;
}

export function authorisationFromRow({ validTo, ...row }: AuthorisationEntity): Authorisation {
  return {
    id: row.id,
    targetId: row.targetId,
    authorisedBy: row.authorisedBy,
    scope: row.scope,
    validFrom: row.validFrom,
    ...(validTo === null ? {} : { validTo }),
    note: row.note,
    createdAt: row.createdAt,
  };
}
