// Sets the colour scheme before the first paint: the console itself comes too late and would flash.
const chosen = globalThis.localStorage.getItem('parallax.theme');
if (chosen === 'light' || chosen === 'dark') globalThis.document.documentElement.dataset.theme = chosen;
