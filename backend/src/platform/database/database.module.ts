import { type DynamicModule, Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Config } from '../config/config.js';
import { type DatabaseSchema } from './database-settings.js';
import { Database } from './database.js';
import { openDatabase } from './open-database.js';

/** Gives `Database` to every floor. Opened before the server listens, closed after it has stopped listening. */
@Global()
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(private readonly database: Database) {}

  /** @param schema the entities and migrations of all floors above */
  static forRoot(schema: DatabaseSchema): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        {
          provide: Database,
          inject: [Config],
          useFactory: ({ database }: Config) => openDatabase(database, schema),
        },
      ],
      exports: [Database],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
