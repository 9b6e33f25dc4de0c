// Between the editor's HTML and plain text: what goes into the text part of a message, and back when somebody changes the mode.

const blocks = /^(?:ADDRESS|ARTICLE|BLOCKQUOTE|CENTER|DD|DIV|DL|DT|FIGURE|FOOTER|H[1-6]|HEADER|HR|LI|OL|P|PRE|SECTION|TABLE|TR|UL)$/;

/** The text of an element: quotes by ">", list items by "*" or their number, links with their address; `isWhole` keeps the empty lines before it. */
export function toText(root, isWhole = false) {
  // RFC 3676 4.3: the line before a signature keeps its space.
  return linesOf(root).map(line => line === '-- ' ? line : line.replace(/[ \t]+$/, '')).join('\n').replace(isWhole ? /\n+$/ : /^\n+|\n+$/g, '');
}

function linesOf(parent, inPre = false, isInline = false) {
  const lines = [];
  let line = null;
  const end = () => { if (line !== null) lines.push(line); line = null; };
  for (const node of parent.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) {
      const text = inPre ? node.data : node.data.replace(/[ \t\r\n]+/g, ' ');
      if (inPre) { const [first, ...rest] = text.split('\n'); line = (line ?? '') + first; for (const more of rest) { end(); line = more; } }
      else if (isInline || line) line = (line ?? '') + text;
      else if (text.trim()) line = text.trimStart();
      continue;
    }
    if (node.nodeType !== Node.ELEMENT_NODE) continue;
    if (node.tagName === 'BR') { lines.push(line ?? ''); line = null; continue; }
    if (!blocks.test(node.tagName)) {
      const inner = node.tagName === 'IMG' ? [node.alt ? `[${node.alt}]` : ''] : linesOf(node, inPre, true);
      if (node.tagName === 'A' && inner.length === 1) inner[0] = withAddress(inner[0], node);
      line = (line ?? '') + (inner[0] ?? '');
      for (const more of inner.slice(1)) { end(); line = more; }
      continue;
    }
    end();
    lines.push(...blockLines(node, inPre));
  }
  end();
  return lines;
}

function blockLines(node, inPre) {
  if (node.tagName === 'HR') return ['-- '.padEnd(40, '-')];
  const inner = linesOf(node, inPre || node.tagName === 'PRE');
  switch (node.tagName) {
    case 'DIV': if (isSignature(node)) return ['-- ', ...inner]; return inner.length ? inner : [''];
    case 'BLOCKQUOTE': return inner.map(line => line.startsWith('>') ? `>${line}` : `> ${line}`);
    case 'LI': {
      const list = node.parentElement;
      const mark = list?.tagName === 'OL' ? `${[...list.children].indexOf(node) + 1}. ` : '* ';
      return (inner.length ? inner : ['']).map((line, at) => at ? ' '.repeat(mark.length) + line : mark + line);
    }
    case 'P': return [...inner, ''];
    case 'TR': return [[...node.children].map(cell => linesOf(cell).join(' ')).join('\t')];
    default: return inner.length ? inner : [''];
  }
}

/** A signature, and the end of the text: what follows the separator counts as signed too. */
function isSignature(node) {
  if (!node.classList.contains('moz-signature') || node.closest('blockquote,.moz-forward-container')) return false;
  for (let at = node; at?.parentNode && !at.matches?.('[contenteditable]'); at = at.parentNode)
    for (let next = at.nextSibling; next; next = next.nextSibling) if (next.textContent.trim() || next.querySelector?.('img')) return false;
  return true;
}

function withAddress(text, link) {
  const address = link.getAttribute('href') ?? '';
  const shown = address.replace(/^mailto:|\/$/g, '');
  return !address || text.replace(/\/$/, '') === shown || `https://${text}` === shown || `http://${text}` === shown ? text : `${text} <${address}>`;
}

const escape = text => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/ {2}/g, ' &nbsp;');

/** Plain text as the editor's HTML: a block for each line, quotes by their depth. */
export function toHtml(text) {
  let html = '', depth = 0;
  for (const whole of text.split('\n')) {
    const marks = /^(?:> ?)*/.exec(whole)[0];
    const wanted = marks.replace(/ /g, '').length;
    for (; depth < wanted; depth++) html += '<blockquote>';
    for (; depth > wanted; depth--) html += '</blockquote>';
    html += `<div>${escape(whole.slice(marks.length)) || '<br>'}</div>`;
  }
  return html + '</blockquote>'.repeat(depth);
}

/** What the person wrote themselves: without quote, signature, pictures and the empty lines around it. */
export function toOwnHtml(html) {
  // Inert: nothing of it is loaded or run.
  const part = document.createElement('template');
  part.innerHTML = html;
  for (const other of part.content.querySelectorAll('blockquote,.moz-cite-prefix,.moz-forward-container,.moz-signature,img')) other.remove();
  const blocks = [...part.content.children];
  const isSeparator = block => block.textContent.trim() === '--';
  for (const after of blocks.slice(blocks.findIndex(isSeparator)).filter(() => blocks.some(isSeparator))) after.remove();
  const isEmpty = block => block && !block.textContent.trim();
  while (isEmpty(part.content.lastElementChild)) part.content.lastElementChild.remove();
  return part.innerHTML;
}
