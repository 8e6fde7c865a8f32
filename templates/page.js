'use strict';

/*
 * The filter of the system trace. The page is whole without it: this script reads the table,
 * hides rows, and keeps the choices in the address behind "#trace?", so that a link shows the
 * same view. Nothing is built from text of the data.
 */
(function () {
  var form = document.getElementById('filter');
  var table = document.querySelector('.trace');

  /* A scrolling box needs the keyboard's focus; one that does not scroll only costs a stop. */
  function tendScrollers() {
    document.querySelectorAll('.scroll').forEach(function (box) {
      if (box.scrollWidth > box.clientWidth) {
        box.tabIndex = 0;
        box.setAttribute('role', 'region');
      } else {
        box.removeAttribute('tabindex');
        box.removeAttribute('role');
      }
    });
  }
  tendScrollers();
  window.addEventListener('resize', tendScrollers);

  if (!form || !table) {
    return;
  }

  var fields = ['q', 'by', 'status', 'slot', 'tag', 'flip'];
  var result = form.querySelector('output');

  /* What the filter asks of one case, read off its rows once. */
  function readCase(body) {
    var head = body.rows[0];
    var columns = [];
    for (var c = 1; c < head.cells.length; c++) {
      columns.push({ status: head.cells[c].className, wrong: {} });
    }
    for (var r = 1; r < body.rows.length; r++) {
      var row = body.rows[r];
      for (c = 0; c < columns.length && row.cells.length > 2; c++) {
        if (row.cells[c + 2].className === 'wrong') {
          columns[c].wrong[row.cells[0].textContent] = true;
        }
      }
    }
    var flip = head.querySelector('b');
    return {
      body: body,
      columns: columns,
      text: body.textContent.toLowerCase(),
      tags: Array.from(head.querySelectorAll('i'), function (tag) { return tag.textContent; }),
      flip: flip ? flip.className : ''
    };
  }

  var cases = Array.from(table.tBodies, readCase);

  function matches(each, want, by) {
    var column = each.columns[by];
    return want.q.toLowerCase().split(/\s+/).every(function (word) { return each.text.includes(word); }) &&
      (!want.status || column.status === want.status) &&
      (!want.slot || column.wrong[want.slot] === true) &&
      (!want.tag || each.tags.includes(want.tag)) &&
      (!want.flip || each.flip === want.flip);
  }

  function apply() {
    var want = {};
    fields.forEach(function (name) { want[name] = form.elements[name].value; });
    var by = Math.max(form.elements.by.selectedIndex, 0);
    var shown = 0;
    cases.forEach(function (each) {
      var hit = matches(each, want, by);
      each.body.hidden = !hit;
      shown += hit;
    });
    result.textContent = shown + ' of ' + cases.length + (cases.length === 1 ? ' case' : ' cases');
  }

  /* "#trace?status=wrong&slot=genres"; what is at its default is left out. */
  function remember() {
    var state = new URLSearchParams();
    fields.forEach(function (name) {
      var field = form.elements[name];
      if (field.selectedIndex !== 0 && field.value) {
        state.set(name, field.value);
      }
    });
    var text = state.toString();
    history.replaceState(null, '', '#trace' + (text ? '?' + text : ''));
  }

  /* Follows the address: a filter behind "#trace?", or a case, which is shown and opened. */
  function recall() {
    var parts = location.hash.slice(1).split('?');
    if (parts[0] === 'trace' && parts.length > 1) {
      var state = new URLSearchParams(parts[1]);
      form.reset();
      fields.forEach(function (name) {
        if (state.has(name)) {
          form.elements[name].value = state.get(name);
        }
        if (form.elements[name].selectedIndex === -1) {
          form.elements[name].selectedIndex = 0;
        }
      });
      apply();
      document.getElementById('trace').scrollIntoView();
      return;
    }
    var target = document.getElementById(decodeURIComponent(parts[0]));
    if (target && target.parentNode === table) {
      if (target.hidden) {
        form.reset();
        apply();
      }
      target.querySelector('details').open = true;
      target.scrollIntoView({ block: 'center' });
    }
  }

  form.addEventListener('input', function () { apply(); remember(); });
  form.addEventListener('reset', function () { setTimeout(function () { apply(); remember(); }); });
  form.addEventListener('submit', function (event) { event.preventDefault(); });
  window.addEventListener('hashchange', recall);

  form.hidden = false;
  apply();
  recall();
}());
