// The built server as it is, with the scripted tools of SCRIPTED_TOOLS (JSON, see script-of-tool.ts) in place of its own.
const dist = new URL('../../../dist/backend/', import.meta.url);
const { TOOLS } = await import(new URL('tools/tool-registry.js', dist).href);
const { LineSplitter } = await import(new URL('platform/process/line-splitter.js', dist).href);

/** `see <weakness> [discriminator]`: an observation. `done`: everything was checked. All else is noise. */
function parser({ endpoint }) {
  const lines = { stdout: new LineSplitter(), stderr: new LineSplitter(), report: new LineSplitter() };
  let verdict = { outcome: 'failed', reason: 'it stopped in the middle' };
  return {
    *write(stream, text) {
      for (const line of lines[stream].push(text)) {
        if (line === 'done') verdict = { outcome: 'succeeded' };
        if (!line.startsWith('see ')) continue;
        const [, weakness, discriminator = ''] = line.split(' ');
        const observation = { weakness, rule: 'scripted', endpoint, discriminator, evidence: line };
        yield { type: 'observation', observation };
      }
    },
    end() {
      const status = verdict.outcome === 'succeeded' ? 'ran' : 'failed';
      const coverage = [{ family: 'net.services', endpoint, status, reason: 'scripted' }];
      return { events: [], verdict: { ...verdict, coverage } };
    },
  };
}

function scriptedTool({ id, argv: [program, ...args], parsed, timeLimitSeconds, idleLimitSeconds, versionArgv }) {
  const settings = { timeLimitSeconds, expectedSeconds: 1 };
  return {
    kind: 'external',
    manifest: {
      id,
      name: `Scripted ${id}`,
      description: 'A tool of the tests.',
      subject: 'host',
      discovers: false,
      families: ['net.services'],
      profiles: { quick: settings, standard: settings, deep: settings },
      byDefault: true,
    },
    version: { argv: versionArgv, parse: (output) => /version ([\d.]+)/.exec(output)?.[1] },
    install: { other: 'see its site' },
    command: (_, { report }) => ({
      program,
      args: args.map((arg) => arg.replaceAll('{report}', report)),
      parsed,
      ...(idleLimitSeconds === undefined ? {} : { idleLimitSeconds }),
    }),
    parser,
  };
}

TOOLS.splice(0, TOOLS.length, ...JSON.parse(process.env.SCRIPTED_TOOLS).map(scriptedTool));
await import(new URL('main.js', dist).href);
