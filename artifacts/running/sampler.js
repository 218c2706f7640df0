// Runs in a world of its own beside the page: what is where, how visible, and since the last look changed. One call
// gives the entries that changed, each a list that begins with its kind; samples.py knows their order.
globalThis.yuejuanSampler = (() => {
  const MOST_ELEMENTS = 6000, MOST_PICTURES = 200, MOST_TEXTS = 800, MOST_BOXES = 150, PSEUDO_LIMIT = 2000;
  const keys = new WeakMap();
  let nextKey = 1, last = new Map(), truncated = false;
  const round = (value) => Math.round(value * 10) / 10;

  const selectorOf = (element) => {
    const parts = [];
    for (let one = element; one && one.nodeType === 1 && parts.length < 8; one = one.parentElement) {
      const tag = one.localName;
      if (one.id && /^[\w\u0080-\uffff-]+$/.test(one.id) && !/^\d/.test(one.id)) { parts.unshift(`${tag}#${one.id}`); break; }
      if (tag === 'body' || tag === 'html') { parts.unshift(tag); break; }
      const alike = one.parentElement ? [...one.parentElement.children].filter((other) => other.localName === tag) : [one];
      parts.unshift(alike.length > 1 ? `${tag}:nth-of-type(${alike.indexOf(one) + 1})` : tag);
    }
    return parts.join(' > ');
  };

  // The parent, out of a shadow tree into the element that holds it.
  const parentOf = (element) => element.parentElement || (element.parentNode && element.parentNode.host) || null;
  const elementsOf = (root) => root.querySelectorAll(root.host ? '*' : 'body, body *');

  // The page, the pages in its frames and the open shadow trees, each with its place in the window.
  const documents = () => {
    const found = [];
    const visit = (root, dx, dy, depth) => {
      found.push({root, dx, dy});
      if (depth >= 3 || found.length > 12) return;
      for (const element of elementsOf(root)) if (element.shadowRoot && found.length <= 12) visit(element.shadowRoot, dx, dy, depth + 1);
      for (const frame of root.querySelectorAll('iframe, frame')) {
        let inner = null;
        try { inner = frame.contentDocument; } catch (error) { continue; }  // another origin: nothing to see there
        if (!inner || !inner.documentElement) continue;
        const box = frame.getBoundingClientRect();
        if (box.width > 4 && box.height > 4) visit(inner, dx + box.x + frame.clientLeft, dy + box.y + frame.clientTop, depth + 1);
      }
    };
    visit(document, 0, 0, 0);
    return found;
  };

  const meet = (a, b) => {
    const x = Math.max(a[0], b[0]), y = Math.max(a[1], b[1]);
    return [x, y, Math.max(0, Math.min(a[0] + a[2], b[0] + b[2]) - x), Math.max(0, Math.min(a[1] + a[3], b[1] + b[3]) - y)];
  };
  const EVERYWHERE = [-1e6, -1e6, 2e6, 2e6];

  class Look {
    constructor(root, dx, dy) {
      this.root = root; this.dx = dx; this.dy = dy; this.view = (root.ownerDocument || root).defaultView;
      this.styles = new Map(); this.clips = new Map(); this.sigs = new Map(); this.opacities = new Map();
    }
    style(element) {
      let style = this.styles.get(element);
      if (!style) { style = this.view.getComputedStyle(element); this.styles.set(element, style); }
      return style;
    }
    box(element) {
      const box = element.getBoundingClientRect();
      return [round(box.x + this.dx), round(box.y + this.dy), round(box.width), round(box.height)];
    }
    opacity(element) {
      if (!element) return 1;
      let value = this.opacities.get(element);
      if (value === undefined) {
        const style = this.style(element);
        const filter = /opacity\(([\d.]+)(%?)\)/.exec(style.filter);
        const filtered = filter ? Number(filter[1]) / (filter[2] ? 100 : 1) : 1;
        value = Number(style.opacity) * Math.min(1, filtered) * this.opacity(parentOf(element));
        this.opacities.set(element, value);
      }
      return value;
    }
    holder(element) {  // the ancestor whose clip holds for the element
      const position = this.style(element).position;
      if (position !== 'fixed' && position !== 'absolute') return parentOf(element);
      for (let one = parentOf(element); one; one = parentOf(one)) {
        const style = this.style(one);
        if (style.transform !== 'none' || style.perspective !== 'none') return one;
        if (position === 'absolute' && style.position !== 'static') return one;
      }
      return null;
    }
    // What the element's content is cut to, and the key of the innermost element that cuts.
    clip(element) {
      if (!element || element === this.root.body || element === this.root.documentElement) return {box: EVERYWHERE, key: 0, by: null};
      let value = this.clips.get(element);
      if (value) return value;
      this.clips.set(element, {box: EVERYWHERE, key: 0, by: null});  // ends a circle, should there ever be one
      const outer = this.clip(this.holder(element));
      const style = this.style(element);
      value = outer;
      const cuts = style.overflowX !== 'visible' || style.overflowY !== 'visible' || style.clipPath !== 'none' || element.localName === 'marquee';
      if (cuts) {
        let own = this.box(element);
        const inset = /^inset\(([-\d.]+)px(?: ([-\d.]+)px)?(?: ([-\d.]+)px)?(?: ([-\d.]+)px)?\)/.exec(style.clipPath);
        if (inset) {
          const [top, right = top, bottom = top, left = right] = inset.slice(1).map((one) => one === undefined ? undefined : Number(one));
          own = [own[0] + left, own[1] + top, own[2] - left - right, own[3] - top - bottom];
        }
        value = {box: meet(own, outer.box), key: keyOf(element), by: element};
      }
      const rect = /^rect\(([-\d.]+)px, ([-\d.]+)px, ([-\d.]+)px, ([-\d.]+)px\)/.exec(style.clip);
      if (rect && (style.position === 'absolute' || style.position === 'fixed')) {
        const own = this.box(element);
        const [top, right, bottom, left] = rect.slice(1).map(Number);
        value = {box: meet([own[0] + left, own[1] + top, right - left, bottom - top], value.box), key: keyOf(element), by: element};
      }
      this.clips.set(element, value);
      return value;
    }
    // A number that changes when something moves the element on purpose: position, transform, margin, scrolling.
    sig(element) {
      if (!element || element === this.root.documentElement) return '';
      let value = this.sigs.get(element);
      if (value === undefined) {
        const s = this.style(element);
        const scroll = element === this.root.body ? '' : `${Math.round(element.scrollLeft)},${Math.round(element.scrollTop)}`;
        const placed = s.position === 'static' ? '' : `${s.left},${s.top}`;
        const own = [s.transform, s.translate, s.rotate, s.scale, s.offsetDistance, placed, s.marginLeft, s.marginTop, s.textIndent, s.paddingLeft, s.paddingTop, scroll,
          element.ownerSVGElement ? `${element.getAttribute('x')},${element.getAttribute('y')}` : ''].join('|');
        value = hash(this.sig(parentOf(element)) + own);
        this.sigs.set(element, value);
      }
      return value;
    }
  }

  const hash = (text) => {
    let value = 0x811c9dc5;
    for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
    return (value >>> 0).toString(36);
  };
  const keyOf = (element) => {
    let key = keys.get(element);
    if (!key) { key = nextKey; nextKey += 1; keys.set(element, key); }
    return key;
  };

  const urlIn = (value, at) => {
    const urls = [...value.matchAll(/url\((?:"((?:[^"\\]|\\.)*)"|([^)]*))\)/g)].map((one) => one[1] ?? one[2]);
    if (!urls.length) return null;
    const fade = /-webkit-cross-fade\(.*?,\s*([\d.]+)\)/.exec(value) || /cross-fade\(.*?([\d.]+)%/.exec(value);
    if (fade && urls.length > 1) return Number(fade[1]) > 0.5 ? urls[1] : urls[0];
    return urls[at || 0];
  };

  const paintedBackground = (style, box, size) => {
    const first = style.backgroundSize.split(',')[0].trim().split(/\s+/);
    const sides = [box[2], box[3]];
    const natural = size || [0, 0];
    if (first[0] === 'cover' || first[0] === 'contain') {
      if (!natural[0]) return sides;
      const ratios = [sides[0] / natural[0], sides[1] / natural[1]];
      const ratio = first[0] === 'cover' ? Math.max(...ratios) : Math.min(...ratios);
      return [natural[0] * ratio, natural[1] * ratio];
    }
    const length = (value, side) => value === undefined || value === 'auto' ? null : value.endsWith('%') ? side * parseFloat(value) / 100 : parseFloat(value);
    const [wide, high] = [length(first[0], sides[0]), length(first[1], sides[1])];
    if (wide === null && high === null) return natural[0] ? natural : sides;
    const ratio = natural[0] ? natural[1] / natural[0] : 1;
    return [wide ?? high / ratio, high ?? wide * ratio];
  };

  const naturals = new Map();  // pictures of backgrounds, loaded once more (from the cache) to learn their size
  const natural = (url) => {
    if (!naturals.has(url)) {
      const image = new Image();
      naturals.set(url, image);
      image.src = url;
    }
    const image = naturals.get(url);
    return image.complete ? (image.naturalWidth ? [image.naturalWidth, image.naturalHeight] : [-1, -1]) : null;
  };

  const OPAQUE = /^rgb\(|^rgba\([^)]*, (0\.[89]\d*|1)\)/;
  const covers = (look, element) => {
    if (look.opacity(element) < 0.8) return false;
    const tag = element.localName;
    if (tag === 'img') return element.complete && element.naturalWidth > 0;
    if (tag === 'canvas' || tag === 'video' || tag === 'iframe' || tag === 'image') return true;
    const style = look.style(element);
    return OPAQUE.test(style.backgroundColor) || style.backgroundImage.includes('url(');
  };

  // The share of five points at which nothing opaque lies over the element; null where the window does not reach.
  const onTop = (look, element, shown) => {
    let seen = 0, asked = 0;
    for (const [h, v] of [[0.5, 0.5], [0.2, 0.25], [0.8, 0.25], [0.2, 0.75], [0.8, 0.75]]) {
      const x = shown[0] + shown[2] * h - look.dx, y = shown[1] + shown[3] * v - look.dy;
      if (x < 0 || y < 0 || x >= look.view.innerWidth || y >= look.view.innerHeight) continue;
      asked += 1;
      const stack = look.root.elementsFromPoint(x, y);
      const at = stack.indexOf(element);
      if (at < 0) {
        // Pictures that ignore the pointer are not in the list: asked whether something else hides the place.
        const own = look.style(element).pointerEvents === 'none' || element.ownerSVGElement;
        if (own) seen += 1;
        continue;
      }
      if (!stack.slice(0, at).some((other) => !element.contains(other) && covers(look, other))) seen += 1;
    }
    return asked ? seen / asked : null;
  };

  // The share of points of the window at which nothing opaque hides the page's ground.
  const bare = (look) => {
    const {innerWidth: width, innerHeight: height} = look.view;
    const points = [[0.5, 0.5], [0.02, 0.3], [0.98, 0.3], [0.02, 0.9], [0.98, 0.9]];
    const seen = points.filter(([h, v]) => !look.root.elementsFromPoint(width * h, height * v)
      .some((other) => other !== look.root.body && other !== look.root.documentElement && covers(look, other)));
    return seen.length / points.length;
  };

  const scaleOf = (look, element) => {
    let matrix = new DOMMatrix(), turned = false;
    for (let one = element; one; one = parentOf(one)) {
      const style = look.style(one);
      if (style.transform === 'none' && style.rotate === 'none' && style.scale === 'none') continue;
      let own = style.transform === 'none' ? new DOMMatrix() : new DOMMatrix(style.transform);
      if (style.scale !== 'none') { const [x, y = x] = style.scale.split(' ').map(Number); own = own.scale(x, y); }
      if (style.rotate !== 'none') turned = true;
      matrix = own.multiply(matrix);
    }
    turned = turned || Math.abs(matrix.b) > 0.01 || Math.abs(matrix.c) > 0.01;
    return {turned, x: Math.hypot(matrix.a, matrix.b), y: Math.hypot(matrix.c, matrix.d)};
  };

  // The size at which the picture itself is painted: without border and padding, and as before a rotation.
  const painted = (look, element, box) => {
    const style = look.style(element);
    const px = (name) => parseFloat(style[name]) || 0;
    const across = element.offsetWidth || box[2] || 1, down = element.offsetHeight || box[3] || 1;
    const inner = [across - px('borderLeftWidth') - px('borderRightWidth') - px('paddingLeft') - px('paddingRight'),
      down - px('borderTopWidth') - px('borderBottomWidth') - px('paddingTop') - px('paddingBottom')];
    const scale = scaleOf(look, element);
    if (scale.turned) return [inner[0] * scale.x, inner[1] * scale.y];
    return [box[2] * inner[0] / across, box[3] * inner[1] / down];
  };

  const sides = (look, element) => {
    const out = look.clip(element);
    return out;
  };

  const pictures = (look, element, entries) => {
    const style = look.style(element), tag = element.localName;
    const add = (kind, url, place, size, loaded) => {
      if (entries.count >= MOST_PICTURES) { truncated = true; return; }
      entries.count += 1;
      const box = look.box(element);
      // The element's own overflow cuts its background, its ancestors' cut both.
      const outer = look.clip(look.holder(element));
      let shown = meet(box, outer.box);
      if (kind !== 'image' && sides(look, element).by === element) shown = meet(shown, look.clip(element).box);
      const hidden = style.visibility !== 'visible' || style.display === 'none';
      const top = hidden || shown[2] < 2 || shown[3] < 2 ? 0 : onTop(look, element, shown);
      const key = keyOf(element);
      if (outer.by) entries.put(`c${outer.key}`, ['c', outer.key, look.box(outer.by)], outer.by);
      entries.put(`p${key}${kind}`, ['p', key, kind, String(url).slice(0, 4000), place, box, shown.map(round), size.map(round),
        round(hidden ? 0 : look.opacity(element) * 10) / 10, top, loaded, outer.key, look.sig(element)], element);
    };
    if (tag === 'img' || (tag === 'input' && element.type === 'image')) {
      const swapped = urlIn(style.content || '');
      const box = look.box(element);
      const loaded = tag === 'input' ? (natural(element.src) || [0])[0] > 0 : element.complete && element.naturalWidth > 0;
      add('image', swapped || element.currentSrc || element.src, '', painted(look, element, box), swapped ? (natural(swapped) || [0])[0] > 0 : loaded);
    } else if (tag === 'image' && element.href) {
      const url = new URL(element.href.baseVal, look.root.baseURI).href;
      add('image', url, '', look.box(element).slice(2), (natural(url) || [0])[0] > 0);
    } else if (tag === 'canvas' || tag === 'video') {
      add(tag, '', '', look.box(element).slice(2), true);
    }
    const background = style.backgroundImage;
    if (background.includes('url(') && element === look.root.body) {
      const url = urlIn(background), size = natural(url), whole = [look.dx, look.dy, look.view.innerWidth, look.view.innerHeight];
      entries.put(`p${keyOf(element)}ground`, ['p', keyOf(element), 'ground', url, '', whole, whole, [0, 0], round(look.opacity(element)),
        bare(look), Boolean(size && size[0] > 0), 0, ''], element);
    } else if (background.includes('url(') && element !== look.root.documentElement) {
      const url = urlIn(background), box = look.box(element), size = natural(url);
      const sheet = size && size[0] > 0 && (size[0] > element.clientWidth * 1.2 || size[1] > element.clientHeight * 1.2) && !/cover|contain/.test(style.backgroundSize);
      add('background', url, sheet ? `${style.backgroundPosition}` : '', paintedBackground(style, box, size && size[0] > 0 ? size : null), Boolean(size && size[0] > 0));
    }
    if (look.pseudo) {
      for (const which of ['::before', '::after']) {
        const part = look.view.getComputedStyle(element, which);
        if (part.content === 'none' || part.content === 'normal' || part.display === 'none') continue;
        const url = urlIn(part.content) || urlIn(part.backgroundImage);
        if (!url) continue;
        const size = natural(url);
        const visible = part.visibility === 'visible' ? Number(part.opacity) : 0;
        const box = look.box(element);
        const width = parseFloat(part.width) || (size ? size[0] : box[2]), height = parseFloat(part.height) || (size ? size[1] : box[3]);
        if (visible < 0.3 || entries.count >= MOST_PICTURES) continue;
        entries.count += 1;
        const key = keyOf(element);
        entries.put(`p${key}${which}`, ['p', key, which, url, '', box, meet(box, look.clip(element).box).map(round), [round(width), round(height)],
          round(visible * look.opacity(element)), 1, Boolean(size && size[0] > 0), look.clip(element).key, look.sig(element)], element);
      }
    }
  };

  const texts = (look, element, entries) => {
    if (entries.texts >= MOST_TEXTS) { truncated = true; return; }
    const tag = element.localName;
    if (tag === 'script' || tag === 'style' || tag === 'noscript' || tag === 'option' || tag === 'title') return;
    const key = keyOf(element);
    if ((tag === 'input' && /^(text|button|submit|search|)$/.test(element.type)) || tag === 'textarea') {
      entries.texts += 1;
      const box = look.box(element);
      const seen = look.style(element).visibility === 'visible' && look.opacity(element) > 0.1 && box[2] > 2 && box[3] > 2;
      const inner = [round(box[0] - element.scrollLeft), round(box[1] - element.scrollTop), box[2], box[3]];
      if (tag === 'textarea') entries.put(`c${key}`, ['c', key, box], element);
      entries.put(`t${key}`, ['t', key, element.value.slice(0, 300), inner, box, seen, tag === 'textarea' ? key : 0, look.sig(element), 1, round(parseFloat(look.style(element).fontSize))], element);
      return;
    }
    let words = '', box = null;
    for (const node of element.childNodes) {
      if (node.nodeType !== 3 || !node.data.trim()) continue;
      words += node.data.slice(0, 300);
      const range = element.ownerDocument.createRange();
      range.selectNodeContents(node);
      const one = range.getBoundingClientRect();
      if (!one.width && !one.height) continue;
      const own = [one.x + look.dx, one.y + look.dy, one.width, one.height];
      box = box ? [Math.min(box[0], own[0]), Math.min(box[1], own[1]), 0, 0, Math.max(box[4], own[0] + own[2]), Math.max(box[5], own[1] + own[3])]
        : [own[0], own[1], 0, 0, own[0] + own[2], own[1] + own[3]];
    }
    if (!words || !box) return;
    entries.texts += 1;
    const place = [round(box[0]), round(box[1]), round(box[4] - box[0]), round(box[5] - box[1])];
    const style = look.style(element), clip = look.clip(element);
    const shown = meet(place, clip.box);
    const size = parseFloat(style.fontSize);
    const inked = size > 4 && !/^rgba\([^)]*, 0\)$/.test(style.webkitTextFillColor || style.color);
    const seen = style.visibility === 'visible' && look.opacity(element) > 0.1 && inked && shown[2] > 2 && shown[3] > 2;
    const special = element.ownerSVGElement ? 2 : element.closest('marquee') ? (ends(element.closest('marquee')) ? 4 : 3) : 0;
    entries.put(`t${key}`, ['t', key, words.slice(0, 300), place, shown.map(round), seen, clip.key, look.sig(element), special, round(size)], element);
    if (clip.by) entries.put(`c${clip.key}`, ['c', clip.key, look.box(clip.by)], clip.by);
  };

  // Words that a style sheet puts before or behind an element and moves: only an animation can move them by itself.
  const tokens = new WeakMap();
  const generated = (look, entries) => {
    for (const one of look.root.getAnimations()) {
      const element = one.effect.target, which = one.effect.pseudoElement;
      if (!element || one.playState !== 'running' || (which !== '::before' && which !== '::after') || entries.texts >= MOST_TEXTS) continue;
      const style = look.view.getComputedStyle(element, which);
      const words = style.content.startsWith('"') ? style.content.slice(1, -1) : '';
      if (!words.trim()) continue;
      entries.texts += 1;
      if (!tokens.has(element)) tokens.set(element, {'::before': {}, '::after': {}});
      const key = keyOf(tokens.get(element)[which]), moved = style.transform === 'none' ? new DOMMatrix() : new DOMMatrix(style.transform);
      const translate = style.translate === 'none' ? [] : style.translate.split(' ');
      const offset = (side, start, given) => moved[side] + (parseFloat(given) || 0) + (style.position === 'static' ? 0 : parseFloat(style[start]) || 0)
        + (parseFloat(style[start === 'left' ? 'marginLeft' : 'marginTop']) || 0) + (start === 'left' ? parseFloat(style.textIndent) || 0 : 0);
      const box = look.box(element), clip = look.clip(element);
      const place = [round(box[0] + offset('e', 'left', translate[0])), round(box[1] + offset('f', 'top', translate[1])), parseFloat(style.width) || box[2], parseFloat(style.height) || box[3]];
      const shown = meet(place, clip.box);
      const seen = style.visibility === 'visible' && Number(style.opacity) * look.opacity(element) > 0.1 && shown[2] > 2 && shown[3] > 2;
      if (clip.by) entries.put(`c${clip.key}`, ['c', clip.key, look.box(clip.by)], clip.by);
      entries.put(`t${key}`, ['t', key, words.slice(0, 300), place, shown.map(round), seen, clip.key, hash(look.sig(element) + place), 0, round(parseFloat(style.fontSize))], element);
    }
  };

  // True for a marquee that runs a number of times and then stands still.
  const ends = (marquee) => marquee.loop > 0 || (marquee.getAttribute('behavior') || '').toLowerCase() === 'slide';
  const runs = (marquee) => {
    const speed = (marquee.scrollAmount || 6) / Math.max(marquee.trueSpeed ? 1 : 60, marquee.scrollDelay || 85);
    return (marquee.offsetWidth + marquee.scrollWidth) / speed * Math.max(1, marquee.loop);
  };

  const boxes = (look, element, entries) => {
    const style = look.style(element);
    const placed = style.position === 'fixed' || style.position === 'absolute' || style.position === 'sticky';
    const moved = style.transform !== 'none' || style.translate !== 'none' || style.offsetPath !== 'none' || style.position === 'relative';
    if (!placed && !moved) return;
    if (entries.boxes >= MOST_BOXES) { truncated = true; return; }
    const inner = [element, ...element.querySelectorAll('img, a[href], [style*="background"], input[type=image], iframe')].slice(0, 40);
    const goods = [];
    for (const one of inner) {
      const tag = one.localName, own = look.style(one);
      const isPicture = (tag === 'img' && one.complete && one.naturalWidth > 0) || (tag === 'input' && one.type === 'image')
        || (tag === 'iframe' && showsPicture(one))
        || (own.backgroundImage.includes('url(') && one !== look.root.body && (natural(urlIn(own.backgroundImage)) || [0])[0] > 0);
      const isLink = tag === 'a' && one.textContent.trim().length > 0;
      if (!isPicture && !isLink) continue;
      const shown = meet(look.box(one), look.clip(look.holder(one)).box);
      if (own.visibility !== 'visible' || look.opacity(one) < 0.15 || shown[2] < 4 || shown[3] < 4) continue;
      const top = onTop(look, one, shown);
      if (top !== null && top < 0.2) continue;  // something opaque lies over it
      goods.push([isPicture ? 'p' : 'l', shown.map(round), isLink && !isPicture ? one.textContent.trim().slice(0, 30) : (one.getAttribute('src') || own.backgroundImage).slice(-80)]);
    }
    if (!goods.length) return;
    entries.boxes += 1;
    const key = keyOf(element);
    const outer = look.clip(look.holder(element));
    const holder = element.offsetParent;
    const free = !holder || holder === look.root.body || holder === look.root.documentElement || style.position === 'fixed';
    const nav = Boolean(element.closest('nav, header, [role=navigation], menu') || element.querySelector('nav'));
    const inside = element.parentElement ? nearestBox(look, element.parentElement) : 0;
    entries.put(`b${key}`, ['b', key, style.position, look.box(element), goods, element.querySelectorAll('a[href]').length, element.textContent.trim().slice(0, 80),
      outer.box.map((side) => round(Math.max(-1e6, side))), free, nav, inside, look.sig(element),
      `${element.id} ${element.className && element.className.baseVal === undefined ? element.className : ''} ${(element.closest('a[href]') || element.querySelector('a[href]') || {getAttribute: () => ''}).getAttribute('href')}`.slice(0, 120)], element);
  };
  const showsPicture = (frame) => {
    try {
      return [...frame.contentDocument.images].some((one) => one.complete && one.naturalWidth > 0 && one.getBoundingClientRect().width * one.getBoundingClientRect().height > 900);
    } catch (error) { return false; }  // another origin: nothing to see there
  };
  const nearestBox = (look, element) => {
    for (let one = element; one; one = one.parentElement) {
      const position = look.style(one).position;
      if (position === 'fixed' || position === 'absolute' || position === 'sticky') return keyOf(one);
    }
    return 0;
  };

  // Everything that changed since the last call; all of it when `fresh`.
  const sample = (fresh) => {
    if (fresh) { last = new Map(); named.clear(); }
    const changed = [], now = new Map();
    const entries = {
      count: 0, texts: 0, boxes: 0,
      put(name, entry, element) {
        const text = JSON.stringify(entry);
        now.set(name, text);
        if (last.get(name) === text) return;
        if (!named.has(entry[1])) { named.add(entry[1]); changed.push(['s', entry[1], selectorOf(element), element.localName]); }
        changed.push(entry);
      },
    };
    let count = 0;
    for (const {root, dx, dy} of documents()) {
      const look = new Look(root, dx, dy);
      const all = elementsOf(root);
      look.pseudo = all.length <= PSEUDO_LIMIT;
      for (const element of all) {
        count += 1;
        if (count > MOST_ELEMENTS) { truncated = true; break; }
        pictures(look, element, entries);
        texts(look, element, entries);
        boxes(look, element, entries);
      }
      generated(look, entries);
      if (!pointing) for (const one of finite(root)) restless.add(one.effect.target);
    }
    for (const name of last.keys()) if (!now.has(name)) changed.push(['-', name]);
    last = now;
    return [Math.round(performance.now() * 10) / 10, document.title.slice(0, 200), Math.round(window.scrollX), Math.round(window.scrollY), truncated, changed];
  };
  const named = new Set();

  // Where a person would put the pointer: pictures, places of an image map, and whatever the style sheets answer for.
  const points = () => {
    pointing = true;
    const found = [];
    const add = (x, y, why, element) => {
      if (found.length < 400 && x >= 0 && y >= 0 && x < innerWidth && y < innerHeight) found.push([Math.round(x), Math.round(y), why, keyOf(element), selectorOf(element)]);
    };
    for (const {root, dx, dy} of documents()) {
      const look = new Look(root, dx, dy);
      const middle = (element, why) => {
        const shown = meet(look.box(element), look.clip(look.holder(element)).box);
        if (shown[2] > 3 && shown[3] > 3) add(shown[0] + shown[2] / 2, shown[1] + shown[3] / 2, why, element);
      };
      for (const element of root.querySelectorAll('img, input[type=image], svg image, canvas')) middle(element, 'picture');
      for (const element of root.querySelectorAll('map area')) {
        const map = element.closest('map');
        const image = [...root.querySelectorAll('img[usemap]')].find((one) => one.useMap.slice(1).toLowerCase() === (map.name || map.id).toLowerCase());
        if (!image) continue;
        const box = look.box(image), at = (element.coords || '').split(/[\s,]+/).map(Number);
        const shape = (element.shape || 'rect').toLowerCase();
        let place = [image.offsetWidth / 2, image.offsetHeight / 2];
        if (shape.startsWith('circ') && at.length >= 2) place = at.slice(0, 2);
        else if (shape.startsWith('rect') && at.length >= 4) place = [(at[0] + at[2]) / 2, (at[1] + at[3]) / 2];
        else if (at.length >= 6) place = [0, 1].map((side) => { const own = at.filter((_, index) => index % 2 === side); return own.reduce((sum, one) => sum + one, 0) / own.length; });
        add(box[0] + place[0], box[1] + place[1], 'handler', element);
      }
      for (const element of root.querySelectorAll('[onmouseover], [onmouseenter], [onmousemove], [onmouseout], [onpointerenter], [onpointerover]')) {
        if (element !== root.body) middle(element, 'handler');
      }
      let count = 0;
      for (const element of elementsOf(root)) {
        if (element === root.body) continue;
        count += 1;
        if (count > MOST_ELEMENTS) break;
        if (look.style(element).backgroundImage.includes('url(')) middle(element, 'picture');
      }
      for (const selector of hovered(root)) {
        let matched = [];
        try { matched = [...root.querySelectorAll(selector)].slice(0, 40); } catch (error) { continue; }  // a selector that this browser does not know has no effect either
        for (const element of matched) if (element !== root.body && element !== root.documentElement) middle(element, 'style');
      }
    }
    return found;
  };
  // The part of a selector that stands before one of its `:hover`: what the pointer must be put on.
  const beforeHover = (selector, at) => {
    let begin = at, depth = 0;
    for (; begin > 0; begin -= 1) {
      const one = selector[begin - 1];
      if (one === ')') depth += 1;
      else if (one === '(') { if (depth === 0) break; depth -= 1; }
      else if (one === ',' && depth === 0) break;
    }
    return selector.slice(begin, at).trim().replace(/^[>+~]\s*/, '') || '*';
  };
  const hovered = (root) => {
    const found = new Set();
    const visit = (rules, parent) => {
      for (const rule of rules) {
        if (found.size > 200) return;
        const selector = (rule.selectorText || '').replace(/&/g, parent ? `:is(${parent})` : ':scope');
        for (let at = selector.indexOf(':hover'); at >= 0; at = selector.indexOf(':hover', at + 1)) found.add(beforeHover(selector, at));
        if (rule.cssRules) visit(rule.cssRules, selector.replaceAll(':hover', '') || parent);
      }
    };
    for (const sheet of root.styleSheets) {
      let rules = [];
      try { rules = sheet.cssRules; } catch (error) { continue; }  // a sheet of another origin was never loaded
      visit(rules, '');
    }
    found.delete('*');
    return found;
  };

  // Pictures and whatever the page offers for clicking on them.
  const clicks = () => {
    const found = [];
    for (const {root, dx, dy} of documents()) {
      const look = new Look(root, dx, dy);
      for (const element of root.querySelectorAll('img, input[type=image], label, canvas, [onclick], button, input[type=button], a[href^="#"], a[href^="javascript"]')) {
        const shown = meet(look.box(element), look.clip(look.holder(element)).box);
        const x = shown[0] + shown[2] / 2, y = shown[1] + shown[3] / 2;
        if (shown[2] > 8 && shown[3] > 8 && x >= 0 && y >= 0 && x < innerWidth && y < innerHeight) {
          const link = element.closest('a[href]');
          const live = Boolean(link || element.closest('[onclick], label, button, summary, [tabindex]') || look.style(element).cursor.match(/pointer|zoom/));
          found.push([Math.round(x), Math.round(y), live ? 'live' : 'plain', keyOf(element), selectorOf(element)]);
        }
      }
    }
    return found.slice(0, 100);
  };

  // Elements that run finite animations before any pointer comes: what they do later is no answer to it.
  const restless = new WeakSet();
  let pointing = false;
  // Run by the clock: what scrolling drives has percentages for times, and does nothing by itself.
  const clocked = (one) => one.playState === 'running' && (one.currentTime === null || typeof one.currentTime === 'number');
  const finite = (root) => root.getAnimations().filter((one) => clocked(one) && one.effect.target && Number.isFinite(one.effect.getComputedTiming().endTime));
  const moving = () => documents().reduce((sum, {root}) => sum + finite(root).filter((one) => !restless.has(one.effect.target)).length, 0);
  const animations = () => documents().flatMap(({root}) => root.getAnimations().filter(clocked).map((one) => {
    const timing = one.effect.getComputedTiming();
    return [Number(timing.delay) || 0, Number(timing.duration) || 0, timing.iterations === Infinity ? -1 : timing.iterations, Number(one.currentTime) || 0];
  })).slice(0, 200);

  const everywhere = (selector) => documents().flatMap(({root}) => [...root.querySelectorAll(selector)]);
  const about = () => ({
    width: innerWidth, height: innerHeight,
    documentWidth: Math.max(document.documentElement.scrollWidth, document.body ? document.body.scrollWidth : 0),
    documentHeight: Math.max(document.documentElement.scrollHeight, document.body && document.compatMode === 'BackCompat' ? document.body.scrollHeight : 0, document.body ? document.body.offsetHeight : 0),
    elements: document.querySelectorAll('*').length, marquees: everywhere('marquee').length,
    marqueePictures: everywhere('marquee img').length,
    marqueeEnd: Math.max(0, ...everywhere('marquee').filter(ends).map(runs)),
    smil: everywhere('svg animate, svg animateTransform, svg animateMotion, svg set').length,
    mode: document.compatMode, charset: document.characterSet, title: document.title,
  });

  const STYLES = ['display', 'position', 'float', 'color', 'backgroundColor', 'fontFamily', 'fontSize', 'fontWeight', 'textAlign', 'overflow', 'zIndex', 'opacity'];
  const elements = (most) => [...document.querySelectorAll('body, body *')].slice(0, most).map((element) => {
    const style = getComputedStyle(element), box = element.getBoundingClientRect();
    return [selectorOf(element), Math.round(box.x + scrollX), Math.round(box.y + scrollY), Math.round(box.right + scrollX), Math.round(box.bottom + scrollY), STYLES.map((name) => style[name].slice(0, 80))];
  });
  // Small things in and around a rectangle that are made for clicking: arrows, dots, numbers.
  const controls = (left, top, width, height) => [...document.querySelectorAll('a, button, input, li, i, b, span, em, div, img, [onclick]')]
    .filter((element) => {
      const box = element.getBoundingClientRect();
      const x = box.x + box.width / 2, y = box.y + box.height / 2;
      if (box.width < 4 || box.height < 4 || box.width > 90 || box.height > 90 || element.childElementCount > 2) return false;
      if (x < left - 60 || x > left + width + 60 || y < top - 10 || y > top + height + 50) return false;
      const style = getComputedStyle(element);
      return style.visibility === 'visible' && (element.onclick || element.hasAttribute('onclick') || element.localName === 'button'
        || style.cursor === 'pointer' || element.hasAttribute('onmouseover'));
    }).slice(0, 12).map(selectorOf);
  // A place where the pointer touches nothing but the page's ground; null where there is none.
  const freePlace = () => {
    const free = (x, y) => { const hit = document.elementFromPoint(x, y); return !hit || hit === document.body || hit === document.documentElement; };
    for (const x of [innerWidth - 3, 2, innerWidth - 40, 40, Math.round(innerWidth / 2)]) {
      for (const share of [0.995, 0.004, 0.5, 0.25, 0.75]) {
        const y = Math.round(innerHeight * share);
        if (free(x, y)) return [x, y];
      }
    }
    return null;
  };
  // After the page was loaded anew, keys go on where they ended.
  const begin = (key) => { nextKey = key; pointing = true; };
  return {begin, controls, freePlace, sample, points, clicks, moving, animations, about, elements};
})();
