/* Everything here is a comfort: each page works without it. Hooks: docs/components.md */
(() => {
  "use strict";
  const all = (query, root = document) => [...root.querySelectorAll(query)];
  const id = document.documentElement.lang !== "en";
  const say = id
    ? { saving: "Menyimpan…", saved: "Tersimpan otomatis pukul ", offline: "Luring: tersimpan di gawai ini",
        kept: "Ada isian yang belum terkirim dari kunjungan lalu.", restore: "Kembalikan", forget: "Buang", letters: " huruf" }
    : { saving: "Saving…", saved: "Saved automatically at ", offline: "Offline: kept on this device",
        kept: "There are entries from your last visit that were not sent.", restore: "Restore", forget: "Discard", letters: " characters" };

  // The error summary takes the focus, so that it is read first.
  all("[data-error-summary]").forEach((box) => box.focus());
  all("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  });
  all(".scoring-list").forEach((list) => { if (matchMedia("(max-width: 63.99rem)").matches) list.open = false; });

  // On a phone a menu begins at the page one is on.
  all(".nav [aria-current], .page-nav [aria-current]").forEach((link) => {
    const row = link.closest("ul");
    if (row) row.scrollLeft += link.getBoundingClientRect().left - row.getBoundingClientRect().left - 16;
  });

  // Characters typed, beside the field.
  all("textarea[data-count]").forEach((area) => {
    const out = document.querySelector(`[data-count-for="${area.id}"]`);
    const count = () => { if (out) out.textContent = area.value.length + say.letters; };
    area.addEventListener("input", count);
    count();
  });

  // Autosave: 900 ms after the last key, and when a field is left. Never the only way to save.
  const clock = () => {
    const now = new Date();
    const two = (n) => String(n).padStart(2, "0");
    return two(now.getHours()) + (id ? "." : ":") + two(now.getMinutes());
  };
  all("form[data-autosave]").forEach((form) => {
    const line = form.querySelector("[data-save-status]");
    const show = (text) => { if (line) line.textContent = text; };
    let timer, changed = false, running = false, pressed = null;
    const save = async () => {
      clearTimeout(timer);
      if (!changed || running) return;
      changed = false;
      running = true;
      show(say.saving);
      try {
        const body = new FormData(form);
        all("input[type=file]", form).forEach((input) => body.delete(input.name));
        const answer = await fetch(form.dataset.autosave, { method: "POST", body, headers: { Accept: "application/json" }, signal: AbortSignal.timeout?.(8000) });
        const said = await answer.json();
        const version = form.elements.namedItem("version");
        if (said.version !== undefined && version) version.value = said.version;
        show(answer.ok ? say.saved + (said.saved || clock()) : said.error);
        if (answer.ok) form.dispatchEvent(new Event("kept"));
      } catch {
        changed = true;
        show(say.offline);
      }
      running = false;
      if (pressed) return form.requestSubmit(pressed);
      if (changed && navigator.onLine) timer = setTimeout(save, 5000);
    };
    form.addEventListener("input", (event) => {
      if (event.target.type === "file") return;
      changed = true;
      clearTimeout(timer);
      timer = setTimeout(save, 900);
    });
    // Going to a button of this form sends it anyway; two at once would be in each other's way.
    form.addEventListener("focusout", (event) => event.relatedTarget?.form === form && event.relatedTarget.matches("button") || save());
    addEventListener("online", save);
    form.addEventListener("submit", (event) => {
      clearTimeout(timer);
      changed = false;
      if (!running || !event.submitter) return;
      event.preventDefault();
      pressed = event.submitter;
    });
  });

  // Unsent entries stay in this browser until a page of ours has answered that they arrived.
  const store = (act) => { try { return act(localStorage); } catch { return null; /* private window: nothing is kept */ } };
  const visit = performance.getEntriesByType("navigation")[0];
  const arrived = visit && visit.type === "navigate" && document.referrer.startsWith(location.origin) &&
    !document.querySelector("[data-error-page], [data-error-summary]");
  store((memory) => Object.keys(memory).filter((key) => key.startsWith("sent:")).forEach((key) => {
    if (arrived) memory.removeItem(key.slice(5));
    memory.removeItem(key);
  }));
  const draftable = (form) => all("textarea, select, input", form).filter((field) =>
    field.name && field.name !== "csrfmiddlewaretoken" && !["file", "hidden", "password", "submit"].includes(field.type));
  all("form[data-draft]").forEach((form) => {
    const key = "draft:" + form.dataset.draft;
    const read = () => draftable(form).map((field) =>
      ["radio", "checkbox"].includes(field.type) ? [field.name, field.value, field.checked] : [field.name, field.value]);
    const first = JSON.stringify(read());
    const kept = store((memory) => memory.getItem(key));
    if (kept && kept !== first) {
      const box = document.createElement("div");
      box.className = "note warn row";
      box.setAttribute("role", "status");
      box.append(say.kept);
      const button = (text, act) => {
        const made = document.createElement("button");
        made.type = "button";
        made.className = "btn secondary mini";
        made.textContent = text;
        made.addEventListener("click", () => { act(); box.remove(); });
        box.append(made);
      };
      button(say.restore, () => {
        const values = JSON.parse(kept);
        draftable(form).forEach((field) => {
          const choice = ["radio", "checkbox"].includes(field.type);
          const found = values.find(([name, value]) => name === field.name && (!choice || value === field.value));
          if (!found) return;
          if (choice) field.checked = found[2]; else field.value = found[1];
        });
        form.dispatchEvent(new Event("input", { bubbles: true }));
      });
      button(say.forget, () => store((memory) => memory.removeItem(key)));
      form.prepend(box);
    }
    form.addEventListener("input", () => store((memory) => memory.setItem(key, JSON.stringify(read()))));
    form.addEventListener("submit", () => store((memory) => memory.setItem("sent:" + key, "1")));
    form.addEventListener("kept", () => store((memory) => memory.removeItem(key)));
  });

  // Scoring by keyboard. The single keys can be switched off, and rest while somebody types.
  const scoring = document.querySelector("form[data-scoring]");
  if (scoring) {
    const box = document.querySelector("[data-shortcuts]");
    const memory = "shortcuts-off";
    if (box) {
      try { box.checked = localStorage.getItem(memory) === null; } catch { /* stays on */ }
      box.addEventListener("change", () => {
        try { if (box.checked) localStorage.removeItem(memory); else localStorage.setItem(memory, "1"); } catch { /* this page only */ }
      });
    }
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey && event.key === "Enter") { scoring.requestSubmit(); return; }
      const typing = event.target.matches("textarea, select, input:not([type=radio], [type=checkbox])");
      if ((box && !box.checked) || typing || event.ctrlKey || event.altKey || event.metaKey) return;
      const go = { j: "next", k: "prev" }[event.key.toLowerCase()];
      const link = go && document.querySelector(`a[rel="${go}"]`);
      if (link) { link.click(); return; }
      const radio = /^[0-9]$/.test(event.key) && scoring.querySelector(`input[type=radio][name=level][value="${event.key}"]`);
      if (!radio) return;
      radio.checked = true;
      radio.focus();
      radio.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  // A place to drop files; the file input inside it is the real control.
  all("[data-drop]").forEach((zone) => {
    const input = zone.querySelector("input[type=file]");
    if (!input) return;
    ["dragover", "dragleave", "drop"].forEach((kind) => zone.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.toggle("over", kind === "dragover");
      if (kind !== "drop" || !event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }));
  });
})();
