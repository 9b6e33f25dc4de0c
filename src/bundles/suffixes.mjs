// Prints the list of public suffixes as tldts carries it, one rule a line, in ASCII: SiteName reads it.
import { domainToASCII } from 'node:url';
import { edgeChild, edgeLength, edgeStart, exceptionsRoot, labelText, nodeFlags, rulesRoot } from 'tldts/dist/es6/src/data/trie.js';

const starts = [0];
for (const length of edgeLength) starts.push(starts.at(-1) + length);
const rules = new Set();

function collect(node, below, mark) {
  for (let edge = edgeStart[node]; edge < edgeStart[node + 1]; edge++) {
    const label = labelText.slice(starts[edge], starts[edge + 1]);
    const name = (label === '*' ? label : domainToASCII(label)) + (below && `.${below}`);
    if (nodeFlags[edgeChild[edge]]) rules.add(mark + name);
    collect(edgeChild[edge], name, mark);
  }
}

collect(rulesRoot, '', '');
collect(exceptionsRoot, '', '!');
process.stdout.write(`// The list of public suffixes, from tldts ${process.argv[2]}. It is subject to the terms of the Mozilla Public License, v. 2.0:
// https://mozilla.org/MPL/2.0/. A rule of one label is not here: it says what holds without any.
${[...rules].filter(rule => rule.includes('.')).sort().join('\n')}
`);
