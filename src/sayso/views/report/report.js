"use strict";
// Works on ids and segments only. Nothing is fetched, and nothing from the article becomes markup.
// The class comes before the page is parsed: setting it later would lay a long page out twice.
document.documentElement.classList.add("js");
document.addEventListener("DOMContentLoaded", () => {
  const root = document.documentElement;
  const $ = (id) => document.getElementById(id);
  const status = $("status"), find = $("find"), all = $("all"), theme = $("theme");

  const numbers = (text) => (text ? text.split(" ") : []);
  const put = (map, key, item) => (map.get(key) || map.set(key, []).get(key)).push(item);

  const articles = [...document.querySelectorAll(".doc")].map((doc) => {
    const claims = [...doc.querySelectorAll(".claim")];
    const segments = [...doc.querySelectorAll(".text .s")];
    const words = new Map(), voices = new Map();
    for (const s of segments) {
      for (const n of numbers(s.dataset.c)) put(words, n, s);
      for (const a of numbers(s.dataset.v)) put(voices, a, s);
    }
    const paragraphs = [...doc.querySelectorAll(".text p")], notes = [...doc.querySelectorAll(".n")];
    return { doc, text: doc.querySelector(".text"), notes, claims, segments, words, voices, paragraphs, chosen: { b: new Set(), s: new Set() } };
  });
  const number = (claim) => claim.id.split("-c")[1];
  const every = articles.flatMap((a) => a.claims.map((claim) => ({ a, claim })));
  let current = -1;

  // Selecting a claim outlines its words, and the sources and cues of its chain.
  function mark(index, on) {
    if (index < 0) return;
    const { a, claim } = every[index];
    claim.classList.toggle("on", on);
    if (on) claim.setAttribute("aria-current", "true");
    else claim.removeAttribute("aria-current");
    for (const s of a.words.get(number(claim)) || []) s.classList.toggle("on", on);
    for (const v of numbers(claim.dataset.a))
      for (const s of a.voices.get(v) || []) s.classList.toggle("voice", on);
    const anchor = $(claim.id.replace("-c", "-t"));
    if (anchor) anchor.classList.toggle("on", on);
  }
  // Only what is out of sight moves, or the page would jump under the reader's eyes.
  function reveal(element, container) {
    if (!element) return;
    const box = element.getBoundingClientRect();
    const frame = container && getComputedStyle(container).overflowY === "auto" ? container.getBoundingClientRect() : null;
    const top = Math.max(frame ? frame.top : 0, 60), bottom = frame ? Math.min(frame.bottom, innerHeight) : innerHeight;
    if (box.top >= top && box.bottom <= bottom) return;
    if (frame) container.scrollTop += box.top - frame.top - 44;
    else element.scrollIntoView({ block: "center" });
  }
  function select(index, { text = true, ledger = true, focus = false } = {}) {
    mark(current, false);
    current = index;
    if (index < 0) return;
    mark(index, true);
    const { a, claim } = every[index];
    if (text) reveal((a.words.get(number(claim)) || [])[0], null);
    if (ledger) reveal(claim, claim.closest(".ledger"));
    if (focus) claim.querySelector(".words").focus({ preventScroll: true });
    const shown = visible();
    status.textContent = `Claim ${shown.indexOf(index) + 1} of ${shown.length}`;
  }
  const visible = () => every.map((e, i) => i).filter((i) => !every[i].claim.hidden);
  function step(by) {
    const shown = visible();
    if (!shown.length) return;
    const at = shown.indexOf(current);
    const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(shown.length - 1, Math.max(0, at + by));
    select(shown[next], { focus: true });
  }

  // Filters of one group add up; the two groups, and the search, narrow each other.
  function refresh() {
    const pattern = sought();
    let filtered = false;
    for (const a of articles) {
      const active = a.chosen.b.size + a.chosen.s.size > 0;
      filtered ||= active;
      const kept = new Set(), heard = new Set();
      for (const claim of a.claims) {
        const passes = (!a.chosen.b.size || a.chosen.b.has(claim.dataset.b)) &&
          (!a.chosen.s.size || a.chosen.s.has(claim.dataset.s));
        claim.hidden = !passes || (pattern !== null && !test(pattern, claim.textContent));
        if (!passes) continue;
        kept.add(number(claim));
        for (const v of numbers(claim.dataset.a)) heard.add(v);
      }
      a.text.classList.toggle("narrow", active);
      for (const s of a.segments) {
        const stays = numbers(s.dataset.c).some((n) => kept.has(n)) || numbers(s.dataset.v).some((v) => heard.has(v));
        s.classList.toggle("keep", active && stays);
      }
      for (const n of a.notes) n.classList.toggle("keep", active && kept.has(n.dataset.n));
      for (const control of a.doc.querySelectorAll("[data-filter]")) {
        const group = a.chosen[control.dataset.filter], on = group.has(control.dataset.value);
        if (control.tagName === "BUTTON") control.setAttribute("aria-pressed", String(on));
        else control.classList.toggle("off", group.size > 0 && !on);
      }
    }
    const places = highlight(pattern);
    const shown = visible().length;
    all.hidden = !filtered && pattern === null;
    status.textContent = `${shown} of ${every.length} claims` +
      (pattern ? `, ${places} ${places === 1 ? "place" : "places"} in the text` : "");
    if (current >= 0 && every[current].claim.hidden) select(-1);
  }
  function sought() {
    const words = find.value.trim();
    if (!words) return null;
    return new RegExp(words.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&").replace(/\s+/g, "\\s+"), "gi");
  }
  function test(pattern, text) {
    pattern.lastIndex = 0;
    return pattern.test(text);
  }
  // Matches may run across segments, so each paragraph is searched as one string.
  function highlight(pattern) {
    const ranges = [];
    let places = 0;
    for (const a of articles) {
      for (const p of a.paragraphs) {
        const text = p.textContent;
        const matches = pattern ? [...text.matchAll(pattern)] : [];
        places += matches.length;
        p.classList.toggle("dim", pattern !== null && !matches.length);
        if (!matches.length || ranges.length > 5000) continue;
        const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
        let node = walker.nextNode(), from = 0;
        const locate = (offset, end) => {
          while (node && (end ? offset > from + node.length : offset >= from + node.length)) {
            from += node.length;
            node = walker.nextNode();
          }
          return [node, offset - from];
        };
        for (const m of matches) {
          const range = new Range();
          range.setStart(...locate(m.index, false));
          range.setEnd(...locate(m.index + m[0].length, true));
          ranges.push(range);
        }
      }
    }
    if (globalThis.CSS && CSS.highlights) {
      if (ranges.length) CSS.highlights.set("found", new Highlight(...ranges));
      else CSS.highlights.delete("found");
    }
    if (places && ranges[0]) reveal(ranges[0].startContainer.parentElement, null);
    return places;
  }
  function reset() {
    find.value = "";
    for (const a of articles) { a.chosen.b.clear(); a.chosen.s.clear(); }
    select(-1);
    refresh();
  }

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (!target) return;
    const doc = target.closest(".doc");
    const a = articles.find((x) => x.doc === doc);
    if (!a) return;
    const control = target.closest("[data-filter]");
    if (control) {
      const group = a.chosen[control.dataset.filter], value = control.dataset.value;
      if (!group.delete(value)) group.add(value);
      refresh();
      return;
    }
    const at = (n) => every.findIndex((e) => e.a === a && number(e.claim) === n);
    const claim = target.closest(".claim");
    if (claim) {
      if (String(getSelection())) return;
      event.preventDefault();
      select(at(number(claim)), { ledger: false });
      return;
    }
    const note = target.closest(".n"), words = target.closest(".text .s[data-c]");
    if ((!note && !words) || String(getSelection())) return;
    const mine = note ? [note.dataset.n] : numbers(words.dataset.c);
    const open = mine.filter((n) => !every[at(n)].claim.hidden);
    if (!open.length) return;
    event.preventDefault();
    // Clicking the same words again goes on to the next claim that covers them.
    const now = current >= 0 && every[current].a === a ? open.indexOf(number(every[current].claim)) : -1;
    select(at(open[(now + 1) % open.length]), { text: false, focus: Boolean(note) });
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") { reset(); if (document.activeElement === find) find.blur(); return; }
    if (event.target === find) {
      if (event.key === "Enter") step(1);
      return;
    }
    const by = { j: 1, ArrowRight: 1, k: -1, ArrowLeft: -1 }[event.key];
    if (by) { event.preventDefault(); step(by); }
    else if (event.key === "/") { event.preventDefault(); find.focus(); find.select(); }
  });
  let waiting = 0;
  find.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(refresh, 120); });
  $("previous").addEventListener("click", () => step(-1));
  $("next").addEventListener("click", () => step(1));
  all.addEventListener("click", () => { reset(); find.focus(); });

  // The theme follows the system until the reader chooses; storage may be closed to a local file.
  const stored = (value) => {
    try { return value ? localStorage.setItem("sayso-theme", value) : localStorage.getItem("sayso-theme"); }
    catch { return null; }
  };
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const showTheme = () => theme.setAttribute("aria-pressed", String(isDark()));
  if (["dark", "light"].includes(stored())) root.dataset.theme = stored();
  theme.addEventListener("click", () => { root.dataset.theme = isDark() ? "light" : "dark"; stored(root.dataset.theme); showTheme(); });
  system.addEventListener("change", showTheme);
  showTheme();
  status.textContent = `${every.length} claim${every.length === 1 ? "" : "s"}`;
  // A link to a claim from elsewhere opens it.
  const linked = every.findIndex((e) => `#${e.claim.id}` === location.hash);
  if (linked >= 0) select(linked);
});
