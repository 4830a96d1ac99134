'use strict';
(function () {
  const MARKERS = ['solid', 'dashed', 'dotted', 'double', 'dashed', 'dotted'];
  const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3], [5, 5], [1, 4]];
  const NARROW = 600;

  function color(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  function number(value) {
    if (value === 0 || (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e6)) {
      return String(+value.toPrecision(4));
    }
    return value.toExponential(1);
  }

  function text(data, value) {
    return data.log ? number(Math.pow(10, value)) : number(value);
  }

  // Powers of ten where the axis is logarithmic; the values themselves are logarithms already.
  function tick(data, value) {
    if (!data.log) {
      return number(value);
    }
    return Number.isInteger(value) && Math.abs(value) > 2 ? '1e' + value : number(+Math.pow(10, value).toPrecision(3));
  }

  // Round numbers for a logarithmic axis over less than two decades; empty where it has hardly any.
  function rounds(low, high) {
    const found = [];
    for (let decade = Math.floor(low); decade <= high; decade++) {
      [1, 1.5, 2, 3, 5, 7].forEach(digit => {
        const at = decade + Math.log10(digit);
        if (at >= low && at <= high) {
          found.push(at);
        }
      });
    }
    return found.length < 3 ? [] : found;
  }

  // What stands at index i of a line: a number, or what cannot be drawn as one.
  function shown(data, line, i) {
    if (i === null || i === undefined) {
      return '–';
    }
    const broken = line.broken.includes(i) ? 'not finite' : '';
    const value = line.below.includes(i) ? '0 or less' : line.y[i] === null ? '' : text(data, line.y[i]);
    return value && broken ? value + ', some not finite' : value || broken || '–';
  }

  function range(data) {
    if (data.share) {
      return [-0.02, 1.08];
    }
    let low = Infinity;
    let high = -Infinity;
    data.lines.forEach(line => line.y.forEach(value => {
      if (value !== null) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }));
    if (low > high) {
      low = data.log ? -1 : 0;
      high = 1;
    }
    // A healthy band is shown where it is near; it may not flatten the lines.
    if (data.band) {
      low = Math.min(low, Math.max(data.band.low, low - 2));
      high = Math.max(high, Math.min(data.band.high, high + 2));
    }
    const rim = Math.max((high - low) * 0.08, data.log ? 0.15 : Math.abs(high) * 0.02, 1e-12);
    const floor = !data.log && low >= 0 && low - rim < 0 ? 0 : low - rim;
    return [floor, high + rim];
  }

  function underlay(data) {
    return u => {
      const box = u.bbox;
      const ctx = u.ctx;
      ctx.save();
      ctx.beginPath();
      ctx.rect(box.left, box.top, box.width, box.height);
      ctx.clip();
      if (data.band) {
        const top = u.valToPos(data.band.high, 'y', true);
        const bottom = u.valToPos(data.band.low, 'y', true);
        ctx.fillStyle = color('--healthy');
        ctx.fillRect(box.left, top, box.width, bottom - top);
      }
      ctx.restore();
    };
  }

  // Words over lines stay readable on a patch of the page's color.
  function write(ctx, words, x, y) {
    const size = 13 * devicePixelRatio;
    const wide = ctx.measureText(words).width;
    const ink = ctx.fillStyle;
    ctx.fillStyle = color('--page');
    ctx.fillRect(ctx.textAlign === 'right' ? x - wide : x, ctx.textBaseline === 'bottom' ? y - size : y, wide, size);
    ctx.fillStyle = ink;
    ctx.fillText(words, x, y);
  }

  function cross(ctx, x, y, size) {
    ctx.beginPath();
    ctx.moveTo(x - size, y - size);
    ctx.lineTo(x + size, y + size);
    ctx.moveTo(x - size, y + size);
    ctx.lineTo(x + size, y - size);
    ctx.stroke();
  }

  function triangle(ctx, x, y, size) {
    ctx.beginPath();
    ctx.moveTo(x - size, y - size);
    ctx.lineTo(x + size, y - size);
    ctx.lineTo(x, y + size);
    ctx.closePath();
    ctx.fill();
  }

  function overlay(data) {
    return u => {
      const box = u.bbox;
      const ctx = u.ctx;
      const unit = devicePixelRatio;
      ctx.save();
      ctx.beginPath();
      // Room for marks at the rims.
      ctx.rect(box.left - 6 * unit, box.top, box.width + 12 * unit, box.height);
      ctx.clip();
      ctx.lineWidth = 1.5 * unit;
      ctx.textBaseline = 'top';
      if (data.band) {
        ctx.fillStyle = color('--good');
        ctx.font = 11 * unit + 'px sans-serif';
        ctx.textAlign = 'right';
        write(ctx, data.band.name, box.left + box.width - 6 * unit,
            Math.max(u.valToPos(data.band.high, 'y', true), box.top) + 4 * unit);
      }
      ctx.font = 'bold ' + 11 * unit + 'px sans-serif';
      data.events.forEach((event, i) => {
        const x = u.valToPos(event.x, 'x', true);
        ctx.strokeStyle = ctx.fillStyle = color('--broken');
        ctx.setLineDash([4 * unit, 4 * unit]);
        ctx.beginPath();
        ctx.moveTo(x, box.top);
        ctx.lineTo(x, box.top + box.height);
        ctx.stroke();
        ctx.setLineDash([]);
        const left = x > box.left + box.width * 0.6;
        ctx.textAlign = left ? 'right' : 'left';
        write(ctx, '◆ ' + event.kind, x + (left ? -4 : 4) * unit, box.top + (26 + 14 * (i % 4)) * unit);
      });
      let labeled = false;
      data.lines.forEach((line, i) => {
        line.broken.forEach(at => {
          const x = u.valToPos(data.x[at], 'x', true);
          ctx.strokeStyle = color('--broken');
          ctx.lineWidth = 2 * unit;
          cross(ctx, x, box.top + 6 * unit, 3.5 * unit);
          if (!labeled) {
            labeled = true;
            const right = x > box.left + box.width / 2;
            ctx.fillStyle = color('--broken');
            ctx.textAlign = right ? 'right' : 'left';
            write(ctx, 'not finite', x + (right ? 4 : -4) * unit, box.top + 12 * unit);
          }
        });
        line.below.forEach(at => {
          ctx.fillStyle = color('--line-' + i % 6);
          triangle(ctx, u.valToPos(data.x[at], 'x', true), box.top + box.height - 5 * unit, 4 * unit);
        });
      });
      if (data.lines.some(line => line.below.length > 0)) {
        ctx.fillStyle = color('--text');
        ctx.textAlign = 'left';
        ctx.textBaseline = 'bottom';
        write(ctx, '▼ 0 or less', box.left + 6 * unit, box.top + box.height - 10 * unit);
      }
      ctx.restore();
    };
  }

  function draw(element, data) {
    const narrow = element.clientWidth < NARROW;
    const [low, high] = range(data);
    const decades = high - low > 1.5 ? [1, 2, 5, 10, 20, 50, 100] : [0.1, 0.2, 0.5, 1];
    const ticks = data.log && high - low <= 1.5 ? rounds(low, high) : [];
    const few = data.x.length < 40;
    const grid = {stroke: color('--rule'), width: 1};
    const first = data.x[0];
    const last = data.x[data.x.length - 1];
    const pad = data.xNames.length > 0 || first === last ? 0.5 : 0;
    const options = {
      width: element.clientWidth,
      height: narrow ? 240 : 300,
      pxAlign: false,
      legend: {markers: {width: 3, dash: (u, i) => MARKERS[(i + 5) % 6]}},
      cursor: {drag: {x: true, y: false}},
      scales: {
        x: {time: false, range: (u, from, to) =>
            from === first && to === last || from === null ? [first - pad, last + pad] : [from, to]},
        y: {range: () => [low, high]},
      },
      series: [{
        label: data.xAxis,
        value: (u, v, s, i) => i === null || i === undefined ? '–'
            : data.xNames.length > 0 ? data.xNames[data.x[i]] || '' : number(data.x[i]),
      }].concat(data.lines.map((line, i) => ({
        label: line.name,
        stroke: color('--line-' + i % 6),
        width: i === 0 ? 2 : 1.5,
        dash: DASHES[i % 6],
        spanGaps: true,
        points: {show: few, size: 6},
        value: (u, v, s, at) => shown(data, line, at),
      }))),
      axes: [{
        stroke: color('--text'), grid: grid, ticks: grid, label: data.xAxis, size: 32, labelSize: 20, labelFont: '12px sans-serif',
        font: '11px sans-serif', space: narrow ? 60 : 50, incrs: data.xNames.length > 0 ? [1, 2, 5, 10, 20, 50, 100, 200] : undefined,
        values: (u, all) => all.map(v => data.xNames.length > 0
            ? (Number.isInteger(v) ? (data.xNames[v] || '').slice(0, 12) : '') : number(v)),
      }, {
        stroke: color('--text'), grid: grid, ticks: grid, label: data.yAxis, labelSize: 20, labelFont: '12px sans-serif',
        font: '11px sans-serif', size: 64, incrs: data.log ? decades : undefined,
        splits: ticks.length > 0 ? () => ticks : undefined,
        values: (u, all) => all.map(v => tick(data, +v.toPrecision(6))),
      }],
      hooks: {
        drawClear: [underlay(data)],
        draw: [overlay(data)],
        // For scripts that look at the page from outside.
        setScale: [(u, key) => {
          if (key === 'x') {
            element.dataset.shown = u.scales.x.min + ' ' + u.scales.x.max;
          }
        }],
      },
    };
    element.textContent = '';
    return new uPlot(options, [data.x].concat(data.lines.map(line => line.y)), element);
  }

  let charts = [];

  function show(chart, at) {
    chart.at = at;
    chart.plot.setCursor({left: chart.plot.valToPos(chart.data.x[at], 'x'), top: 10});
  }

  // The part of the horizontal axis to which a chart is zoomed; null where all of it is shown.
  function zoom(chart) {
    const {min, max} = chart.plot.scales.x;
    return min > chart.data.x[0] || max < chart.data.x[chart.data.x.length - 1] ? {min: min, max: max} : null;
  }

  function zoomTo(chart, part) {
    if (part && part.min < chart.data.x[chart.data.x.length - 1]) {
      chart.plot.setScale('x', part);
    }
  }

  function drawAll() {
    charts.forEach(chart => chart.plot.destroy());
    charts = [];
    document.querySelectorAll('script[data-chart]').forEach(source => {
      const element = document.getElementById(source.dataset.chart);
      const data = JSON.parse(source.textContent);
      const chart = {element: element, data: data, plot: draw(element, data)};
      charts.push(chart);
      element.addEventListener('keydown', event => {
        const move = {ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity}[event.key];
        if (move === undefined) {
          return;
        }
        event.preventDefault();
        const end = data.x.length - 1;
        show(chart, Math.max(0, Math.min(end, (chart.at === undefined ? (move > 0 ? -1 : end + 1) : chart.at) + move)));
      });
    });
  }
  drawAll();

  function redraw() {
    charts.forEach(chart => {
      const part = zoom(chart);
      chart.plot.destroy();
      chart.plot = draw(chart.element, chart.data);
      zoomTo(chart, part);
    });
  }

  let width = window.innerWidth;
  let waiting = 0;
  window.addEventListener('resize', () => {
    if (window.innerWidth !== width) {
      width = window.innerWidth;
      clearTimeout(waiting);
      waiting = setTimeout(redraw, 150);
    }
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  matchMedia('print').addEventListener('change', redraw);

  // A page that a server shows asks it for a newer version of itself, and for nothing else.
  const STOPS = 'a, summary, [tabindex]';

  function stops(section) {
    return section ? Array.from(section.querySelectorAll(STOPS)) : [];
  }

  // Parts are known by their titles: a newer version may have more of them.
  function part(title) {
    return Array.from(document.querySelectorAll('section')).find(each => each.querySelector('h2').textContent === title);
  }

  function titled(section) {
    return section ? section.querySelector('h2').textContent : '';
  }

  // What the reader has done to the page: where it is scrolled to, what is open, focused, zoomed, and pointed at.
  function memory() {
    const sections = Array.from(document.querySelectorAll('section'));
    const upper = sections.find(each => each.getBoundingClientRect().bottom > 0);
    const focused = document.activeElement.closest('section');
    return {
      upper: window.scrollY > 0 ? titled(upper) : '',
      offset: upper ? upper.getBoundingClientRect().top : 0,
      open: sections.flatMap(section => Array.from(section.querySelectorAll('details'))
          .map((each, i) => [titled(section), i, each.open]).filter(each => each[2])),
      focused: titled(focused),
      stop: stops(focused).indexOf(document.activeElement),
      pointed: charts.filter(chart => chart.at !== undefined).map(chart => [chart.element.id, chart.at]),
      zoomed: charts.map(chart => [chart.element.id, zoom(chart)]),
    };
  }

  function recall(before) {
    before.open.forEach(([title, i]) => {
      const details = part(title) ? part(title).querySelectorAll('details')[i] : null;
      if (details) {
        details.open = true;
      }
    });
    before.zoomed.forEach(([id, part]) => {
      const chart = charts.find(each => each.element.id === id);
      if (chart) {
        zoomTo(chart, part);
      }
    });
    before.pointed.forEach(([id, at]) => {
      const chart = charts.find(each => each.element.id === id);
      if (chart && at < chart.data.x.length) {
        // A new chart has no scales before it is drawn.
        queueMicrotask(() => show(chart, at));
      }
    });
    const stop = stops(part(before.focused))[before.stop];
    if (stop) {
      stop.focus({preventScroll: true});
    }
    if (part(before.upper)) {
      const moved = part(before.upper).getBoundingClientRect().top - before.offset;
      window.scrollTo({top: window.scrollY + moved, behavior: 'instant'});
    }
  }

  function replace(newer) {
    const before = memory();
    document.title = newer.title;
    document.body.dataset.version = newer.body.dataset.version;
    ['h1', '.verdict', '.live .state', 'nav', 'main'].forEach(name => {
      const old = document.querySelector(name);
      // A page of one part has no list of parts.
      if (old) {
        old.replaceWith(document.adoptNode(newer.querySelector(name)));
      }
    });
    drawAll();
    recall(before);
  }

  let paused = false;

  function say(trouble) {
    const place = document.querySelector('.live .trouble');
    if (place.textContent !== trouble) {
      place.textContent = trouble;
    }
  }

  async function ask() {
    if (paused || document.hidden) {
      return;
    }
    try {
      const address = new URL(location.href);
      address.searchParams.set('after', document.body.dataset.version);
      const answer = await fetch(address, {cache: 'no-store'});
      if (answer.status === 200) {
        replace(new DOMParser().parseFromString(await answer.text(), 'text/html'));
      }
      say(answer.ok ? '' : 'The server has no newer report (status ' + answer.status + '): this is the last one.');
    } catch (fault) {
      say('The server does not answer: this is the last report.');
    }
  }

  if (document.body.dataset.version) {
    const pause = document.querySelector('.live .pause');
    pause.addEventListener('click', () => {
      paused = !paused;
      pause.setAttribute('aria-pressed', String(paused));
      ask();
    });
    const again = () => ask().then(() => setTimeout(again, 1000 * document.body.dataset.seconds));
    setTimeout(again, 1000 * document.body.dataset.seconds);
  }
})();
