// Plain old JavaScript: it has to run on the very Node versions it turns away.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    `마음지기 needs Node 24 or newer, and this is ${process.version} (${process.execPath}).\n` +
      'Run "npm ci" here: it brings Node 24 along for every npm script. If you left optional packages out\n' +
      '(--omit=optional) or install scripts off (--ignore-scripts), install Node 24 from https://nodejs.org first.',
  );
  process.exit(1);
}
