/** Oldest and newest supported Node.js: name → path of the binary. */
export declare const nodeBinaries: Readonly<Record<string, string>>;
