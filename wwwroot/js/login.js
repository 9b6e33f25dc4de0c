// Shows the password. Without script the button stays hidden.
const button = document.querySelector('[data-show-password]');
const input = document.getElementById('password');
button.hidden = false;
button.addEventListener('click', () => {
  const shown = input.type === 'password';
  input.type = shown ? 'text' : 'password';
  button.setAttribute('aria-pressed', String(shown));
  input.focus();
});
// A password that is shown would stay in the browser's form history.
input.form.addEventListener('submit', () => { input.type = 'password'; });
