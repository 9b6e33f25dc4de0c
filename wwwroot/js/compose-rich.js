// The composer's editor in the settings, for a text that is kept. Its pictures are in the text itself.
import { Editor } from './compose-editor.js';
import { say, size } from './compose-words.js';

/** Octets of one picture: a logo. A larger one would go out with every message. */
const largestPicture = 64 * 1024;

/** Starts an editor in `box` with a text; `hasPictures` says whether it may hold pictures. */
export async function open(box, html, hasPictures) {
  const pictures = new Map(), fault = box.querySelector('[data-slot=fault]');
  const take = source => { const id = `${pictures.size}@kept`; pictures.set(id, source); return id; };
  const complain = text => { fault.textContent = text; fault.hidden = !text; };
  const editor = new Editor(box, {
    pictures: id => pictures.get(id),
    takePicture: source => take(source),
    onChange: () => complain(''),
    onPictures: files => {
      for (const file of files) {
        if (!hasPictures) complain(say('PicturesNotKept'));
        else if (file.size > largestPicture) complain(say('TooLarge', size(largestPicture)));
        else {
          const reader = new FileReader();
          reader.addEventListener('load', () => editor.insertPicture(take(reader.result), file.name));
          reader.readAsDataURL(file);
        }
      }
    },
  });
  await editor.show(html, '');
  box.querySelector('[role=textbox]').removeAttribute('aria-busy');
  return {
    octets() {
      // Inert: nothing of it is loaded.
      const part = document.createElement('template');
      part.innerHTML = editor.html() ?? '';
      for (const picture of part.content.querySelectorAll('img')) {
        const source = pictures.get(picture.getAttribute('src')?.replace(/^cid:/, ''));
        if (source && hasPictures) picture.src = source; else picture.remove();
      }
      return new TextEncoder().encode(part.innerHTML);
    },
    destroy() { editor.destroy(); },
  };
}
