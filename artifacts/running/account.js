// Asks the hooks of the page and of its frames what they noted, as one answer.
(() => {
  const own = typeof __yuejuanAccount === 'function' ? [__yuejuanAccount()] : [];
  const inner = (view, depth) => {
    for (let at = 0; at < Math.min(view.length, 8) && depth < 3; at += 1) {
      try {
        if (view[at].__yuejuanAccount) own.push(view[at].__yuejuanAccount());
        inner(view[at], depth + 1);
      } catch (error) { continue; }  // a frame of another origin
    }
  };
  inner(window, 0);
  const sum = (name) => own.reduce((total, one) => total + one[name], 0);
  return {
    armed: sum('armed'), dialogs: sum('dialogs'), windows: sum('windows'), frames: own.some((one) => one.frames),
    timers: own.flatMap((one) => one.timers.map((timer) => [timer[0], timer[1], timer[2] - one.now, timer[3]])),
    chains: own.flatMap((one) => one.chains), draws: own.flatMap((one) => one.draws),
    opened: own.flatMap((one) => one.opened),
    points: own.length ? own[0].points : [],
  };
})()
