// SPDX-License-Identifier: Apache-2.0
// What others need for the same badges:  node peers.mjs SHARED SECONDS FILE...
//
// jsonld.js, rdf-canonize, @digitalbazaar/vc and its eddsa-rdfc-2022, warm, with
// contexts cached, no network.  One line a badge: microseconds of CPU for one
// verification from text, a tab, the file.  With 0 seconds it verifies once.
import {readFileSync} from 'node:fs';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';

const [shared, seconds, ...files] = process.argv.slice(2);
const folder = `${shared}/fixtures/contexts/`;
const json = path => JSON.parse(readFileSync(path, 'utf8'));
const index = json(`${folder}index.json`);
const documents = new Map();
for(const [address, {file}] of Object.entries(index.contexts)) {
  documents.set(address, json(folder + file));
}

// The key stands in the fragment of its own address.
function know({issuer, proof}) {
  const [{verificationMethod: id}] = [proof].flat();
  const controller = issuer.id ?? issuer;
  const method = {
    '@context': 'https://w3id.org/security/multikey/v1', id, type: 'Multikey',
    controller, publicKeyMultibase: id.split('#')[1]
  };
  documents.set(id, method);
  documents.set(controller, {
    '@context': 'https://www.w3.org/ns/cid/v1', id: controller,
    verificationMethod: [method], assertionMethod: [id]
  });
}

async function documentLoader(url) {
  if(!documents.has(url)) {
    throw new Error(`no document ${url}`);
  }
  return {document: documents.get(url), documentUrl: url, contextUrl: null};
}

const suite = new DataIntegrityProof({cryptosuite});
const checkStatus = async () => ({verified: true}); // of none: not in the race

async function verify(text) {
  const {verified, error} = await vc.verifyCredential(
    {credential: JSON.parse(text), suite, documentLoader, checkStatus});
  if(!verified) {
    throw error;
  }
}

async function time(text, seconds) {
  const start = process.cpuUsage();
  let count = 0, took;
  do {
    await verify(text);
    count++;
    const {user, system} = process.cpuUsage(start);
    took = user + system;
  } while(took < seconds * 1e6);
  return took / count;
}

for(const file of files) {
  const text = readFileSync(file, 'utf8');
  know(JSON.parse(text));
  if(Number(seconds) > 0) {
    await time(text, Number(seconds)); // warm
  }
  console.log(`${(await time(text, Number(seconds))).toFixed(1)}\t${file}`);
}
