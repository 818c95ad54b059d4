"""What is measured, as JavaScript that runs in the page: when it is of use, its frames, its answers."""

# From navigation: `first` mark, `ready` to be used, and `calm`: the main thread then answered a timer within
# 50 ms three times running. `%s` is what must be true for the last two, and what finds a mark.
WATCH = """(() => {
  const marks = () => { try { return document.querySelector(%(mark)s) !== null; } catch { return false; } };
  const ready = () => { try { return Boolean(%(ready)s); } catch { return false; } };
  const seen = window.bench = { frames: [], events: [] };
  let calm = 0, last = 0;
  const idle = () => {
    const now = performance.now();
    calm = now - last < 50 ? calm + 1 : 0;
    last = now;
    if (calm < 3) return setTimeout(idle, 0);
    seen.calm = now;
    console.debug("bench: calm"); // for the waiting side: a strict policy lets it evaluate nothing of its own
  };
  const poll = () => {
    if (seen.first === undefined && marks()) seen.first = performance.now();
    if (!ready()) return setTimeout(poll, 4);
    seen.ready = last = performance.now();
    setTimeout(idle, 0);
  };
  poll();
  new PerformanceObserver((list) => { for (const one of list.getEntries()) seen.paint = one.startTime; })
    .observe({ type: "largest-contentful-paint", buffered: true });
  seen.shift = 0;
  new PerformanceObserver((list) => { for (const one of list.getEntries()) seen.shift += one.value; })
    .observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => { for (const one of list.getEntries()) seen.events.push(one.duration); })
    .observe({ type: "event", durationThreshold: 16, buffered: true });
})()"""

PAINTED = """() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime"""

START_FRAMES = """() => {
  bench.frames = []; bench.running = true;
  let before;
  const frame = (now) => {
    if (before !== undefined) bench.frames.push(now - before);
    before = now;
    if (bench.running) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}"""
STOP_FRAMES = "() => { bench.running = false; return bench.frames; }"

# Two frames after an action its outcome is on the screen; the slowest step of the event itself comes from
# Event Timing, which counts until the next paint and leaves out what takes less than 16 ms.
FORGET_EVENTS = "() => { bench.events = []; }"
SLOWEST_EVENT = """() => new Promise((done) => requestAnimationFrame(() => setTimeout(() =>
  done(Math.max(0, ...bench.events)), 120)))"""

# Until the picture is drawn anew after a filter was set: `[name, value]`.
FILTERED = """([name, value]) => new Promise((done) => {
  const picture = document.querySelector("[data-picture]");
  const named = `form.filters [name="${name}"]`;
  const field = document.querySelector(named);
  const options = field.options ? [...field.options] : [];
  const began = performance.now();
  let answered = false;
  const fetched = window.fetch;
  window.fetch = async (...asked) => {
    const answer = await fetched(...asked);
    answered ||= String(asked[0]).includes("/api/v1/timeline/");
    return answer;
  };
  const watch = new MutationObserver(() => {
    if (!answered) return;
    watch.disconnect();
    window.fetch = fetched;
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - began), 0));
  });
  watch.observe(picture, { childList: true, subtree: true, attributes: true });
  if (field.multiple) for (const one of options) one.selected = one.value === value;
  else if (field.type === "checkbox") document.querySelector(`${named}[value="${value}"]`).click();
  else field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
})"""
