export { integration as default } from './jest.config.mjs';
