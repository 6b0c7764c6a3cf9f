/** A heap snapshot, as far as sizes and constructors are concerned. */
export interface SnapshotGraph {
  readonly nodeCount: number;
  /** By node: index into `names`. */
  readonly constructors: Uint32Array;
  readonly names: readonly string[];
  /** By node: what V8 calls it in each snapshot of the process. */
  readonly ids: Float64Array;
  readonly selfSizes: Float64Array;
  /** By node: where its edges begin in `targets`; one more at the end. */
  readonly firstEdges: Uint32Array;
  /** By edge: the node that it leads to; weak edges are left out. */
  readonly targets: Uint32Array;
}

export interface SnapshotMeta {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[];
      readonly node_types: readonly (readonly string[] | string)[];
      readonly edge_fields: readonly string[];
      readonly edge_types: readonly (readonly string[] | string)[];
    };
    readonly node_count: number;
    readonly edge_count: number;
  };
}
