// Precision and recall of the three main rules and of their peers; then the time that the whole plugin takes.
import { score } from './accuracy.js';
import { packagesOf } from './corpus.js';
import { strangersCorpus } from './strangers.js';
import { reportsOf, RULES } from './tools.js';
import { writtenCorpus } from './written.js';

const detailed = process.env.BENCH_DETAILS !== undefined;
const corpora = { written: writtenCorpus(), strangers: strangersCorpus(), seen: packagesOf('seen'), 'held-out': packagesOf('held-out'), third: packagesOf('third'), fourth: packagesOf('fourth') };

for (const [rule, tools] of Object.entries(RULES)) {
  for (const [name, packages] of Object.entries(corpora)) {
    const labels = packages.flatMap((one) => one.labels).filter((label) => label.rule === rule && label.lines[0] > 0);
    console.log(`\neslint-plugin: ${rule}, ${name} corpus: ${labels.filter(({ verdict }) => verdict === 'bad').length} of ${labels.length} places are bad`);
    for (const [tool, rules] of Object.entries(tools)) {
      const { found, missed, falseAlarms, precision, recall } = score(packages, rule, (folder, files) => reportsOf(tool, rules, folder, files));
      console.log(`  ${tool.padEnd(12)}precision ${precision.toFixed(2)}   recall ${recall.toFixed(2)}   found ${found}, missed ${missed.length}, false alarms ${falseAlarms.length}`);
      if (detailed && tool === 'childproof') for (const [kind, places] of [['missed', missed], ['false alarm', falseAlarms]]) for (const place of places) console.log(`    ${kind}: ${place}`);
    }
  }
}

export const benchmarks = [
  { name: 'time to lint every file of the packages, which were chosen because they start processes', rounds: 1, cases: ['recommended', 'strict'] },
  { name: 'time to lint every file of well-known packages', rounds: 1, cases: ['ordinary-recommended', 'ordinary-strict'] },
];
