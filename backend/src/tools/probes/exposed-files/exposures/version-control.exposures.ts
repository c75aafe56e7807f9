import { type Exposure, telling, usual } from '../exposure.js';

const git = { weakness: 'http.exposed.git', foundAt: '/.git/' } as const;
const svn = { weakness: 'http.exposed.svn', foundAt: '/.svn/' } as const;

export const VERSION_CONTROL_EXPOSURES: readonly Exposure[] = [
  ...telling({ ...git, proof: 'git-head' }, '/.git/HEAD'),
  ...telling({ ...git, proof: 'git-config' }, '/.git/config'),
  ...usual({ ...git, proof: 'git-index' }, '/.git/index'),
  ...telling({ ...svn, proof: 'svn-entries' }, '/.svn/entries'),
  ...telling({ ...svn, proof: 'sqlite' }, '/.svn/wc.db'),
  ...usual({ weakness: 'http.exposed.svn', proof: 'hg-requires', foundAt: '/.hg/' }, '/.hg/requires'),
];
