import { type ObservedEndpoint } from '../../../targets/endpoint.js';
import { placeOfHost, placeOfUrl } from '../../report-reading/reported-place.js';

/** Printed decoded: there may be spaces and quotes in it. */
const TESTED = /^(?:\[\d\d:\d\d:\d\d\] \[INFO\] )?testing URL '(https?:\/\/.{1,2000})'$/;
const ADDRESS =
  /(?:testing URL '|^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) |^URL: |\btarget URL:? ')(https?:\/\/[^\s']{1,2000})/;
/** What a person typed stands in front of what the shell showed. */
const COMMAND = /\bsqlmap(?:\.py)?\s(?:.{0,1000}?\s)?(?:-u|--url)[\s=]{1,5}["']?(https?:\/\/[^\s"']{1,2000})/;

/** The page that a line of the output says is tested. */
export function testedPage(line: string): ObservedEndpoint | undefined {
  const address = TESTED.exec(line)?.[1] ?? ADDRESS.exec(line)?.[1] ?? COMMAND.exec(line)?.[1];
  return address === undefined ? undefined : placeOfUrl(address);
}

/**
 * The page in the payload of an injection into the address itself, which the payload has whole. Its path may have the injection
 * in it, unless that is in the query.
 */
export function attackedPage(payload: string): ObservedEndpoint | undefined {
  const page = placeOfUrl(/^https?:\/\/\S{1,2000}/.exec(payload)?.[0] ?? '');
  if (page === undefined || payload.includes('?')) return page;
  return placeOfHost(page.host, { port: page.port, protocol: page.protocol });
}
