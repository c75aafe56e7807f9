/**
 * What sqlmap is told where its own answer in `--batch` would leave detection, the host or the rest of the parameters. It
 * answers a question by a part of its words; the last part that fits wins, so what has to stay off stands last.
 */
const ANSWERS: readonly (readonly [question: string, answer: 'Y' | 'N'])[] = [
  // A first injection must not hide the others.
  ['keep testing the others', 'Y'],
  ['further tests involving it', 'N'],
  // It would take pages of the same name in different folders for one.
  ['normalize crawling results', 'N'],
  // Values that look cast to a number are tested all the same.
  ['skip those kind of cases', 'N'],
  // A star in a link is no mark of ours, and would keep the parameters beside it from being tested.
  ['custom injection marker', 'N'],
  // Addresses of a site map are not held against the scope.
  ['sitemap', 'N'],
  // Level and risk are promises to the user.
  ['extending provided', 'N'],
  // Follows a page to whatever host it names.
  ['apply it from now on', 'N'],
  // Sends an account of a crash to GitHub.
  ['official Github repository', 'N'],
  ['exploit this SQL injection', 'N'],
];

/** As the option `--answers` takes them. */
export function answersToSqlmap(): string {
  return ANSWERS.map(([question, answer]) => `${question}=${answer}`).join(',');
}
