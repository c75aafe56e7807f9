import { Module } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { Config } from '../config/config.js';
import { openLogStreams } from './log-streams.js';

/** Headers that carry secrets: never in a log. */
const SECRET_FIELDS = ['req.headers.authorization', 'req.headers.cookie', 'res.headers["set-cookie"]'];

/** Pino's number of the level `info`. */
const INFO = 30;
/** Parts of Nest that tell at every start what the code says already: of interest only when something about it is wrong. */
const START_CHATTER = new Set(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestApplication']);

/** Structured logs of everything that uses Nest's Logger. */
@Module({
  imports: [
    LoggerModule.forRootAsync({
      inject: [Config],
      useFactory: ({ log }: Config) => ({
        forRoutes: [], // requests are logged by a hook, which costs nothing where nothing is to be said
        pinoHttp: [
          {
            level: log.level,
            redact: SECRET_FIELDS,
            hooks: {
              logMethod(line, write, level) {
                if (level > INFO || !isStartChatter(line[0]) || this.isLevelEnabled('debug')) write.apply(this, line);
              },
            },
          },
          openLogStreams(log),
        ],
      }),
    }),
  ],
})
export class LoggingModule {}

function isStartChatter(fields: unknown): boolean {
  if (typeof fields !== 'object' || fields === null || !('context' in fields)) return false;
  return typeof fields.context === 'string' && START_CHATTER.has(fields.context);
}
