import { type Sign } from './sighting.js';

/** Products in `Server` and `X-Powered-By`: `nginx/1.14.0`, `PHP/5.6.40`. Names as other tools write them. */
export const HEADER_SIGNS: ReadonlyMap<string, readonly Sign[]> = new Map(
  Object.entries({
    server: [
      { name: 'nginx', pattern: /\bnginx(?:\/(\d+(?:\.\d+)+))?/i },
      { name: 'Apache', pattern: /\bApache(?:\/(\d+(?:\.\d+)+))?(?! ?Tomcat|-Coyote)/ },
      { name: 'Microsoft-IIS', pattern: /\bMicrosoft-IIS(?:\/(\d+\.\d+))?/i },
      { name: 'OpenSSL', pattern: /\bOpenSSL(?:\/(\d+\.\d+\.\d+[a-z]*))?/ },
      { name: 'PHP', pattern: /\bPHP(?:\/(\d+(?:\.\d+)+))?/ },
      { name: 'lighttpd', pattern: /\blighttpd(?:\/(\d+(?:\.\d+)+))?/i },
      { name: 'LiteSpeed', pattern: /\bLiteSpeed(?:\/(\d+(?:\.\d+)+))?/i },
      { name: 'Caddy', pattern: /\bCaddy(?:\/v?(\d+(?:\.\d+)+))?/ },
      { name: 'Apache-Tomcat', pattern: /\bApache[- ]?(?:Tomcat|Coyote)(?:\/(\d+(?:\.\d+)+))?/i },
      { name: 'Jetty', pattern: /\bJetty(?:\((\d+(?:\.\d+)+))?/i },
      { name: 'gunicorn', pattern: /\bgunicorn(?:\/(\d+(?:\.\d+)+))?/i },
      { name: 'Werkzeug', pattern: /\bWerkzeug(?:\/(\d+(?:\.\d+)+))?/ },
      { name: 'Python', pattern: /\bPython(?:\/(\d+(?:\.\d+)+))?/ },
      { name: 'Kestrel', pattern: /\bKestrel\b/ },
    ],
    'x-powered-by': [
      { name: 'PHP', pattern: /\bPHP(?:\/(\d+(?:\.\d+)+))?/ },
      { name: 'Express', pattern: /\bExpress\b/ },
      { name: 'ASP.NET', pattern: /\bASP\.NET\b/ },
      { name: 'Next.js', pattern: /\bNext\.js(?: (\d+(?:\.\d+)+))?/ },
      { name: 'Servlet', pattern: /\bServlet(?:\/(\d+(?:\.\d+)+))?/ },
    ],
    'x-aspnet-version': [{ name: 'ASP.NET', pattern: /^(\d+(?:\.\d+)+)$/ }],
    'x-aspnetmvc-version': [{ name: 'ASP.NET MVC', pattern: /^(\d+(?:\.\d+)+)$/ }],
    'x-generator': [{ name: 'Drupal', pattern: /\bDrupal(?: (\d+(?:\.\d+)*))?/ }],
    'x-drupal-cache': [{ name: 'Drupal', pattern: /./ }],
    'x-jenkins': [{ name: 'Jenkins', pattern: /^(\d+(?:\.\d+)+)$/ }],
  }),
);

/** Names of cookies that one framework only sets by default. */
export const COOKIE_SIGNS: readonly Sign[] = [
  { name: 'PHP', pattern: /^PHPSESSID$/ },
  { name: 'Java', pattern: /^JSESSIONID$/ },
  { name: 'ASP.NET', pattern: /^ASP\.NET_SessionId$/ },
  { name: 'Laravel', pattern: /^laravel_session$/ },
  { name: 'Express', pattern: /^connect\.sid$/ },
  { name: 'Django', pattern: /^csrftoken$/ },
  { name: 'WordPress', pattern: /^wordpress_(?:test_cookie|logged_in)/ },
];

/** What a page says of itself in `<meta name="generator">`. */
export const GENERATOR_SIGNS: readonly Sign[] = [
  { name: 'WordPress', pattern: /\bWordPress(?: (\d+(?:\.\d+)+))?/ },
  { name: 'Drupal', pattern: /\bDrupal(?: (\d+(?:\.\d+)*))?/ },
  { name: 'Joomla', pattern: /\bJoomla!?(?: (\d+(?:\.\d+)*))?/ },
  { name: 'TYPO3', pattern: /\bTYPO3(?: CMS)?(?: (\d+(?:\.\d+)*))?/ },
  { name: 'Hugo', pattern: /\bHugo(?: (\d+(?:\.\d+)+))?/ },
  { name: 'Ghost', pattern: /\bGhost(?: (\d+(?:\.\d+)*))?/ },
  { name: 'MediaWiki', pattern: /\bMediaWiki(?: (\d+(?:\.\d+)+))?/ },
];

/** Marks in the page that only one framework leaves. */
export const MARKUP_SIGNS: readonly Sign[] = [
  { name: 'Angular', pattern: /<[a-z-]+[^>]{0,400}\bng-version="(\d+\.\d+\.\d+)"/ },
  { name: 'Next.js', pattern: /<script id="__NEXT_DATA__"/ },
  { name: 'WordPress', pattern: /(?:href|src)=["'][^"']{0,300}\/wp-(?:content|includes)\// },
  { name: 'Phusion Passenger', pattern: /<title>[^<]{0,100}Phusion Passenger/ },
];

/** File names of script libraries with their versions, as release folders and content networks write them. */
export const SCRIPT_NAME_SIGNS: readonly Sign[] = [
  { name: 'JQuery', pattern: /(?:^|[/@])jquery[-.@/](\d+\.\d+(?:\.\d+)?)/i },
  { name: 'Bootstrap', pattern: /(?:^|[/@])bootstrap[-.@/](\d+\.\d+(?:\.\d+)?)/i },
  { name: 'AngularJS', pattern: /(?:^|[/@])angular(?:js)?[-.@/](1\.\d+(?:\.\d+)?)/i },
  { name: 'Lodash', pattern: /(?:^|[/@])lodash(?:\.js)?[-.@/](\d+\.\d+(?:\.\d+)?)/i },
  { name: 'Moment.js', pattern: /(?:^|[/@])moment(?:\.js)?[-.@/](\d+\.\d+(?:\.\d+)?)/i },
  { name: 'Vue.js', pattern: /(?:^|[/@])vue[-.@/](\d+\.\d+(?:\.\d+)?)/i },
  { name: 'React', pattern: /(?:^|[/@])react(?:-dom)?[-.@/](\d+\.\d+(?:\.\d+)?)/i },
];

/** First lines of script libraries. */
export const SCRIPT_TEXT_SIGNS: readonly Sign[] = [
  { name: 'JQuery', pattern: /jQuery (?:JavaScript Library )?v(\d+\.\d+(?:\.\d+)?)/ },
  { name: 'Bootstrap', pattern: /Bootstrap(?:\.js)? v(\d+\.\d+(?:\.\d+)?)/ },
  { name: 'AngularJS', pattern: /AngularJS v(1\.\d+(?:\.\d+)?)/ },
  { name: 'Vue.js', pattern: /Vue(?:\.js)? v(\d+\.\d+(?:\.\d+)?)/ },
  { name: 'Moment.js', pattern: /moment\.js\s+\/\/! version : (\d+\.\d+(?:\.\d+)?)/ },
];
