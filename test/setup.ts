import fc from 'fast-check';

// The same cases at every run, so that a red test is a change of the code; bench/properties.ts goes looking with other seeds.
fc.configureGlobal({ seed: 20160227 });
