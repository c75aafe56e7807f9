/** One category of the OWASP Top 10 of 2025. */
export interface OwaspCategory {
  /** With the year, e.g. A01:2025. */
  readonly id: string;
  readonly title: string;
  readonly reference: string;
  /** The CWE numbers that OWASP maps onto it. */
  readonly cwe: readonly number[];
}

const TOP_10 = 'https://owasp.org/Top10/2025';

/** The OWASP Top 10 of 2025, the greatest risk first, each with OWASP's own list of CWE numbers. No number is in two of them. */
export const OWASP_CATEGORIES: readonly OwaspCategory[] = [
  {
    id: 'A01:2025',
    title: 'Broken Access Control',
    reference: `${TOP_10}/A01_2025-Broken_Access_Control/`,
    cwe: [
      22, 23, 36, 59, 61, 65, 200, 201, 219, 276, 281, 282, 283, 284, 285, 352, 359, 377, 379, 402, 424, 425, 441, 497,
      538, 540, 548, 552, 566, 601, 615, 639, 668, 732, 749, 862, 863, 918, 922, 1275,
    ],
  },
  {
    id: 'A02:2025',
    title: 'Security Misconfiguration',
    reference: `${TOP_10}/A02_2025-Security_Misconfiguration/`,
    cwe: [5, 11, 13, 15, 16, 260, 315, 489, 526, 547, 611, 614, 776, 942, 1004, 1174],
  },
  {
    id: 'A03:2025',
    title: 'Software Supply Chain Failures',
    reference: `${TOP_10}/A03_2025-Software_Supply_Chain_Failures/`,
    cwe: [447, 477, 1035, 1104, 1329, 1357, 1395], // OWASP's text names 477 and its list 447; CWE has both in this category
  },
  {
    id: 'A04:2025',
    title: 'Cryptographic Failures',
    reference: `${TOP_10}/A04_2025-Cryptographic_Failures/`,
    cwe: [
      261, 296, 319, 320, 321, 322, 323, 324, 325, 326, 327, 328, 329, 330, 331, 332, 334, 335, 336, 337, 338, 340, 342,
      347, 523, 757, 759, 760, 780, 916, 1240, 1241,
    ],
  },
  {
    id: 'A05:2025',
    title: 'Injection',
    reference: `${TOP_10}/A05_2025-Injection/`,
    cwe: [
      20, 74, 76, 77, 78, 79, 80, 83, 86, 88, 89, 90, 91, 93, 94, 95, 96, 97, 98, 99, 103, 104, 112, 113, 114, 115, 116,
      129, 159, 470, 493, 500, 564, 610, 643, 644, 917,
    ],
  },
  {
    id: 'A06:2025',
    title: 'Insecure Design',
    reference: `${TOP_10}/A06_2025-Insecure_Design/`,
    cwe: [
      73, 183, 256, 266, 269, 286, 311, 312, 313, 316, 362, 382, 419, 434, 436, 444, 451, 454, 472, 501, 522, 525, 539,
      598, 602, 628, 642, 646, 653, 656, 657, 676, 693, 799, 807, 841, 1021, 1022, 1125,
    ],
  },
  {
    id: 'A07:2025',
    title: 'Authentication Failures',
    reference: `${TOP_10}/A07_2025-Authentication_Failures/`,
    cwe: [
      258, 259, 287, 288, 289, 290, 291, 293, 294, 295, 297, 298, 299, 300, 302, 303, 304, 305, 306, 307, 308, 309, 346,
      350, 384, 521, 613, 620, 640, 798, 940, 941, 1390, 1391, 1392, 1393,
    ],
  },
  {
    id: 'A08:2025',
    title: 'Software or Data Integrity Failures',
    reference: `${TOP_10}/A08_2025-Software_or_Data_Integrity_Failures/`,
    cwe: [345, 353, 426, 427, 494, 502, 506, 509, 565, 784, 829, 830, 915, 926],
  },
  {
    id: 'A09:2025',
    title: 'Security Logging and Alerting Failures',
    reference: `${TOP_10}/A09_2025-Security_Logging_and_Alerting_Failures/`,
    cwe: [117, 221, 223, 532, 778],
  },
  {
    id: 'A10:2025',
    title: 'Mishandling of Exceptional Conditions',
    reference: `${TOP_10}/A10_2025-Mishandling_of_Exceptional_Conditions/`,
    cwe: [
      209, 215, 234, 235, 248, 252, 274, 280, 369, 390, 391, 394, 396, 397, 460, 476, 478, 484, 550, 636, 703, 754, 755,
      756,
    ],
  },
];

/** CWE numbers that OWASP does not list, each with the listed one that it is a kind of, or else is the group of. */
export const CWE_KIN: ReadonlyMap<number, number> = new Map([
  [203, 200], // an observable discrepancy exposes information
  [310, 1240], // a group of CWE: all of its members that OWASP lists are in one category
  [527, 552], // a version-control repository is files that outsiders can read
  [530, 552], // and so is a backup file
  [650, 436], // who trusts in HTTP methods interprets them otherwise than the application behind
]);

/** CWE numbers of our catalogue that are in none of the ten categories, with the reason. */
export const CWE_WITHOUT_CATEGORY: ReadonlyMap<number, string> = new Map([
  [119, 'Errors of memory management are not among the ten risks.'],
  [400, 'Exhaustion of resources is not among the ten risks.'],
  [406, 'Amplification of network traffic is not among the ten risks.'],
]);

const categoryOfCwe = new Map(OWASP_CATEGORIES.flatMap((category) => category.cwe.map((cwe) => [cwe, category])));

/**
 * The category of a finding by its CWE numbers: the one that most of them are in, and of several with equally many the one
 * that OWASP ranks first. The order of the numbers does not matter. Undefined when none of them is in a category.
 */
export function owaspCategoryOf(cwe: readonly number[]): OwaspCategory | undefined {
  const named = [...new Set(cwe)].map((number) => categoryOfCwe.get(CWE_KIN.get(number) ?? number));
  const votesFor = (category: OwaspCategory): number => named.filter((one) => one === category).length;
  const most = Math.max(0, ...OWASP_CATEGORIES.map(votesFor));
  return most === 0 ? undefined : OWASP_CATEGORIES.find((category) => votesFor(category) === most);
}
