/* Comforts of the editor: it works without them. Saves on the way, marks by keys, cleans what is pasted. */
(() => {
  "use strict";
  const form = document.querySelector("form.editor");
  if (!form) return;
  const id = document.documentElement.lang !== "en";
  const say = id
    ? { saving: "Menyimpan…", saved: "Tersimpan ", unsaved: "Belum tersimpan", kept: "Salinannya ada di gawai ini.", retry: "Coba lagi", compare: "Bandingkan",
        again: "Belum tersimpan. Mungkin Anda perlu masuk lagi di tab lain.", long: "Naskah ini {n} huruf; batasnya 20.000. Bagi menjadi beberapa alinea.",
        big: "Tempelan ini {n} huruf dan tidak dimasukkan; satu alinea paling banyak 20.000 huruf. Tempel bagian demi bagian.",
        dropped: "Ditempel sebagai teks. Tidak ikut: ", figures: "gambar (tambahkan lewat Tambah, Gambar)", scripts: "skrip", styles: "warna dan gaya huruf", links: "alamat tautan",
        note: "isi catatan", rowAdd: "+ Baris", columnAdd: "+ Kolom", rowDrop: "− Baris", columnDrop: "− Kolom", head: "Kepala tabel", asText: "Sebagai teks", asGrid: "Sebagai tabel", cell: "Baris {r}, kolom {c}" }
    : { saving: "Saving…", saved: "Saved ", unsaved: "Not saved", kept: "A copy is kept on this device.", retry: "Try again", compare: "Compare",
        again: "Not saved. You may have to sign in again in another tab.", long: "This text has {n} characters; the limit is 20,000. Divide it into paragraphs.",
        big: "What you pasted has {n} characters and was left out; a paragraph takes at most 20,000. Paste it part by part.",
        dropped: "Pasted as text. Left out: ", figures: "pictures (add them with Add, Figure)", scripts: "scripts", styles: "colours and fonts", links: "link addresses",
        note: "the note", rowAdd: "+ Row", columnAdd: "+ Column", rowDrop: "− Row", columnDrop: "− Column", head: "Head", asText: "As text", asGrid: "As a table", cell: "Row {r}, column {c}" };
  const LIMIT = 20000;
  const area = form.querySelector("textarea[data-markup]");
  const state = form.querySelector("[data-save-state]");
  const told = form.querySelector("[data-pasted]");
  const number = (n) => n.toLocaleString(id ? "id-ID" : "en");
  const tell = (text) => { if (told) { told.textContent = text; told.hidden = !text; } };
  const show = (text, wrong, label, act) => {
    state.textContent = text;
    state.classList.toggle("unsaved", Boolean(wrong));
    if (!label) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn secondary mini";
    button.textContent = label;
    button.addEventListener("click", act);
    state.append(button);
  };

  // Saving on the way: two seconds after the last key, and when the page is left.
  const address = form.dataset.writing;
  let timer, changed = false, running = null, touched = false, stopped = false, leaving = false;
  const body = () => new URLSearchParams(new FormData(form));
  const tooLong = () => area && area.value.length > LIMIT;
  const save = async () => {
    clearTimeout(timer);
    if (!address || !changed || running || stopped || leaving) return;
    if (area && !area.value.trim()) return;
    if (tooLong()) return show(say.long.replace("{n}", number(area.value.length)), true);
    changed = false;
    show(say.saving);
    running = (async () => {
      let answer, said;
      try {
        answer = await fetch(address, { method: "POST", body: body(), headers: { Accept: "application/json" }, signal: AbortSignal.timeout?.(10000) });
        if (!(answer.headers.get("Content-Type") || "").includes("json")) throw answer;
        said = await answer.json();
      } catch (problem) {
        changed = true;
        show((problem instanceof Response ? say.again : say.unsaved + ". " + say.kept) + " ", true, say.retry, save);
        timer = setTimeout(save, 5000);
        return;
      }
      if (answer.ok) {
        touched = true;
        form.elements.namedItem("seen").value = said.version;
        show(say.saved + said.saved);
        form.dispatchEvent(new Event("kept"));
      } else if (said.compare) {
        stopped = true;
        show(said.error + " ", true, say.compare, () => form.requestSubmit());
      } else show(said.error, true);
    })();
    await running;
    running = null;
    if (changed && !stopped) timer = setTimeout(save, 2000);
  };
  form.addEventListener("input", (event) => {
    if (event.target.type === "file") return;
    changed = true;
    if (address && !stopped) show(say.unsaved);
    clearTimeout(timer);
    timer = setTimeout(save, 2000);
  });
  form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) save(); });
  addEventListener("online", save);
  const submit = async (button) => {
    if (running) await running;
    form.requestSubmit(button);
  };
  form.addEventListener("submit", (event) => {
    if (tooLong()) {
      event.preventDefault();
      tell(say.long.replace("{n}", number(area.value.length)));
      return area.focus();
    }
    if (running) {
      event.preventDefault();
      return submit(event.submitter);
    }
    leaving = true;
    clearTimeout(timer);
  });
  // Leaving keeps what was written and lets the paragraph go.
  form.querySelector("[data-close]").addEventListener("click", (event) => {
    if (!address || (!changed && !touched) || stopped || (area && !area.value.trim())) { leaving = true; return; }
    event.preventDefault();
    submit(form.querySelector(".editor-foot .btn"));
  });
  form.querySelectorAll("[data-leave]").forEach((one) => one.addEventListener("click", () => { leaving = true; }));
  addEventListener("pagehide", () => {
    if (leaving || stopped || !address || (!changed && !touched) || tooLong() || (area && !area.value.trim())) return;
    fetch(form.action, { method: "POST", body: body(), keepalive: true, redirect: "manual" }).catch(() => {});
  });
  addEventListener("beforeunload", (event) => {
    if (changed && !leaving && state.classList.contains("unsaved")) event.preventDefault();
  });
  form.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key === "enter") { event.preventDefault(); submit(form.querySelector("[name=lanjut]") || undefined); }
    if (key === "s") { event.preventDefault(); save(); }
  });

  // Marks.
  const type = (field, text) => {
    field.focus();
    if (!document.execCommand("insertText", false, text)) {
      field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };
  const mark = (field, sign) => {
    const { selectionStart: start, selectionEnd: end, value } = field;
    const chosen = value.slice(start, end);
    if (sign === "- ") {
      const first = value.lastIndexOf("\n", start - 1) + 1;
      field.setSelectionRange(first, end);
      return type(field, value.slice(first, end).split("\n").map((line) => (line.trim() ? "- " + line.replace(/^\s*-\s+/, "") : line)).join("\n") || "- ");
    }
    const close = sign === "^[" ? "]" : sign;
    const inner = chosen.trim() || (sign === "^[" ? say.note : "");
    const [before, after] = chosen.trim() ? [chosen.match(/^\s*/)[0], chosen.match(/\s*$/)[0]] : ["", ""];
    type(field, before + sign + inner + close + after);
    if (!chosen.trim()) {
      const place = start + sign.length;
      field.setSelectionRange(place, place + inner.length);
    }
  };
  const field = () => (form.contains(document.activeElement) && document.activeElement.matches("textarea") ? document.activeElement : area);
  const bar = form.querySelector(".marks");
  if (bar) {
    bar.hidden = false;
    bar.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
    bar.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) mark(field(), button.dataset.mark);
    });
    form.addEventListener("keydown", (event) => {
      const sign = { b: "**", i: "*" }[event.key.toLowerCase()];
      if (!sign || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || !event.target.matches("textarea")) return;
      event.preventDefault();
      mark(event.target, sign);
    });
  }

  // A table is written in its cells; the text area stays what is sent.
  const grid = area && area.dataset.markup === "table" ? (() => {
    const MOST = [200, 12];
    const split = (row) => {
      const found = [""];
      const inner = row.trim().replace(/^\|/, "").replace(/((?:^|[^\\])(?:\\\\)*)\|$/, "$1");
      for (let n = 0; n < inner.length; n++) {
        if (inner[n] === "\\" && n + 1 < inner.length) { found[found.length - 1] += inner[n + 1] === "|" ? "|" : inner.slice(n, n + 2); n++; }
        else if (inner[n] === "|") found.push(""); else found[found.length - 1] += inner[n];
      }
      return found.map((cell) => cell.trim());
    };
    const join = (row) => "| " + row.map((cell) => cell.replace(/\s+/g, " ").trim().replace(/\\.|\|/g, (sign) => (sign === "|" ? "\\|" : sign))).join(" | ") + " |";
    let rows = [], head = false;
    const read = () => {
      const lines = area.value.split("\n").filter((one) => one.trim());
      rows = lines.map((one) => (one.includes("|") ? split(one) : one.split("\t").map((cell) => cell.trim())));
      head = rows.length > 1 && rows[1].every((cell) => /^:?-+:?$/.test(cell));
      if (head) rows.splice(1, 1);
      const width = Math.max(1, ...rows.map((row) => row.length));
      rows = (rows.length ? rows : [[""]]).map((row) => [...row, ...Array(width - row.length).fill("")]);
    };
    const write = () => {
      const lines = rows.map((row, n) => (n === 1 && !head && row.every((cell) => /^:?-+:?$/.test(cell)) ? join(row.map((cell) => "\\" + cell)) : join(row)));
      if (head) lines.splice(1, 0, "|" + "---|".repeat(rows[0].length));
      area.value = lines.join("\n");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const box = document.createElement("div");
    const table = document.createElement("table");
    const hint = area.closest(".field").querySelector(".hint");
    box.className = "grid-editor";
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", area.labels[0] ? area.labels[0].textContent.trim() : "");
    const cell = (r, c) => table.rows[r] && table.rows[r].cells[c] && table.rows[r].cells[c].firstChild;
    const draw = (r, c) => {
      table.replaceChildren(...rows.map((row, y) => {
        const line = document.createElement("tr");
        if (!y && head) line.className = "head";
        line.append(...row.map((text, x) => {
          const place = document.createElement("td"), field = document.createElement("textarea");
          Object.assign(field, { value: text, rows: 1 });
          field.setAttribute("aria-label", say.cell.replace("{r}", y + 1).replace("{c}", x + 1));
          field.addEventListener("input", (event) => { event.stopPropagation(); rows[y][x] = field.value; write(); });
          field.addEventListener("keydown", (event) => {
            if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            if (!rows[y + 1] && rows.length < MOST[0]) { rows.push(row.map(() => "")); write(); draw(y + 1, 0); } else cell(y + 1, x)?.focus();
          });
          place.append(field);
          return place;
        }));
        return line;
      }));
      if (r !== undefined) cell(Math.min(r, rows.length - 1), Math.min(c, rows[0].length - 1))?.focus();
    };
    const at = () => {
      const place = document.activeElement.closest && document.activeElement.closest(".grid-editor td");
      return place ? [place.parentNode.rowIndex, place.cellIndex] : [rows.length - 1, rows[0].length - 1];
    };
    const tools = document.createElement("div");
    tools.className = "marks";
    const button = (label, act) => {
      const made = document.createElement("button");
      made.type = "button";
      made.textContent = label;
      made.addEventListener("mousedown", (event) => event.preventDefault());
      made.addEventListener("click", () => act(...at()));
      tools.append(made);
      return made;
    };
    const changed = (r, c) => { write(); draw(r, c); };
    button(say.rowAdd, (r, c) => { if (rows.length < MOST[0]) { rows.splice(r + 1, 0, rows[0].map(() => "")); changed(r + 1, c); } });
    button(say.columnAdd, (r, c) => { if (rows[0].length < MOST[1]) { rows.forEach((row) => row.splice(c + 1, 0, "")); changed(r, c + 1); } });
    button(say.rowDrop, (r, c) => { if (rows.length > 1) { rows.splice(r, 1); changed(r, c); } });
    button(say.columnDrop, (r, c) => { if (rows[0].length > 1) { rows.forEach((row) => row.splice(c, 1)); changed(r, c); } });
    button(say.head, (r, c) => { head = !head; changed(r, c); });
    const turn = button("", () => show(area.hidden));
    const show = (asText) => {
      area.hidden = !asText;
      table.hidden = asText;
      if (hint) hint.hidden = !asText;
      [...tools.children].forEach((one) => { one.hidden = asText && one !== turn; });
      turn.textContent = asText ? say.asGrid : say.asText;
      if (!asText) { read(); draw(); }
    };
    box.append(table, tools);
    area.before(box);
    show(false);
    form.addEventListener("input", (event) => { if (event.target === form && area.hidden) { read(); draw(); } }); // a copy was restored
    return {
      first: () => cell(0, 0),
      fill: (target, block) => {
        const [r, c] = at();
        block.slice(0, MOST[0] - r).forEach((row, y) => row.slice(0, MOST[1] - c).forEach((text, x) => {
          while (rows.length <= r + y) rows.push(rows[0].map(() => ""));
          while (rows[0].length <= c + x) rows.forEach((one) => one.push(""));
          rows[r + y][c + x] = text;
        }));
        changed(r, c);
      },
      split,
    };
  })() : null;

  // What is pasted from Word or a page becomes marks; the rest is dropped, and said.
  const BLOCKS = "P DIV SECTION ARTICLE BLOCKQUOTE PRE H1 H2 H3 H4 H5 H6 UL OL TABLE TR HEADER FOOTER FIGURE DL DT DD HR".split(" ");
  const escape = (text) => text.replace(/[\\*]/g, "\\$&").replace(/\^\[/g, "\\^[");
  const wrap = (text, sign) => (text.trim() ? text.replace(/^(\s*)([\s\S]*?)(\s*)$/, (_all, a, b, c) => a + sign + b + sign + c) : text);
  const reader = () => {
    const dropped = new Set();
    const inline = (node) => {
      if (node.nodeType === 3) return escape(node.data.replace(/\s+/g, " "));
      if (node.nodeType !== 1) return "";
      const style = (node.getAttribute("style") || "").replace(/\s/g, "").toLowerCase();
      if (/^(SCRIPT|STYLE|LINK|META|TITLE|TEMPLATE|IFRAME|OBJECT|EMBED|NOSCRIPT)$/.test(node.nodeName)) {
        if (/^(SCRIPT|IFRAME|OBJECT|EMBED)$/.test(node.nodeName)) dropped.add("scripts");
        return "";
      }
      if (/^(IMG|SVG|PICTURE|VIDEO|CANVAS)$/i.test(node.nodeName)) { dropped.add("figures"); return ""; }
      if (node.nodeName === "BR") return "\n";
      if (style.includes("mso-list:ignore")) return "";
      if (/color|font-family|font-size|background/.test(style) || node.nodeName === "FONT") dropped.add("styles");
      if (node.nodeName === "A" && node.getAttribute("href") && !node.getAttribute("href").startsWith("#")) dropped.add("links");
      let text = [...node.childNodes].map(inline).join("");
      if (BLOCKS.includes(node.nodeName) && node.nodeName !== "TR") text = "\n" + text + "\n";
      const heavy = /font-weight:(bold|[6-9]00)/.test(style) || (/^(B|STRONG)$/.test(node.nodeName) && !/font-weight:(normal|400)/.test(style));
      const slanted = /font-style:italic/.test(style) || (/^(I|EM)$/.test(node.nodeName) && !/font-style:normal/.test(style));
      if (slanted && !text.includes("*")) text = wrap(text, "*");
      if (heavy && !text.includes("**")) text = wrap(text, "**");
      return text;
    };
    const line = (node) => inline(node).replace(/\s+/g, " ").trim();
    const out = [];
    let loose = "";
    const flush = () => { if (loose.trim()) out.push(loose.replace(/[ \t]*\n[ \t]*/g, "\n").trim()); loose = ""; };
    const block = (node) => {
      const name = node.nodeName;
      if (node.nodeType !== 1 || !(BLOCKS.includes(name) || [...node.children].some((one) => one.querySelector && (BLOCKS.includes(one.nodeName) || one.querySelector(BLOCKS.join(",")))))) { loose += inline(node); return; }
      flush();
      if (/^H[1-6]$/.test(name)) { const text = line(node).replace(/\*\*/g, ""); if (text) out.push((name > "H2" ? "### " : "## ") + text); return; }
      if (name === "UL" || name === "OL") {
        const items = [...node.querySelectorAll("li")].map((item, n) => (name === "OL" ? n + 1 + ". " : "- ") + [...item.childNodes].filter((one) => !/^(UL|OL)$/.test(one.nodeName)).map(inline).join("").replace(/\s+/g, " ").trim());
        if (items.length) out.push(items.join("\n"));
        return;
      }
      if (name === "TABLE") {
        const rows = [...node.querySelectorAll("tr")].map((row) => [...row.querySelectorAll("td,th")].map((cell) => line(cell).replace(/\|/g, "\\|")));
        const width = Math.max(0, ...rows.map((row) => row.length));
        if (width) out.push(rows.map((row, n) => "| " + [...row, ...Array(width - row.length).fill("")].join(" | ") + " |" + (n ? "" : "\n|" + "---|".repeat(width))).join("\n"));
        if (node.querySelector("img")) dropped.add("figures");
        return;
      }
      const style = node.getAttribute("style") || "";
      const listed = /MsoListParagraph/.test(node.className) || /mso-list:\s*l/.test(style);
      if (name === "P" && listed) {
        const sign = [...node.querySelectorAll("span")].find((one) => /mso-list:\s*ignore/i.test(one.getAttribute("style") || ""));
        const text = line(node).replace(/^[·•o§\-–]\s+/, "");
        const item = (sign && /\d/.test(sign.textContent) ? "1. " : "- ") + text;
        const last = out[out.length - 1];
        if (last && last.startsWith(item.slice(0, 2)) && node.previousElementSibling && /MsoListParagraph/.test(node.previousElementSibling.className)) out[out.length - 1] = last + "\n" + item; else out.push(item);
        return;
      }
      if (/color|font-family|font-size|background/.test(style)) dropped.add("styles");
      [...node.childNodes].forEach(block);
      flush();
    };
    return { read: (root) => { [...root.childNodes].forEach(block); flush(); return out.join("\n\n"); }, dropped };
  };
  const cells = (text) => text.replace(/\r/g, "").split("\n").filter((row) => row.trim()).map((row) => "| " + row.split("\t").map((cell) => cell.trim().replace(/\|/g, "\\|")).join(" | ") + " |");
  const pasted = (event) => {
    const target = event.target;
    if (!target.matches("textarea") || !form.contains(target) || target.name === "alt") return;
    const data = event.clipboardData;
    const html = data.getData("text/html"), plain = data.getData("text/plain");
    const free = LIMIT - (target.value.length - (target.selectionEnd - target.selectionStart));
    const refuse = (n) => { event.preventDefault(); tell(say.big.replace("{n}", number(n))); };
    if (plain.length > LIMIT * 3 || html.length > 2000000) return refuse(plain.length || html.length);
    let text = plain, dropped = new Set();
    if (html) {
      const found = reader();
      text = found.read(new DOMParser().parseFromString(html, "text/html").body);
      dropped = found.dropped;
      if (/<(script|iframe|object)/i.test(html)) dropped.add("scripts");
    }
    if (grid && target !== area) {
      event.preventDefault();
      const lines = text.split("\n").filter((one) => one.trim() && !/^\|?(:?-+:?\|)+$/.test(one));
      const block = plain.includes("\t") && !text.includes("|") ? plain.replace(/\r/g, "").replace(/\n$/, "").split("\n").map((row) => row.split("\t")) : lines.map((one) => (one.trim().startsWith("|") ? grid.split(one) : [one.trim()]));
      if (block.length === 1 && block[0].length === 1) type(target, block[0][0]); else grid.fill(target, block);
      return tell(dropped.size ? say.dropped + [...dropped].map((name) => say[name]).join(", ") + "." : "");
    }
    if (target === area && area.dataset.markup === "table" && !text.includes("|") && plain.includes("\t")) {
      const rows = cells(plain);
      if (!area.value.replace(/[|\-\s]|Kolom \d/g, "")) { area.select(); rows.splice(1, 0, "|" + "---|".repeat(rows[0].split(/[^\\]\|/).length - 1)); }
      text = rows.join("\n");
    }
    const written = target.value.slice(0, target.selectionStart).split("\n").pop().trim();
    if (html && target === area && written && /\n\n|^(#|- |1\. |\|)/.test(text)) text = "\n\n" + text;
    if (text.length > free) return refuse(text.length);
    if (!html && text === plain) return;
    event.preventDefault();
    type(target, text);
    tell(dropped.size ? say.dropped + [...dropped].map((name) => say[name]).join(", ") + "." : "");
  };
  form.addEventListener("paste", pasted);

  // The caret waits in the text.
  const wrong = form.querySelector("[aria-invalid=true]");
  const first = wrong || (grid && grid.first()) || area || form.querySelector("input:not([type=hidden]), select");
  if (first && !document.querySelector("[data-error-summary]")) {
    first.focus({ preventScroll: true });
    if (first === area && !wrong) area.setSelectionRange(area.value.length, area.value.length);
  }
  form.scrollIntoView({ block: "nearest" });
})();
