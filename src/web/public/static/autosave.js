// Keeps the draft of a form while it is filled in. Without this script the form works as well; its "save" button does the same.
// A form with data-autosave="<address>" is posted there (with its fields, marked autosave=yes) two seconds after the last change.
(() => {
  const form = document.querySelector('form[data-autosave]');
  if (!form) return;
  const status = form.querySelector('[data-autosave-status]');
  // The page has the words in its language.
  const say = (words) => {
    if (status && words) status.textContent = words;
  };
  const time = () =>
    new Date().toLocaleTimeString(document.documentElement.lang, {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  let timer = 0;
  let sending = false;
  let saved = fields();
  let left = false;

  function fields() {
    const data = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') data.append(name, value);
    data.set('autosave', 'yes');
    return data.toString();
  }

  async function save() {
    const now = fields();
    if (now === saved || left) return;
    if (sending) return later();
    sending = true;
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: 'POST',
        body: now,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        credentials: 'same-origin',
      });
      if (!answer.ok) throw new Error(String(answer.status));
      saved = now;
      take(await answer.json().catch(() => ({})));
      say(status?.dataset.saved?.replace('{time}', time()));
    } catch {
      say(status?.dataset.notSaved);
      later(15000);
    } finally {
      sending = false;
    }
  }

  // The server may name hidden fields to fill (the key of a draft that it has just made) and the address to come back to.
  function take({ fields: given = {}, address }) {
    const unchanged = fields() === saved;
    for (const [name, value] of Object.entries(given)) {
      const field = form.elements.namedItem(name);
      if (field instanceof HTMLInputElement && field.type === 'hidden') field.value = value;
    }
    if (address) history.replaceState(null, '', address);
    if (unchanged) saved = fields();
  }

  function later(wait = 2000) {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  }

  form.addEventListener('input', () => later());
  form.addEventListener('change', () => later());
  form.addEventListener('submit', () => {
    left = true;
    clearTimeout(timer);
  });
  // A page brought back by the browser's "back" is live again.
  addEventListener('pageshow', () => {
    left = false;
  });
  addEventListener('beforeunload', (event) => {
    if (!left && fields() !== saved) event.preventDefault();
  });
})();
