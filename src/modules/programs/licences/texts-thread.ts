import { parentPort } from 'node:worker_threads';
import { spdxTexts } from './texts.ts';

parentPort?.postMessage(spdxTexts());
