import { ByteReader } from './byte-reader.js';
import type { SnapshotGraph, SnapshotMeta } from './snapshot-graph.js';

/** Names of objects are their constructors, those of closures their functions; of everything else the kind says more. */
const NAMED = new Set(['object', 'native', 'object shape', 'closure']);

/** Reads a file that V8 has written; memory is needed for numbers, not for its text. */
export function readSnapshot(path: string): Promise<SnapshotGraph> {
  return ByteReader.use(path, async (reader) => {
    const { snapshot } = JSON.parse(`${(await reader.until('"nodes":[')).trimEnd().replace(/,$/, '')}}`) as SnapshotMeta;
    const { meta, node_count: nodeCount, edge_count: edgeCount } = snapshot;
    const nodes = await readNodes(reader, meta, nodeCount);
    await reader.until('"edges":[');
    const { targets, firstEdges } = await readEdges(reader, meta, nodes.edgeCounts, edgeCount);
    await reader.until('"strings":[');
    const { constructors, names } = await readNames(reader, nodes, meta.node_types[0] as readonly string[]);
    return { nodeCount, constructors, names, ids: nodes.ids, selfSizes: nodes.selfSizes, firstEdges, targets };
  });
}

interface Nodes {
  readonly types: Uint8Array;
  readonly nameIndices: Uint32Array;
  readonly ids: Float64Array;
  readonly selfSizes: Float64Array;
  readonly edgeCounts: Uint32Array;
}

async function readNodes(reader: ByteReader, { node_fields: fields }: SnapshotMeta['snapshot']['meta'], count: number): Promise<Nodes> {
  const nodes = { types: new Uint8Array(count), nameIndices: new Uint32Array(count), ids: new Float64Array(count), selfSizes: new Float64Array(count), edgeCounts: new Uint32Array(count) };
  const columns = fields.map((field) => ({ type: nodes.types, name: nodes.nameIndices, id: nodes.ids, self_size: nodes.selfSizes, edge_count: nodes.edgeCounts })[field]);
  let node = 0;
  let column = 0;
  await reader.numbers((value) => {
    const into = columns[column];
    if (into !== undefined) into[node] = value;
    if (++column === columns.length) {
      column = 0;
      node++;
    }
  });
  return nodes;
}

async function readEdges(reader: ByteReader, meta: SnapshotMeta['snapshot']['meta'], edgeCounts: Uint32Array, edgeCount: number): Promise<Pick<SnapshotGraph, 'firstEdges' | 'targets'>> {
  const targets = new Uint32Array(edgeCount);
  const firstEdges = new Uint32Array(edgeCounts.length + 1);
  const width = meta.edge_fields.length;
  const typeColumn = meta.edge_fields.indexOf('type');
  const toColumn = meta.edge_fields.indexOf('to_node');
  const weak = (meta.edge_types[0] as readonly string[]).indexOf('weak');
  const nodeWidth = meta.node_fields.length;
  let kept = 0;
  let node = 0;
  let edgesLeft = edgeCounts[0] ?? 0;
  let column = 0;
  let type = 0;
  let to = 0;
  await reader.numbers((value) => {
    if (column === typeColumn) type = value;
    else if (column === toColumn) to = value;
    if (++column < width) return;
    column = 0;
    while (edgesLeft === 0) {
      firstEdges[++node] = kept;
      edgesLeft = edgeCounts[node]!;
    }
    edgesLeft--;
    if (type !== weak) targets[kept++] = to / nodeWidth;
  });
  while (node < edgeCounts.length) firstEdges[++node] = kept;
  return { targets: targets.subarray(0, kept), firstEdges };
}

async function readNames(reader: ByteReader, { types, nameIndices }: Nodes, typeNames: readonly string[]): Promise<Pick<SnapshotGraph, 'constructors' | 'names'>> {
  const isNamed = typeNames.map((name) => NAMED.has(name));
  const closure = typeNames.indexOf('closure');
  const names: string[] = typeNames.map((name) => `(${name})`);
  // By string, the place in `names` of what is called so, and of functions that are.
  const ofObjects = new Map<number, number>();
  const ofClosures = new Map<number, number>();
  const constructors = new Uint32Array(types.length);
  for (let node = 0; node < types.length; node++) {
    if (isNamed[types[node]!] !== true) {
      constructors[node] = types[node]!;
      continue;
    }
    const index = nameIndices[node]!;
    const positions = types[node] === closure ? ofClosures : ofObjects;
    let position = positions.get(index);
    if (position === undefined) positions.set(index, (position = names.push('') - 1));
    constructors[node] = position;
  }
  await reader.strings((index) => ofObjects.has(index) || ofClosures.has(index), (value, index) => {
    if (ofObjects.has(index)) names[ofObjects.get(index)!] = value;
    if (ofClosures.has(index)) names[ofClosures.get(index)!] = `(closure) ${value}`.trim();
  });
  return { constructors, names };
}
