// Files that are dropped on a composer, or beside it, or pasted into it.

const hasFiles = e => [...e.dataTransfer?.types ?? []].includes('Files');

/** `add` takes them, with the event if they were dropped; `element` is the composer's window. */
export function listenForFiles(element, add) {
  element.addEventListener('dragover', e => { if (hasFiles(e)) { e.preventDefault(); element.classList.add('drop'); } });
  element.addEventListener('dragleave', e => { if (!element.contains(e.relatedTarget)) element.classList.remove('drop'); });
  element.addEventListener('drop', e => {
    element.classList.remove('drop');
    if (!hasFiles(e)) return;
    e.preventDefault();
    e.stopPropagation();
    add([...e.dataTransfer.files], e);
  }, true);
  element.addEventListener('paste', e => {
    // Files that are no pictures, and pictures where no text can hold them, are attached.
    const files = [...e.clipboardData?.files ?? []];
    if (!files.length || e.target.closest?.('[data-testid=editor]') && files.every(file => file.type.startsWith('image/'))) return;
    e.preventDefault();
    e.stopPropagation();
    add(files);
  }, true);
}

/** Files that fall beside all composers are for the one in front, and must not take the page away; `inFront` gives it, `isWriting` whether there is any. */
export function listenBeside(inFront, isWriting) {
  for (const name of ['dragover', 'dragleave', 'drop']) document.addEventListener(name, e => {
    if (!hasFiles(e) || !isWriting()) return;
    const composer = inFront(), over = e.target.closest?.('.cw');
    if (name !== 'dragleave') e.preventDefault();
    if (over !== composer?.element) composer?.element.classList.toggle('drop', !over && (name === 'dragover' || name === 'dragleave' && !!e.relatedTarget));
    if (name === 'drop') composer?.files.add([...e.dataTransfer.files]);
  });
}
