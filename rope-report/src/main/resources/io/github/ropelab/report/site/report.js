(() => {
  'use strict';
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  all('.needs-script').forEach(element => { element.hidden = false; });

  // ---- Switches: a figure's own hide its series; those of all figures set the figures' own. ----
  const inputs = box => all('input[type=checkbox]', box);
  const state = box => {
    const on = inputs(box).filter(input => input.checked).length;
    box.querySelector('output').textContent = `${on} of ${inputs(box).length} shown`;
  };
  const apply = box => {
    const figure = document.getElementById(box.dataset.switches);
    const shown = new Map(inputs(box).map(input => [input.dataset.name, input.checked]));
    all('[data-series]', figure).forEach(group => group.classList.toggle('off', !shown.get(group.dataset.series)));
    state(box);
  };
  const everywhere = document.querySelector('[data-switches=all]');
  const own = all('.switches').filter(box => box !== everywhere);
  const parts = input => input.dataset.name.split(' = '); // strategies that share a line

  const spread = () => {
    const shown = new Map(inputs(everywhere).map(input => [input.dataset.name, input.checked]));
    own.forEach(box => {
      inputs(box).forEach(input => {
        const known = parts(input).filter(name => shown.has(name));
        if (known.length) input.checked = known.some(name => shown.get(name));
      });
      apply(box);
    });
    inputs(everywhere).forEach(input => { input.indeterminate = false; });
    state(everywhere);
  };
  const gather = () => {
    if (!everywhere) return;
    inputs(everywhere).forEach(input => {
      const alike = own.flatMap(inputs).filter(other => other.dataset.name === input.dataset.name);
      if (!alike.length) return;
      input.checked = alike.some(other => other.checked);
      input.indeterminate = input.checked && !alike.every(other => other.checked);
    });
    state(everywhere);
  };
  const changed = box => {
    if (box === everywhere) {
      spread();
    } else {
      apply(box);
      gather();
    }
  };
  all('.switches').forEach(box => {
    box.addEventListener('change', () => changed(box));
    all('button', box).forEach(button => button.addEventListener('click', () => {
      inputs(box).forEach(input => { input.checked = button.dataset.set === 'all'; });
      changed(box);
    }));
    state(box);
  });

  // ---- All results ----
  const results = JSON.parse(document.getElementById('results-data').textContent);
  const lines = Array.from({length: results.lines}, () => ({}));
  results.columns.forEach(column => lines.forEach((line, i) => {
    line[column.key] = column.numbers ? column.numbers[i] : column.values[column.at[i]];
  }));
  const texts = results.columns.filter(column => column.values);
  lines.forEach(line => { line.searched = texts.map(column => line[column.key]).join(' ').toLowerCase(); });

  const number = value => {
    if (value === null || value === undefined) return '–';
    if (Number.isInteger(value) && Math.abs(value) < 1e7) return String(value);
    const size = Math.abs(value);
    return size >= 1e-3 && size < 1e5 ? value.toPrecision(4) : value.toExponential(3);
  };
  // "> 0.1", "<= 3", "0.1..0.2" (ends included) or a number.
  const within = (wanted, value) => {
    const text = String(wanted).trim();
    if (text === '') return true;
    if (value === null || value === undefined) return false;
    const range = text.split('..');
    if (range.length === 2) return value >= Number(range[0]) && value <= Number(range[1]);
    const [, sign, rest] = /^(<=|>=|<|>|=)?\s*(.*)$/.exec(text);
    const bound = Number(rest);
    switch (sign) {
      case '<': return value < bound;
      case '<=': return value <= bound;
      case '>': return value > bound;
      case '>=': return value >= bound;
      default: return value === bound || number(value) === rest;
    }
  };

  const controls = document.getElementById('results-controls');
  const add = (tag, properties, parent = controls) => parent.appendChild(Object.assign(document.createElement(tag), properties));
  const labelled = (text, tag, properties) => add(tag, properties, add('label', {textContent: text}));
  const search = labelled('Search', 'input', {type: 'search', id: 'results-search'});
  const choices = results.columns
    .filter(column => ['data', 'strategy', 'metric', 'statistic', 'current_length', 'axis'].includes(column.key))
    .map(column => {
      const values = [...new Set(lines.map(line => line[column.key]))];
      if (column.numbers) values.sort((a, b) => a - b);
      const select = labelled(column.title, 'select', {id: `choose-${column.key}`});
      add('option', {value: '', textContent: 'all'}, select);
      values.forEach((value, i) => add('option', {value: String(i), textContent: value === '' ? '(none)' : value}, select));
      return {key: column.key, select, values};
    });
  const reset = add('button', {type: 'button', id: 'results-reset', textContent: 'Reset'});
  const count = add('output', {id: 'results-count'});
  count.setAttribute('aria-live', 'polite');
  const same = Object.entries(results.same).map(([name, value]) => `${name} ${value}`).join(', ');
  if (same) add('p', {className: 'same', textContent: `In all lines: ${same}.`});
  add('p', {className: 'same', textContent: 'Filters below the heads: a part of a text; for numbers "> 0.1", "<= 3", "0.1..0.2" or a number. A head sorts, by Enter too.'});

  const root = document.getElementById('results-table');
  const table = new Tabulator(root, {
    data: lines,
    layout: 'fitDataFill',
    pagination: true,
    paginationSize: 25,
    paginationSizeSelector: [10, 25, 100, 500],
    paginationButtonCount: 3,
    placeholder: 'No line fits the filters.',
    headerFilterLiveFilterDelay: 150,
    columnDefaults: {headerWordWrap: true, tooltip: true},
    columns: results.columns.map(column => ({
      title: column.title,
      field: column.key,
      hozAlign: column.numbers ? 'right' : 'left',
      sorter: column.numbers ? 'number' : 'string',
      sorterParams: {alignEmptyValues: 'bottom'},
      formatter: column.numbers ? cell => number(cell.getValue()) : 'plaintext',
      headerFilter: 'input',
      headerFilterFunc: column.numbers ? within : 'like',
      headerFilterParams: {elementAttributes: {'aria-label': `Filter ${column.title}`}},
    })),
  });
  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(word => word);
    const chosen = choices.filter(choice => choice.select.value !== '')
      .map(choice => [choice.key, choice.values[Number(choice.select.value)]]);
    table.setFilter(line => words.every(word => line.searched.includes(word))
      && chosen.every(([key, value]) => line[key] === value));
  };
  table.on('tableBuilt', () => {
    root.setAttribute('aria-labelledby', 'results-title');
    table.getColumns().forEach(column => {
      const title = column.getElement().querySelector('.tabulator-col-title');
      Object.assign(title, {tabIndex: 0});
      title.setAttribute('role', 'button');
      title.setAttribute('aria-label', `Sort by ${column.getDefinition().title}`);
      title.addEventListener('keydown', event => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        const sorted = table.getSorters().find(sorter => sorter.field === column.getField());
        table.setSort(column.getField(), sorted && sorted.dir === 'asc' ? 'desc' : 'asc');
      });
    });
    all('.tabulator-page-size', root).forEach(select => select.setAttribute('aria-label', 'Lines per page'));
    search.addEventListener('input', filter);
    choices.forEach(choice => choice.select.addEventListener('change', filter));
    reset.addEventListener('click', () => {
      reset.focus(); // a filter that loses the focus later would set its old text again
      search.value = '';
      choices.forEach(choice => { choice.select.value = ''; });
      table.clearHeaderFilter();
      filter();
    });
    count.textContent = `${results.lines} of ${results.lines} lines`;
    root.dataset.ready = 'true';
  });
  table.on('dataFiltered', (filters, rows) => { count.textContent = `${rows.length} of ${results.lines} lines`; });

  addEventListener('beforeprint', () => all('section > details').forEach(details => { details.open = true; }));
})();
