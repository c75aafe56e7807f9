// Jest transformer: TypeScript -> CommonJS, and ES-module-only dependencies -> CommonJS.
// Jest cannot require() ES modules before Node 24.9; CommonJS dependencies pass through untouched.
const { createHash } = require('node:crypto');
const { existsSync, readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { transformSync, version } = require('@swc/core');

const moduleTypes = new Map();

function isModuleFolder(folder) {
  const known = moduleTypes.get(folder);
  if (known !== undefined) return known;
  const manifest = join(folder, 'package.json');
  const parent = dirname(folder);
  const answer = existsSync(manifest)
    ? JSON.parse(readFileSync(manifest, 'utf8')).type === 'module'
    : parent !== folder && isModuleFolder(parent);
  moduleTypes.set(folder, answer);
  return answer;
}

function isEsModule(file) {
  if (file.endsWith('.mjs')) return true;
  if (file.endsWith('.cjs')) return false;
  return isModuleFolder(dirname(file));
}

function optionsFor(file, typescript) {
  return {
    filename: file,
    swcrc: false,
    configFile: false,
    sourceMaps: typescript ? 'inline' : false,
    jsc: {
      target: 'es2022',
      keepClassNames: true,
      parser: typescript ? { syntax: 'typescript', decorators: true } : { syntax: 'ecmascript' },
      transform: typescript
        ? { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false, hidden: { jest: true } }
        : {},
    },
    module: { type: 'commonjs' },
  };
}

module.exports = {
  process(source, file) {
    const typescript = file.endsWith('.ts') && !file.endsWith('.d.ts');
    if (!typescript && !isEsModule(file)) return { code: source };
    // Tests run as CommonJS, which has no import.meta: the two fields that our code uses have exact twins.
    const twin = source.replaceAll('import.meta.dirname', '__dirname').replaceAll('import.meta.filename', '__filename');
    return { code: transformSync(twin, optionsFor(file, typescript)).code };
  },
  getCacheKey(source, file, { configString, instrument }) {
    return createHash('sha1')
      .update([version, source, file, configString, String(instrument), readFileSync(__filename)].join('\0'))
      .digest('hex');
  },
};
