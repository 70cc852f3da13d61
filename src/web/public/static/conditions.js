// Hides the fields of a form that are asked only under a condition, until it holds. Without this script all of them stand there, each
// with its condition in words, and the server ignores what was typed into those that were not asked.
// An element with data-when holds a JSON list of conditions about other fields: {field, isOneOf, isNoneOf, atLeast, atMost}.
(() => {
  const asked = [...document.querySelectorAll('[data-when]')];
  const form = asked[0]?.closest('form');
  if (!form) return;

  function answersTo(name) {
    const fields = [...form.elements].filter((field) => field.name === name || field.name === `answers.${name}`);
    return fields
      .filter((field) => (field.type !== 'radio' && field.type !== 'checkbox') || field.checked)
      .filter((field) => !field.closest('[hidden]'))
      .map((field) => field.value.trim())
      .filter((value) => value !== '');
  }

  // As the server reads it: a separator before exactly three digits groups them.
  function numberIn(text) {
    const plain = text.replace(/[\s\u00A0\u202F'’]/g, '');
    if (/^-?\d{1,3}(,\d{3})+(\.\d{1,2})?$/.test(plain)) return Number(plain.replaceAll(',', ''));
    if (/^-?\d{1,3}(\.\d{3})+(,\d{1,2})?$/.test(plain)) return Number(plain.replaceAll('.', '').replace(',', '.'));
    return Number(plain.replace(',', '.'));
  }

  function holds({ field, isOneOf, isNoneOf, atLeast, atMost }) {
    // Whether this is the first term the server knows; such a field stays as it is.
    if (field === 'kind' || field === 'year') return true;
    const given = answersTo(field);
    if (given.length === 0) return false;
    if (isOneOf && !given.some((value) => isOneOf.includes(value))) return false;
    if (isNoneOf && given.some((value) => isNoneOf.includes(value))) return false;
    if (atLeast === undefined && atMost === undefined) return true;
    const number = numberIn(given[0]);
    return number >= (atLeast ?? -Infinity) && number <= (atMost ?? Infinity);
  }

  function show() {
    for (const element of asked) element.hidden = !JSON.parse(element.dataset.when).every(holds);
  }

  form.addEventListener('input', show);
  form.addEventListener('change', show);
  addEventListener('pageshow', show);
  show();
})();
