// What a window says of its draft: that it is being saved, is saved, or could not be.
export class DraftState {
  constructor(element) { this.element = element; }

  /** Shows a state, in words; `rest` of them only where there is room. */
  show(state, text, rest) {
    this.element.dataset.state = state;
    this.element.querySelector('[data-slot=text]').textContent = text;
    this.element.querySelector('[data-slot=rest]').textContent = rest;
    this.element.title = text + rest;
  }

  /** More is written by now, as in a draft that was never saved. The words stay: they tell when it was saved. */
  goOn() { if (this.element.dataset.state === 'saved') delete this.element.dataset.state; }
}
