// Asks the hooks of the page and of its frames what they noted, as one answer.
(() => {
  const own = typeof __yuejuanAccount === 'function' ? [__yuejuanAccount()] : [];
  const inner = (view, depth, dx, dy) => {
    for (let at = 0; at < Math.min(view.length, 8) && depth < 3; at += 1) {
      try {
        const frame = view[at].frameElement, box = frame.getBoundingClientRect();
        const [x, y] = [dx + box.x + frame.clientLeft, dy + box.y + frame.clientTop];
        if (view[at].__yuejuanAccount) {
          const found = view[at].__yuejuanAccount();
          found.points = found.points.map((one) => [Math.round(one[0] + x), Math.round(one[1] + y)]);
          found.draws = found.draws.map(([time, left, top, ...rest]) => [time, Math.round(left + x), Math.round(top + y), ...rest]);
          own.push(found);
        }
        inner(view[at], depth + 1, x, y);
      } catch (error) { continue; }  // a frame of another origin
    }
  };
  inner(window, 0, 0, 0);
  const sum = (name) => own.reduce((total, one) => total + one[name], 0);
  return {
    armed: sum('armed'), dialogs: sum('dialogs'), windows: sum('windows'), frames: own.some((one) => one.frames),
    timers: own.flatMap((one) => one.timers.map((timer) => [timer[0], timer[1], timer[2] - one.now, timer[3]])),
    chains: own.flatMap((one) => one.chains), draws: own.flatMap((one) => one.draws),
    opened: own.flatMap((one) => one.opened),
    points: own.flatMap((one) => one.points).slice(0, 200),
  };
})()
