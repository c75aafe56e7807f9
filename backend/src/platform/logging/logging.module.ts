import { Module } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { Config } from '../config/config.js';
import { openLogStreams } from './log-streams.js';

/** Headers that carry secrets: never in a log. */
const SECRET_FIELDS = ['req.headers.authorization', 'req.headers.cookie', 'res.headers["set-cookie"]'];

/** Structured logs of requests and of everything that uses Nest's Logger. */
@Module({
  imports: [
    LoggerModule.forRootAsync({
      inject: [Config],
      useFactory: ({ log }: Config) => ({
        pinoHttp: [
          {
            level: log.level,
            redact: SECRET_FIELDS,
            // A page asks often; what went well is worth a line only when someone looks for it.
            customLogLevel: (_request, { statusCode }, error) => {
              if (error !== undefined || statusCode >= 500) return 'error';
              return statusCode >= 400 ? 'info' : 'debug';
            },
          },
          openLogStreams(log),
        ],
      }),
    }),
  ],
})
export class LoggingModule {}
