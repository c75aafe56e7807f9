import { Tokenizer, TokenParser, TokenType } from '@streamparser/json';
import { UnreadableReportError } from './report.errors.js';

/** Deepest nesting of a report that is read; genuine ones stay below 20. */
const MAX_DEPTH = 64;

/** One value of a JSON document. */
export interface JsonItem {
  /** Keys and positions that lead to it, such as `['runs', 0, 'results', 3]`. */
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  /** The line on which it begins, counted from 1. */
  readonly line: number;
}

/**
 * The values of one JSON document at the given places, as they come; each is forgotten afterwards, so a long list needs no
 * more memory than its longest item. Places are written `$.runs.*.results.*`; `$` is the whole document.
 * @throws UnreadableReportError when the text is not one whole JSON document
 */
export async function* jsonItems(pieces: AsyncIterable<string>, places: readonly string[]): AsyncGenerator<JsonItem> {
  const reader = new JsonReader(places);
  for await (const piece of pieces) yield* reader.write(piece);
  yield* reader.end();
}

class JsonReader {
  private readonly tokenizer = new Tokenizer();
  private readonly parser: TokenParser;
  /** The lines on which the containers around the current place begin. */
  private readonly begun: number[] = [];
  private line = 1;
  private itemLine = 1;
  private ready: JsonItem[] = [];

  constructor(places: readonly string[]) {
    this.parser = new TokenParser({ paths: [...places], keepStack: false });
    this.tokenizer.onToken = (info) => {
      this.follow(info.token);
      this.parser.write(info);
    };
    this.parser.onValue = ({ value, key, stack }) => {
      const path = [...stack.slice(1).map((level) => level.key), key].filter((part) => part !== undefined);
      this.ready.push({ path, value, line: this.itemLine });
    };
  }

  /** Line by line, so that it is known on which one an item begins. */
  write(piece: string): JsonItem[] {
    return this.guarded(() => {
      let start = 0;
      for (let end = piece.indexOf('\n'); end !== -1; end = piece.indexOf('\n', start)) {
        this.tokenizer.write(piece.slice(start, end + 1));
        this.line += 1;
        start = end + 1;
      }
      if (start < piece.length) this.tokenizer.write(piece.slice(start));
    });
  }

  end(): JsonItem[] {
    return this.guarded(() => {
      if (!this.tokenizer.isEnded) this.tokenizer.end();
      if (!this.parser.isEnded) throw new UnreadableReportError('the document is cut short', this.line);
    });
  }

  private follow(token: TokenType): void {
    if (token === TokenType.LEFT_BRACE || token === TokenType.LEFT_BRACKET) {
      this.begun.push(this.line);
      if (this.begun.length > MAX_DEPTH) {
        throw new UnreadableReportError(`values are nested deeper than ${MAX_DEPTH} levels`, this.line);
      }
    } else if (token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET) {
      this.itemLine = this.begun.pop() ?? this.line;
    } else {
      this.itemLine = this.line;
    }
  }

  private guarded(step: () => void): JsonItem[] {
    try {
      step();
    } catch (error) {
      if (error instanceof UnreadableReportError) throw error;
      throw new UnreadableReportError('this is not JSON, or it is cut short', this.line);
    }
    const { ready } = this;
    this.ready = [];
    return ready;
  }
}
