// One declaration for both builds: a ProcessError of the ESM build is then a ProcessError of the CommonJS build to the compiler too.
export * from './dist/index.cjs';
