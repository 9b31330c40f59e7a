#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// Node caches compiled files, which halves the start time.
enableCompileCache?.();
const { runCommandLine } = await import('./run-command-line.ts');
process.exitCode = await runCommandLine(process.argv.slice(2));
