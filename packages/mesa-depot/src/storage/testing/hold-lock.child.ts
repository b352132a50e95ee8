import { writeSync } from 'node:fs';
import { openEmbeddedStorage } from '../embedded/open-embedded-storage.js';

/* A process that opens the data folder it is given, says so, and stays until it is killed. */
await openEmbeddedStorage({ folder: process.argv[2] as string });
writeSync(1, 'open\n');
setInterval(() => {}, 60_000);
