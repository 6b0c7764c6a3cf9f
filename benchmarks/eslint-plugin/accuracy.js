// Compares what a linter reports with what the labels say.

/** True and false alarms and misses of one tool for one rule; `details` names them. */
export function score(packages, rule, reportsOf) {
  const result = { found: 0, missed: [], falseAlarms: [] };
  for (const { name, labels, folder } of packages) {
    const files = new Set(labels.map(({ file }) => file));
    const mine = labels.filter((label) => label.rule === rule);
    const reports = reportsOf(folder, [...files]).map(({ file, line }) => `${file}:${line}`);
    const explained = new Set();
    for (const { file, lines, verdict } of mine) {
      const places = lines.map((line) => `${file}:${line}`);
      const hit = places.some((place) => reports.includes(place));
      if (verdict !== 'fine') for (const place of places) explained.add(place);
      if (verdict === 'bad' && hit) result.found++;
      if (verdict === 'bad' && !hit) result.missed.push(`${name} ${places.join(' or ')}`);
    }
    for (const place of new Set(reports)) {
      if (!explained.has(place)) result.falseAlarms.push(`${name} ${place}`);
    }
  }
  const reported = result.found + result.falseAlarms.length;
  const wanted = result.found + result.missed.length;
  return { ...result, precision: reported === 0 ? Number.NaN : result.found / reported, recall: wanted === 0 ? Number.NaN : result.found / wanted };
}
