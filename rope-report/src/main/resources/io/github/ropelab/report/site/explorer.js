"use strict";
(() => {
  // From the page: what the initial state is and which colours and dashes curves have.
  const given = JSON.parse(document.getElementById("initial").textContent);
  const POINTS = 300;
  const MOST_STRATEGIES = given.colors.length;
  const byId = (id) => document.getElementById(id);
  const copyOf = (value) => JSON.parse(JSON.stringify(value));
  const wide = matchMedia("(min-width: 62rem)");
  const darkness = matchMedia("(prefers-color-scheme: dark)");
  let state;
  let answer = null;
  let charts = [];
  let catalogue = [];

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key === "text") made.textContent = value;
      else if (value !== null && value !== false) made.setAttribute(key, value === true ? "" : value);
    }
    made.append(...children);
    return made;
  };
  const digits = (value) => {
    if (value === null || value === undefined || !Number.isFinite(value)) return "–";
    const size = Math.abs(value);
    return size !== 0 && (size < 1e-4 || size >= 1e9) ? value.toExponential(3) : String(Number(value.toPrecision(6)));
  };
  const tokens = (value) => {
    if (value === null || value === undefined) return "";
    for (const [unit, suffix] of [[1 << 20, "M"], [1 << 10, "k"]]) {
      if (value >= unit && value % (unit / 4) === 0) return value / unit + suffix;
    }
    return value >= 10000 ? value.toLocaleString("en") : digits(value);
  };

  // The state in the address.
  const restored = () => {
    if (location.hash.length < 2) return copyOf(given.state);
    try {
      const read = JSON.parse(decodeURIComponent(location.hash.slice(1)));
      if (!Array.isArray(read.strategies) || read.strategies.some((one) => !one || typeof one.block !== "object" || one.block === null)) {
        throw new Error("no strategies");
      }
      return { ...copyOf(given.state), ...read, strategies: read.strategies.slice(0, MOST_STRATEGIES) };
    } catch (e) {
      byId("status").textContent = "The address holds no state of this page; the initial one is shown.";
      return copyOf(given.state);
    }
  };
  const remember = () => history.replaceState(null, "", "#" + encodeURIComponent(JSON.stringify(state)));

  // Texts that the toolkit reads.
  const spec = (block) => {
    if (block.inner && typeof block.inner === "object") return block.rope_type + "(" + spec(block.inner) + ")";
    if (block.rope_type === "combined" && Array.isArray(block.parts)) return block.parts.map(spec).join("+");
    const entries = Object.entries(block).filter(([key]) => key !== "rope_type");
    const value = (v) => (Array.isArray(v) ? "[" + v.map(value).join(",") + "]" : String(v));
    return block.rope_type + (entries.length ? ":" + entries.map(([k, v]) => k + "=" + value(v)).join(",") : "");
  };
  const quoted = (text) => (/^[\w.:,=+-]+$/.test(text) ? text : "'" + text.replaceAll("'", "'\\''") + "'");
  const command = (block) =>
    "./rope explain --strategy " + quoted(spec(block)) + " --head-dim " + state.head_dim + " --rotary-dim " + state.rotary_dim +
    " --base " + state.base + " --trained-length " + state.trained_length + " --target-length " + state.target_length +
    " --seq-len " + state.seq_len;
  const shortened = (text) => (text.length > 48 ? text.slice(0, 47) + "…" : text);
  const names = () => {
    const all = state.strategies.map((one) => shortened(spec(one.block)));
    return all.map((name, i) => (all.indexOf(name) === i ? name : name + " #" + (i + 1)));
  };

  // Colours and dashes by place.
  const color = (i) => (darkness.matches ? given.dark : given.colors)[i % MOST_STRATEGIES];
  const LINE = 2;
  const dash = (i) => given.dashes[i % given.dashes.length].map((length) => length * LINE);

  // Inputs.
  const slider = (label, scale, apply) => {
    const range = element("input", { type: "range", min: scale.min, max: scale.max, step: scale.step, "aria-label": label + ", slider" });
    range.addEventListener("input", () => apply(scale.value(Number(range.value))));
    return range;
  };
  const LENGTH = { min: 4, max: 22, step: 0.125, value: (x) => Math.round(2 ** x), at: (v) => Math.log2(v) };
  const SETUP = [
    { key: "base", label: "θ base", help: "above 1", scale: { min: 2, max: 9, step: 0.05, value: (x) => Number((10 ** x).toPrecision(3)), at: (v) => Math.log10(v) } },
    { key: "head_dim", label: "Head dim", help: "components of a query or key", scale: { min: 8, max: 512, step: 8, value: (x) => x, at: (v) => v } },
    { key: "rotary_dim", label: "Rotary dim", help: "components that rotate: even, at most the head dim", scale: { min: 2, max: 512, step: 2, value: (x) => x, at: (v) => v } },
    { key: "trained_length", label: "Trained length", help: "tokens the model was trained at", scale: LENGTH },
    { key: "target_length", label: "Target length", help: "tokens the strategy is made for", scale: LENGTH },
    { key: "seq_len", label: "Current length", help: "tokens of the sequence at hand; the last one is the query", scale: LENGTH },
    { key: "pair", label: "Pair shown", help: "whose effective distances are drawn, from 0", scale: { min: 0, max: 255, step: 1, value: (x) => x, at: (v) => v } },
  ];
  const setupInputs = new Map();
  const setSetup = (key, value) => {
    const before = copyOf(state);
    state[key] = value;
    if (key === "head_dim" && Number.isFinite(value)) {
      state.rotary_dim = before.rotary_dim === before.head_dim ? value : Math.min(before.rotary_dim, value);
    }
    if (key === "target_length" && before.seq_len === before.target_length) state.seq_len = value;
    if (state.rotary_dim !== before.rotary_dim) {
      const last = before.rotary_dim / 2 - 1;
      state.pair = before.pair === last ? state.rotary_dim / 2 - 1 : Math.max(0, Math.min(before.pair, state.rotary_dim / 2 - 1));
    }
    showSetup(key);
    update();
  };
  const buildSetup = () => {
    for (const field of SETUP) {
      const id = "setup-" + field.key;
      const input = element("input", { id, type: "number", step: "any", inputmode: "decimal", "aria-describedby": id + "-help" });
      const range = slider(field.label, field.scale, (value) => { input.value = value; setSetup(field.key, value); });
      range.id = id + "-slider";
      input.addEventListener("input", () => setSetup(field.key, input.value === "" ? null : Number(input.value)));
      byId("setup").append(element("div", { class: "field" }, element("label", { for: id, text: field.label }), input,
        element("small", { id: id + "-help", text: field.help }), range));
      setupInputs.set(field.key, { input, range, field });
    }
  };
  const showSetup = (typed) => {
    for (const [key, { input, range, field }] of setupInputs) {
      if (key !== typed) input.value = state[key] === null ? "" : state[key];
      if (key === "rotary_dim") range.max = Math.max(2, state.head_dim || 2);
      if (key === "pair") range.max = Math.max(0, (state.rotary_dim || 2) / 2 - 1);
      if (state[key] > 0 || key === "pair") range.value = field.scale.at(state[key]);
      range.setAttribute("aria-valuetext", String(state[key]));
    }
  };

  const typeOf = (id) => catalogue.find((type) => type.id === id);
  const fresh = (id) => {
    const block = { rope_type: id };
    for (const parameter of typeOf(id).parameters) {
      if (parameter.required) block[parameter.name] = parameter.examples[0];
    }
    return block;
  };
  /** What a text means: a number, true, a list or a block; else the text itself. */
  const meant = (text) => {
    try {
      return JSON.parse(text);
    } catch (e) {
      return text;
    }
  };
  const asText = (value) => (value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value));
  /** Around its default or an example, in ratios of 2^(1/8); whole where examples are. */
  const parameterScale = (parameter) => {
    const numbers = [Number(parameter.default), ...parameter.examples].filter((v) => typeof v === "number" && Number.isFinite(v) && v !== 0);
    if (!numbers.length || parameter.examples.some((v) => typeof v !== "number")) return null;
    const whole = /whole|token|at least 1$/.test(parameter.rule);
    const most = /0 to 1$|at most 1\b/.test(parameter.rule);
    if (most) return { min: 0, max: 1, step: 0.01, value: (x) => x, at: (v) => v };
    const centre = Math.log2(Math.abs(numbers[0]));
    const span = whole ? 12 : 6;
    const low = whole ? 0 : centre - span;
    return { min: low, max: Math.max(centre, low) + span, step: 0.125,
      value: (x) => (whole ? Math.round(2 ** x) : Number((2 ** x).toPrecision(4))), at: (v) => (v > 0 ? Math.log2(v) : low) };
  };
  const parameterField = (index, parameter) => {
    const id = "s" + index + "-" + parameter.name;
    const block = state.strategies[index].block;
    const flag = parameter.examples.every((v) => typeof v === "boolean");
    const words = !flag && parameter.examples.every((v) => typeof v === "string");
    const attributes = { id, "aria-describedby": id + "-help", "data-parameter": parameter.name };
    let input;
    if (flag || words) {
      const values = flag ? ["true", "false"] : [...new Set([parameter.default, ...parameter.examples, ...parameter.rule.split(/, | or /)])].filter((v) => /^[a-z_]+$/.test(v));
      input = element("select", attributes, element("option", { value: "", text: "default" }), ...values.map((v) => element("option", { value: v, text: v })));
      input.value = asText(block[parameter.name]);
    } else {
      input = element("input", { ...attributes, type: "text", spellcheck: "false", placeholder: parameter.required ? "" : parameter.default });
      input.value = asText(block[parameter.name]);
    }
    const set = (text) => {
      if (text.trim() === "") delete block[parameter.name];
      else block[parameter.name] = meant(text.trim());
      showTitle(index);
      update();
    };
    const field = element("div", { class: "field" }, element("label", { for: id, text: parameter.name }), input,
      element("small", { id: id + "-help", text: parameter.meaning + ". " + parameter.rule + "; default: " + parameter.default + "." }));
    const scale = flag || words ? null : parameterScale(parameter);
    if (scale) {
      const range = slider(parameter.name, scale, (value) => { input.value = value; set(String(value)); });
      range.id = id + "-slider";
      const show = () => { range.value = typeof block[parameter.name] === "number" ? scale.at(block[parameter.name]) : (scale.min + scale.max) / 2; };
      show();
      input.addEventListener("input", () => { set(input.value); show(); });
      field.append(range);
    } else {
      input.addEventListener(flag || words ? "change" : "input", () => set(input.value));
    }
    return field;
  };
  const showTitle = (index) => {
    byId("s" + index + "-title").textContent = index + 1 + ". " + shortened(spec(state.strategies[index].block));
  };
  const buildStrategies = () => {
    const all = state.strategies.map((one, index) => {
      const type = typeOf(one.block.rope_type);
      const id = "s" + index;
      const swatch = element("span", { class: "swatch", "aria-hidden": "true", id: id + "-swatch" });
      const select = element("select", { id: id + "-type", "aria-label": "Strategy " + (index + 1) }, ...catalogue.map((t) => element("option", { value: t.id, text: t.id })));
      if (!type) select.prepend(element("option", { value: one.block.rope_type, text: String(one.block.rope_type) }));
      select.value = one.block.rope_type;
      select.addEventListener("change", () => { one.block = fresh(select.value); buildStrategies(); update(); byId(id + "-type").focus(); });
      const shown = element("input", { type: "checkbox", id: id + "-shown" });
      shown.checked = one.shown !== false;
      shown.addEventListener("change", () => { one.shown = shown.checked; update(); });
      const remove = element("button", { type: "button", text: "Remove", "aria-label": "Remove strategy " + (index + 1) });
      remove.addEventListener("click", () => { state.strategies.splice(index, 1); buildStrategies(); update(); byId("new").focus(); });
      return element("fieldset", { id },
        element("legend", { id: id + "-title" }),
        element("div", { class: "row" }, swatch, select, remove),
        element("label", {}, shown, " Show its curves"),
        element("p", { class: "soft", text: type ? type.title + ": " + type.formula : "" }),
        element("p", { class: "error", id: id + "-error", role: "alert" }),
        type && type.parameters.length
          ? element("details", { open: wide.matches }, element("summary", { text: "Parameters" }), ...type.parameters.map((parameter) => parameterField(index, parameter)))
          : "");
    });
    byId("strategies").replaceChildren(...all);
    state.strategies.forEach((one, index) => showTitle(index));
    byId("add").disabled = state.strategies.length >= MOST_STRATEGIES;
  };
  const paintSwatches = () => state.strategies.forEach((one, i) => {
    const stripes = dash(i).length ? `repeating-linear-gradient(90deg, ${color(i)} 0 ${dash(i)[0]}px, transparent 0 ${dash(i)[0] + dash(i)[1]}px)` : color(i);
    byId("s" + i + "-swatch").style.background = stripes;
  });

  // Charts.
  const longest = (key) => answer.strategies.reduce((most, one) => (one[key] && one[key].length > most.length ? one[key] : most), []);
  const perPair = (key) => () => {
    const pairs = longest(key).length;
    return [[...Array(pairs).keys()], ...answer.strategies.map((one) => (one[key] ? one[key].concat(Array(pairs - one[key].length).fill(null)) : Array(pairs).fill(null)))];
  };
  const perDistance = (key) => () => [answer.distances, ...answer.strategies.map((one) => one[key] || Array(answer.distances.length).fill(null))];
  const VIEWS = [
    { id: "ratio", title: "Frequency ratio per pair", caption: () => "ω′/ω: 1 keeps a pair, 1/s interpolates it by s. Pairs that stop (ratio 0) have no point.",
      x: "pair", y: "ω′/ω (log₂)", data: perPair("ratio"), logY: true, marks: () => [] },
    { id: "wavelength", title: "Wavelength per pair", caption: () => "Tokens per full turn, 2π/ω′, against the trained and the target length. A pair above the trained line made no full turn in training.",
      x: "pair", y: "tokens (log₂)", data: perPair("wavelength"), logY: true,
      marks: () => [{ y: state.trained_length, text: "trained " + tokens(state.trained_length) }, { y: state.target_length, text: "target " + tokens(state.target_length) }] },
    { id: "decay", title: "Decay curve B(Δ)", caption: () => "Σ cos(δ·ω′) over the pairs, δ the distance of the mapped positions of the last query and the key Δ before it; " + answer.distances.length + " sampled distances.",
      x: "distance", y: "B", data: perDistance("decay"), distance: true, marks: () => [{ x: state.trained_length - 1, text: "trained" }, { y: 0, text: "" }] },
    { id: "effective", title: "Effective distance", caption: () => "δ·ω′/ω of pair " + state.pair + " (the last where a strategy has fewer), in tokens: the distance at which the trained model has seen this angle.",
      x: "distance", y: "tokens", data: perDistance("effective"), distance: true, square: true,
      marks: () => [{ x: state.trained_length - 1, text: "" }, { y: state.trained_length - 1, text: "trained " + tokens(state.trained_length) }] },
  ];
  const usable = (view, values) => (view.logY || (view.square && state.spacing === "log2") ? values.map((v) => (v !== null && v > 0 ? v : null)) : values);
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const marked = (view) => (u) => {
    const c = u.ctx;
    c.save();
    c.strokeStyle = c.fillStyle = css("--soft");
    c.lineWidth = devicePixelRatio;
    c.setLineDash([5 * devicePixelRatio, 4 * devicePixelRatio]);
    c.font = 12 * devicePixelRatio + "px system-ui, sans-serif";
    const { left, top, width, height } = u.bbox;
    for (const mark of view.marks()) {
      const scale = mark.y === undefined ? "x" : "y";
      const value = mark.y === undefined ? mark.x : mark.y;
      const { min, max } = u.scales[scale];
      if (!(value >= min && value <= max)) continue;
      const at = u.valToPos(value, scale, true);
      c.beginPath();
      if (scale === "x") { c.moveTo(at, top); c.lineTo(at, top + height); } else { c.moveTo(left, at); c.lineTo(left + width, at); }
      c.stroke();
      if (scale === "x") { c.textAlign = at > left + width / 2 ? "right" : "left"; c.fillText(mark.text, at + (at > left + width / 2 ? -4 : 4), top + 12 * devicePixelRatio); }
      else { c.textAlign = "left"; c.fillText(mark.text, left + 4 * devicePixelRatio, at - 4 * devicePixelRatio); }
    }
    c.restore();
  };
  const build = (view, host) => {
    const logX = view.distance && state.spacing === "log2";
    const logY = view.logY || (view.square && logX);
    const axis = (label, log, size) => ({ label, stroke: css("--ink"), grid: { stroke: css("--grid"), width: 1 }, ticks: { stroke: css("--line"), width: 1 }, font: "12px system-ui, sans-serif",
      labelFont: "13px system-ui, sans-serif", size, values: (u, splits) => splits.map((v) => (v === null ? "" : log && v < 1 ? "1/" + tokens(1 / v) : tokens(v))) });
    const u = new uPlot({
      width: Math.max(240, host.clientWidth), height: 300, padding: [12, 12, 0, 0],
      scales: { x: { time: false, distr: logX ? 3 : 1, log: 2 }, y: { distr: logY ? 3 : 1, log: 2 } },
      axes: [Object.assign(axis(view.x + (view.distance ? " (tokens)" : ""), logX, 42), view.distance ? {} : { incrs: [1, 2, 4, 8, 16, 32, 64] }), // pairs are whole
         axis(view.y, logY, 62)],
      series: [{ label: view.x, value: (u, v) => (v === null ? "–" : String(v)) },
        ...names().map((label, i) => ({ label, stroke: color(i), dash: dash(i), width: LINE, spanGaps: false, show: state.strategies[i].shown !== false, points: { show: false }, value: (u, v) => digits(v) }))],
      cursor: { drag: { x: false, y: false }, points: { size: 7 } },
      hooks: { draw: [marked(view)] },
    }, view.drawn, host);
    host.querySelectorAll(".u-legend .u-series").forEach((entry, i) => {
      const head = entry.querySelector("th");
      const marker = entry.querySelector(".u-marker");
      if (i === 0) { if (marker) marker.remove(); return; }
      marker.style.border = "0 solid transparent";
      marker.style.borderBottom = "3px " + (dash(i - 1).length ? "dashed " : "solid ") + color(i - 1);
      head.tabIndex = 0;
      head.setAttribute("role", "button");
      head.setAttribute("aria-pressed", String(u.series[i].show));
      head.addEventListener("click", (event) => { event.stopPropagation(); toggle(i - 1); });
      head.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); toggle(i - 1); } });
    });
    return u;
  };
  const toggle = (index) => {
    const one = state.strategies[index];
    one.shown = one.shown === false;
    byId("s" + index + "-shown").checked = one.shown;
    update();
  };
  const buildFigures = () => {
    byId("charts").replaceChildren(...VIEWS.map((view) => {
      view.host = element("div", { class: "chart", id: "chart-" + view.id, tabindex: "0", role: "img", "aria-label": view.title + ". Arrow keys move the cursor; the values stand in the table below." });
      view.host.addEventListener("keydown", (event) => {
        const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (!step || event.target !== view.host || !view.chart) return;
        event.preventDefault();
        const last = view.drawn[0].length - 1;
        const index = Math.max(0, Math.min(last, (view.chart.cursor.idx === null || view.chart.cursor.idx === undefined ? (step > 0 ? -1 : last + 1) : view.chart.cursor.idx) + step));
        view.chart.setCursor({ left: view.chart.valToPos(view.drawn[0][index], "x"), top: 20 });
      });
      view.note = element("figcaption");
      view.table = element("table", { class: "values" });
      return element("figure", { id: "figure-" + view.id }, element("h2", { text: view.title }), view.note, view.host,
        element("details", {}, element("summary", { text: "Values" }), element("div", { class: "scroll" }, view.table)));
    }));
  };
  const ROWS = 12;
  const fillTable = (view) => {
    const data = view.data();
    const count = data[0].length;
    const rows = [...new Set([...Array(Math.min(ROWS, count)).keys()].map((i) => Math.round((i * (count - 1)) / Math.max(1, Math.min(ROWS, count) - 1))))];
    view.table.replaceChildren(
      element("caption", { class: "soft", text: view.title + (rows.length < count ? ", " + rows.length + " of " + count + " values" : "") }),
      element("thead", {}, element("tr", {}, element("th", { scope: "col", text: view.x }), ...names().map((name) => element("th", { scope: "col", text: name })))),
      element("tbody", {}, ...rows.map((row) => element("tr", {}, ...data.map((values, i) => element(i ? "td" : "th", { scope: i ? null : "row", text: i ? digits(values[row]) : String(values[row]) }))))));
  };
  let shape = "";
  const draw = () => {
    const now = JSON.stringify([names(), state.spacing, darkness.matches, state.strategies.map((one) => one.shown !== false)]);
    for (const view of VIEWS) {
      const data = view.data();
      view.drawn = data.map((values, i) => (i ? usable(view, values) : values));
      view.note.textContent = view.caption();
      fillTable(view);
      if (now !== shape || !view.chart) {
        if (view.chart) view.chart.destroy();
        view.chart = build(view, view.host);
      } else {
        view.chart.setData(view.drawn);
      }
    }
    shape = now;
    paintSwatches();
  };

  // Words and texts to copy.
  const say = (text) => { byId("status").textContent = text; };
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch (e) {
      const area = element("textarea", { readonly: true });
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    say("Copied.");
  };
  const copied = (label, text) => {
    const button = element("button", { type: "button", text: "Copy", "aria-label": "Copy " + label });
    button.addEventListener("click", () => copy(text));
    return element("div", {}, element("div", { class: "row" }, element("span", { text: label }), button), element("pre", { text }));
  };
  const words = () => {
    const all = answer.strategies.map((one, i) => {
      const block = state.strategies[i].block;
      const head = element("h3", { text: i + 1 + ". " + shortened(spec(block)) });
      if (one.error) return element("article", {}, head, element("p", { class: "error", text: one.error }));
      const values = [["attention factor (on cos and sin)", digits(one.attention_factor)], ["logit scale at position " + (state.seq_len - 1), digits(one.logit_scale) + (one.logit_formula === digits(one.logit_scale) ? "" : " = " + one.logit_formula)],
        ...one.derived.map((d) => [d.name, digits(d.value) + (d.how ? " = " + d.how : "")])];
      return element("article", { "data-strategy": i }, head, element("ul", {}, ...one.in_short.map((text) => element("li", { text }))),
        element("div", { class: "scroll" }, element("table", { class: "values" }, element("tbody", {}, ...values.map(([name, value]) => element("tr", {}, element("th", { scope: "row", text: name }), element("td", { text: value })))))),
        element("details", { "data-copy": i }, element("summary", { text: "Command, config block, line of a study" }),
          copied("command", command(block)), copied("config block", JSON.stringify({ rope_scaling: block })), copied("line of a study", studyLine(block))));
    });
    const open = [...document.querySelectorAll("#short details[open]")].map((d) => d.dataset.copy);
    byId("short").replaceChildren(element("h2", { text: "In short" }), ...all);
    open.forEach((i) => { const one = document.querySelector(`#short details[data-copy="${i}"]`); if (one) one.open = true; });
  };
  const studyLine = (block) => {
    const { rope_type: id, ...parameters } = block;
    return "- " + JSON.stringify({ id, ...parameters });
  };

  // One pass: ask, show what is wrong, draw.
  const request = () => {
    const { strategies, ...numbers } = state;
    return { ...numbers, points: POINTS, strategies: strategies.map((one) => one.block) };
  };
  const update = () => {
    remember();
    const result = JSON.parse(ropeExplore(JSON.stringify(request())));
    for (const [key, { input }] of setupInputs) input.setAttribute("aria-invalid", String(key === setupName(result.parameter)));
    byId("error").textContent = result.error || "";
    if (result.error) return;
    answer = result;
    answer.strategies.forEach((one, i) => {
      byId("s" + i + "-error").textContent = one.error || "";
      byId("s" + i).querySelectorAll("[data-parameter]").forEach((input) => input.setAttribute("aria-invalid", String(Boolean(one.error) && input.dataset.parameter === one.parameter)));
    });
    draw();
    words();
  };
  const setupName = (parameter) => (parameter === "rope_theta" ? "base" : parameter);
  const start = (to) => {
    state = to;
    byId("logarithmic").checked = state.spacing === "log2";
    catalogue = JSON.parse(ropeCatalogue(Math.max(1, Math.floor(state.rotary_dim / 2) || 1)));
    showSetup();
    buildStrategies();
    update();
  };

  if (typeof BigInt !== "function") {
    byId("error").textContent = "This page needs a browser of 2020 or newer.";
    return;
  }
  buildSetup();
  buildFigures();
  byId("new").append(...JSON.parse(ropeCatalogue(1)).map((type) => element("option", { value: type.id, text: type.id + ": " + type.title })));
  byId("add").addEventListener("click", () => {
    state.strategies.push({ block: fresh(byId("new").value) });
    buildStrategies();
    update();
    byId("s" + (state.strategies.length - 1) + "-type").focus();
  });
  byId("reset").addEventListener("click", () => { start(copyOf(given.state)); say("Reset."); });
  byId("copy-address").addEventListener("click", () => copy(location.href));
  byId("logarithmic").addEventListener("change", (event) => { state.spacing = event.target.checked ? "log2" : "linear"; update(); });
  byId("controls").addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", () => start(restored()));
  darkness.addEventListener("change", () => { if (answer) draw(); });
  addEventListener("resize", () => VIEWS.forEach((view) => { if (view.chart) view.chart.setSize({ width: Math.max(240, view.host.clientWidth), height: 300 }); }));
  start(restored());
  // For scripts that look at this page.
  window.explorer = { request, answer: () => answer, state: () => state, command, drawn: (id) => VIEWS.find((view) => view.id === id).chart.data };
})();
