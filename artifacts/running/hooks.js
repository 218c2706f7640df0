// Runs in the page's own world before any script of the page: keeps account of timers and drawing, and answers for
// what a person would be asked. What it reports steers how long the page is watched; what a page does is measured by
// sampler.js in a world of its own, which the page cannot reach.
(() => {
  const native = {
    setTimeout: window.setTimeout, setInterval: window.setInterval,
    clearTimeout: window.clearTimeout, clearInterval: window.clearInterval,
    requestAnimationFrame: window.requestAnimationFrame, now: performance.now.bind(performance),
    addEventListener: EventTarget.prototype.addEventListener,
  };
  const MOST_TIMERS = 5000, MOST_DRAWS = 400, MOST_LISTENERS = 400;
  const timers = new Map();
  const draws = [];
  const listeners = new Set();
  const opened = [];
  let frameAt = -1e9, armed = 0, dialogs = 0, windows = 0, workers = 0;

  const runnable = (work) => typeof work === 'function' ? work : () => (0, eval)(String(work));
  const remember = (id, delay, repeats) => {
    armed += 1;
    if (timers.size < MOST_TIMERS) timers.set(id, {delay, repeats, due: native.now() + delay, fired: 0});
  };
  const delayOf = (delay) => Math.max(0, Math.min(Number(delay) || 0, 2147483647));
  // A chain of setTimeout repeats as an interval does, and intervals are set anew at each slide: counted by delay.
  const chains = new Map();
  const count = (wait) => { if (chains.size < MOST_TIMERS) chains.set(wait, (chains.get(wait) || 0) + 1); };
  window.setTimeout = function (work, delay, ...rest) {
    const run = runnable(work), wait = delayOf(delay);
    const id = native.setTimeout.call(window, function () {
      timers.delete(id);
      count(wait);
      return run.apply(this, rest);
    }, wait);
    remember(id, wait, false);
    return id;
  };
  window.setInterval = function (work, delay, ...rest) {
    const run = runnable(work), wait = delayOf(delay);
    const id = native.setInterval.call(window, function () {
      const timer = timers.get(id);
      count(wait);
      if (timer) { timer.fired += 1; timer.due = native.now() + wait; }
      return run.apply(this, rest);
    }, wait);
    remember(id, wait, true);
    return id;
  };
  window.clearTimeout = window.clearInterval = function (id) {
    timers.delete(id);
    native.clearTimeout.call(window, id);
    native.clearInterval.call(window, id);
  };
  window.requestAnimationFrame = function (work) {
    frameAt = native.now();
    return native.requestAnimationFrame.call(window, work);
  };

  if (window.Worker) {
    // What a worker counts reaches the page as messages; the page is then watched as one that draws without end.
    window.Worker = class extends window.Worker { constructor(...rest) { super(...rest); workers += 1; } };
  }
  window.alert = () => { dialogs += 1; };
  window.confirm = () => { dialogs += 1; return true; };
  window.prompt = () => { dialogs += 1; return null; };
  window.print = () => { dialogs += 1; };
  window.open = (address) => {
    windows += 1;
    if (opened.length < 20) opened.push(new URL(String(address || ''), document.baseURI).href.slice(0, 500));
    return null;
  };

  EventTarget.prototype.addEventListener = function (type, ...rest) {
    if (this instanceof Element && /^(mouse|pointer|click)/.test(type) && listeners.size < MOST_LISTENERS) listeners.add(this);
    return native.addEventListener.call(this, type, ...rest);
  };

  const canvasOf = (context) => context && context.canvas;
  const note = (canvas, what, place) => {
    if (!(canvas instanceof HTMLCanvasElement)) return;
    if (draws.length >= MOST_DRAWS) draws.shift();
    const box = canvas.getBoundingClientRect();
    draws.push([Math.round(native.now()), Math.round(box.x), Math.round(box.y), what, place]);
  };
  const context2d = window.CanvasRenderingContext2D && CanvasRenderingContext2D.prototype;
  if (context2d) {
    const {drawImage} = context2d;
    context2d.drawImage = function (image, ...place) {
      const canvas = canvasOf(this);
      const size = place.length >= 8 ? place.slice(6, 8) : place.length >= 4 ? place.slice(2, 4) : [image.width, image.height];
      if (canvas && size[0] * size[1] >= 0.5 * canvas.width * canvas.height) {
        note(canvas, 'image', [String(image.currentSrc || image.src || '').slice(0, 2000), Math.round(place[0] || 0)]);
      }
      return drawImage.call(this, image, ...place);
    };
    for (const name of ['fillText', 'strokeText']) {
      const write = context2d[name];
      context2d[name] = function (text, x, y, ...rest) {
        const moved = this.getTransform ? this.getTransform() : {e: 0, f: 0};
        note(canvasOf(this), 'text', [String(text).slice(0, 80), Math.round(x + moved.e), Math.round(y + moved.f)]);
        return write.call(this, text, x, y, ...rest);
      };
    }
  }

  const HANDLERS = ['onmouseover', 'onmouseenter', 'onmousemove', 'onpointerover', 'onpointerenter', 'onpointermove'];
  // Elements that listen to the pointer, whether by a listener or by a property that a script has set.
  const listening = () => {
    const own = [...document.querySelectorAll('body *')].slice(0, 3000).filter((element) => HANDLERS.some((name) => element[name]));
    return new Set([...listeners, ...own]);
  };
  const points = () => [...listening()].filter((element) => element.isConnected).flatMap((element) => {
    // A handler on a list serves its items: each of the first few is worth the pointer.
    const inner = element.children.length > 1 ? [...element.children].slice(0, 12) : [element];
    return inner.map((one) => one.getBoundingClientRect()).filter((box) => box.width > 3 && box.height > 3)
      .map((box) => [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)]);
  }).slice(0, 200);

  const report = () => ({
    now: Math.round(native.now()), armed, dialogs, windows, opened,
    timers: [...timers.values()].slice(0, 200).map((one) => [one.delay, one.repeats, Math.round(one.due), one.fired]),
    chains: [...chains].slice(0, 200), frames: workers > 0 || native.now() - frameAt < 200, draws: draws.slice(), points: points(),
  });
  Object.defineProperty(window, '__yuejuanAccount', {value: report});
})();
