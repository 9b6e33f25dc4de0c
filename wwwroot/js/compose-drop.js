// Files that are dropped on a composer or pasted into it.

/** `add` takes them, with the event if they were dropped; `element` is the composer's window. */
export function listenForFiles(element, add) {
  const hasFiles = e => [...e.dataTransfer?.types ?? []].includes('Files');
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
