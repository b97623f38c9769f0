(function () {
  'use strict';
  var data = JSON.parse(document.getElementById('picture-data').textContent);
  var holder = document.getElementById('map');
  var tip = document.getElementById('tip');
  var figure = holder.parentElement;
  var FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Lato, "Liberation Sans", Arial, sans-serif';
  var LABEL = 11;
  var chart = null;
  var theme = null;
  var selected = null;
  var marked = null;
  var places = null;

  function colours() {
    var style = getComputedStyle(document.documentElement);
    var get = function (name) { return style.getPropertyValue('--' + name).trim(); };
    return {
      ink: get('ink'), muted: get('muted'), grid: get('grid'), accent: get('accent'), band: get('band'), card: get('card'),
      shapeInk: get('shape-ink'), edge: get('shape-edge'),
      buffers: [0, 1, 2, 3, 4, 5, 6, 7].map(function (i) { return get('b' + i); })
    };
  }

  function grouped(value) { return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ','); }

  function rounded(bytes) {
    if (bytes === 0) { return '0'; }
    if (bytes < 1024) { return bytes + ' B'; }
    return bytes < 1048576 ? +(bytes / 1024).toFixed(2) + ' KiB' : +(bytes / 1048576).toFixed(2) + ' MiB';
  }

  /* Side by side where there is room for the steps, else one below the other; the scales are the same either way. */
  function layout() {
    var width = holder.clientWidth;
    var steps = Math.max(data.panels[0].steps, data.panels[1].steps);
    var beside = width >= 860 && (width - 100) / 2 / steps >= 40;
    var left = width < 500 ? 52 : 66;
    var high = window.matchMedia('print').matches ? 170 : width < 500 ? 260 : beside ? 400 : 310;
    var top = 52;
    var below = 44;
    var gap = 28;
    var wide = beside ? (width - left - gap - 12) / 2 : width - left - 12;
    holder.style.height = (beside ? top + high + below : 2 * (top + high + below)) + 'px';
    return data.panels.map(function (panel, i) {
      return {
        left: beside ? left + i * (wide + gap) : left, top: beside ? top : top + i * (top + high + below),
        width: wide, height: high, labels: !beside || i === 0
      };
    });
  }

  function bytesAxis(height) {
    var most = 8;
    data.panels.forEach(function (panel) { most = Math.max(most, panel.peak); });
    var end = most * 1.12;
    var interval = 1;
    while (end / interval > height / 42) { interval *= 2; }
    return { max: end, interval: interval };
  }

  function stepInterval(steps, width) {
    var sizes = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000];
    for (var i = 0; i < sizes.length; i++) { if (steps / sizes[i] <= width / 30) { return sizes[i]; } }
    return steps;
  }

  var canvas = document.createElement('canvas').getContext('2d');

  function widthOf(text) {
    canvas.font = LABEL + 'px ' + FONT;
    return canvas.measureText(text).width;
  }

  function shortened(text, room) {
    if (widthOf(text) <= room) { return text; }
    for (var length = Math.min(text.length - 1, 80); length >= 2; length--) {
      var cut = text.slice(0, length) + '\u2026';
      if (widthOf(cut) <= room) { return cut; }
    }
    return '';
  }

  /* Start, both ends, what follows a sign between words, or end: as [front, inner, back]. */
  function cuts(text, kept) {
    var result = [[text.slice(0, kept), '', ''], [text.slice(0, Math.ceil(kept / 2)), '', text.slice(text.length - Math.floor(kept / 2))]];
    for (var i = 1; i + kept < text.length; i++) {
      if ('_-./ '.indexOf(text[i]) >= 0) { result.push(['', text.slice(i, i + kept), '']); }
    }
    result.push(['', '', text.slice(text.length - kept)]);
    return result;
  }

  /* How many of the panel's names a cut one could mean, the ellipsis standing for anything. */
  function meant(panel, cut) {
    return panel.buffers.filter(function (buffer) {
      return buffer.short.startsWith(cut[0]) && buffer.short.endsWith(cut[2]) && buffer.short.includes(cut[1]);
    }).length;
  }

  /* As much of a name as there is room for, cut where it means no other; nothing if it could mean more than a few. */
  function fitted(text, panel, room) {
    if (widthOf(text) <= room) { return text; }
    var best = '';
    var fewest = 4;
    var least = 2;
    for (var kept = Math.min(text.length - 1, 40); kept >= least; kept--) {
      cuts(text, kept).forEach(function (cut) {
        var looks = cut[0] + '\u2026' + (cut[1] ? cut[1] + '\u2026' : '') + cut[2];
        if (widthOf(looks) > room) { return; }
        least = Math.max(least, kept - 3);
        var count = meant(panel, cut);
        if (count < fewest) { best = looks; fewest = count; }
      });
      if (fewest === 1) { break; }
    }
    return best;
  }

  /*
   * Where a name has most room inside of its own shape, so that names never meet: in the largest rectangle, lying or upright,
   * or along the middle between both sides, as far as they leave it room.
   */
  function label(buffer, api, frame, panel) {
    var best = null;
    buffer.outlines.forEach(function (outline) {
      [inBox(outline, api, frame), alongMiddle(outline, api, frame)].forEach(function (room) {
        if (room && (!best || room.length > best.length * (room.angle ? 1.25 : 1))) { best = room; }
      });
    });
    var text = best ? fitted(buffer.short, panel, best.length - 8) : '';
    if (!text || text.length < Math.min(buffer.short.length, 5) || meetsLine(best, widthOf(text), api, frame, panel)) { return null; }
    return {
      type: 'text', silent: true, x: best.x, y: best.y, rotation: best.angle,
      style: { text: text, fill: theme.shapeInk, font: LABEL + 'px ' + FONT, align: 'center', verticalAlign: 'middle' }
    };
  }

  /* Lines have their words at the right end, above them. */
  function meetsLine(room, wide, api, frame, panel) {
    var high = Math.abs(Math.sin(room.angle)) * wide / 2 + LABEL;
    var right = room.x + Math.abs(Math.cos(room.angle)) * wide / 2 + LABEL;
    return lines(panel).some(function (line) {
      var y = api.coord([0, line.yAxis])[1];
      return right > frame.x + frame.width - widthOf(line.name) - 16 && room.y + high > y - 20 && room.y - high < y + 2;
    });
  }

  function inBox(outline, api, frame) {
    var low = api.coord([outline.label[0], outline.label[2]]);
    var high = api.coord([outline.label[1], outline.label[3]]);
    var left = Math.max(low[0], frame.x);
    var right = Math.min(high[0], frame.x + frame.width);
    var top = Math.max(high[1], frame.y);
    var bottom = Math.min(low[1], frame.y + frame.height);
    if (Math.min(right - left, bottom - top) < LABEL + 3) { return null; }
    var upright = bottom - top > 1.5 * (right - left);
    return { x: (left + right) / 2, y: (top + bottom) / 2, angle: upright ? Math.PI / 2 : 0, length: upright ? bottom - top : right - left };
  }

  /* Both sides of a shape at some heights, from the bottom up: {left, right, y} in pixels. */
  function slices(outline, api) {
    var box = outline.bounds || (outline.bounds = bounds(outline.points));
    var count = 32;
    var result = [];
    for (var k = 0; k < count; k++) {
      var at = box[2] + (box[3] - box[2]) * (k + 0.5) / count;
      var from = Infinity;
      var to = -Infinity;
      for (var i = 0; i < outline.points.length; i += 2) {
        var j = (i + 2) % outline.points.length;
        var y1 = outline.points[i + 1];
        var y2 = outline.points[j + 1];
        if (y1 !== y2 && Math.min(y1, y2) <= at && at < Math.max(y1, y2)) {
          from = Math.min(from, outline.points[i]);
          to = Math.max(to, outline.points[i]);
        }
      }
      var left = api.coord([from, at]);
      result.push({ left: left[0], right: api.coord([to, at])[0], y: left[1] });
    }
    return result;
  }

  function alongMiddle(outline, api, frame) {
    var all = slices(outline, api);
    var low = all[8];
    var high = all[23];
    var lean = ((high.left + high.right) - (low.left + low.right)) / 2 / (low.y - high.y);
    var slope = Math.sqrt(1 + lean * lean);
    var margin = (LABEL / 2 + 2) * slope;
    var middle = (low.left + low.right + high.left + high.right) / 4;
    var centre = (low.y + high.y) / 2;
    var fits = function (slice) {
      var x = middle + lean * (centre - slice.y);
      return slice.left + margin <= x && x <= slice.right - margin && x - margin >= frame.x && x + margin <= frame.x + frame.width
          && slice.y > frame.y && slice.y < frame.y + frame.height;
    };
    var first = 15;
    var last = 16;
    if (!isFinite(lean) || !fits(all[first]) || !fits(all[last])) { return null; }
    while (first > 0 && fits(all[first - 1])) { first--; }
    while (last < all.length - 1 && fits(all[last + 1])) { last++; }
    var high2 = all[first].y - all[last].y;
    var y = (all[first].y + all[last].y) / 2;
    return {
      x: middle + lean * (centre - y), y: y, angle: lean >= 0 ? Math.atan2(1, lean) : Math.atan2(-1, -lean), length: (high2 - LABEL) * slope
    };
  }

  function render(panelIndex, names) {
    return function (params, api) {
      var index = params.dataIndex;
      var buffer = data.panels[panelIndex].buffers[index];
      if (names) {
        return label(buffer, api, params.coordSys, data.panels[panelIndex]);
      }
      var children = buffer.outlines.map(function (outline) {
        var points = [];
        for (var i = 0; i < outline.points.length; i += 2) { points.push(api.coord([outline.points[i], outline.points[i + 1]])); }
        return {
          type: 'polygon', shape: { points: points }, silent: true,
          style: { fill: theme.buffers[buffer.colour], stroke: theme.edge, lineWidth: 0.6, lineJoin: 'round' }
        };
      });
      return { type: 'group', children: children };
    };
  }

  function lines(panel) {
    var all = [{ yAxis: panel.bound, name: 'lower bound ' + grouped(panel.bound) + ' B' }];
    if (panel.capacity !== undefined) { all.push({ yAxis: panel.capacity, name: 'capacity ' + grouped(panel.capacity) + ' B' }); }
    return all;
  }

  function series(panel, i) {
    var points = panel.buffers.map(function (buffer) { return [buffer.first, Math.min(buffer.from, panel.peak)]; });
    var bound = {
      silent: true, symbol: 'none', animation: false,
      lineStyle: { color: theme.accent, type: [5, 4], width: 1.2 },
      label: { color: theme.accent, backgroundColor: theme.card, padding: [1, 3], position: 'insideEndTop', fontSize: 11, formatter: '{b}' },
      data: lines(panel)
    };
    return [
      { type: 'custom', xAxisIndex: i, yAxisIndex: i, clip: true, data: points, animation: false, z: 2, renderItem: render(i, false),
        markArea: { silent: true, animation: false, z: 0, itemStyle: { color: theme.band },
          label: { show: false }, data: [[{ xAxis: panel.peakStep }, { xAxis: panel.peakStep + 1 }]] } },
      { type: 'custom', xAxisIndex: i, yAxisIndex: i, clip: true, data: points, animation: false, z: 4, renderItem: render(i, true), markLine: bound }
    ];
  }

  function option() {
    places = layout();
    var bytes = bytesAxis(places[0].height);
    var all = { grid: [], xAxis: [], yAxis: [], title: [], series: [], animation: false, textStyle: { fontFamily: FONT } };
    data.panels.forEach(function (panel, i) {
      var place = places[i];
      all.grid.push({ left: place.left, top: place.top, width: place.width, height: place.height });
      all.title.push({
        left: place.left - 5, top: place.top - 50, padding: 5, itemGap: 7,
        text: panel.title + ', ' + grouped(panel.peak) + ' B', textStyle: { color: theme.ink, fontSize: 13, fontWeight: 600 },
        subtext: 'most in step ' + panel.peakStep + (data.layers.length ? ', ' + shortened(data.layers[panel.peakStep], place.width - 110) : ''),
        subtextStyle: { color: theme.muted, fontSize: 11 }
      });
      all.xAxis.push({
        type: 'value', gridIndex: i, min: 0, max: panel.steps, interval: stepInterval(panel.steps, place.width),
        name: 'step', nameLocation: 'middle', nameGap: 24, nameTextStyle: { color: theme.muted, fontSize: 11 },
        axisLine: { show: true, lineStyle: { color: theme.muted } }, axisTick: { show: true }, splitLine: { show: false },
        axisLabel: { color: theme.muted, fontSize: 11, hideOverlap: true, formatter: function (value) { return +value.toFixed(2); } }
      });
      all.yAxis.push({
        type: 'value', gridIndex: i, min: 0, max: bytes.max, interval: bytes.interval, axisLine: { show: false }, axisTick: { show: false },
        splitLine: { lineStyle: { color: theme.grid } },
        axisLabel: { show: place.labels, color: theme.muted, fontSize: 11, hideOverlap: true, showMaxLabel: false, formatter: rounded }
      });
      all.series = all.series.concat(series(panel, i));
    });
    var coarse = window.matchMedia('(pointer: coarse)').matches;
    all.dataZoom = ['xAxisIndex', 'yAxisIndex'].map(function (axis) {
      var zoom = { type: 'inside', filterMode: 'none', zoomOnMouseWheel: 'ctrl', moveOnMouseMove: !coarse, moveOnMouseWheel: false, disabled: coarse };
      zoom[axis] = [0, 1];
      return zoom;
    });
    return all;
  }

  function draw() {
    theme = colours();
    if (!chart) {
      layout();
      chart = echarts.init(holder, null, { renderer: 'svg' });
      chart.getZr().on('mousemove', function (event) { hover(event.offsetX, event.offsetY); });
      chart.getZr().on('globalout', function () { if (document.activeElement !== holder) { pick(null); } });
      chart.getZr().on('click', function (event) { hover(event.offsetX, event.offsetY); });
      chart.on('datazoom', function () { retick(); });
    }
    var zoom = chart.getOption() ? chart.getOption().dataZoom.map(function (z) { return [z.start, z.end]; }) : null;
    chart.resize();
    var next = option();
    if (zoom) { next.dataZoom.forEach(function (z, i) { z.start = zoom[i][0]; z.end = zoom[i][1]; }); }
    chart.setOption(next, true);
    retick();
  }

  /* Round ticks for what is in sight. */
  function retick() {
    var zoom = chart.getOption().dataZoom;
    var share = zoom.map(function (z) { return Math.max(0.001, (z.end - z.start) / 100); });
    var bytes = bytesAxis(places[0].height / share[1]);
    chart.setOption({
      xAxis: data.panels.map(function (panel, i) {
        return { interval: stepInterval(panel.steps * share[0], places[i].width), axisLabel: { showMinLabel: share[0] === 1, showMaxLabel: share[0] === 1 } };
      }),
      yAxis: data.panels.map(function () { return { interval: bytes.interval, axisLabel: { showMinLabel: share[1] === 1 } }; })
    });
    mark();
  }

  function inside(points, x, y) {
    var odd = false;
    for (var i = 0, j = points.length - 2; i < points.length; j = i, i += 2) {
      if ((points[i + 1] > y) !== (points[j + 1] > y)
          && x < (points[j] - points[i]) * (y - points[i + 1]) / (points[j + 1] - points[i + 1]) + points[i]) { odd = !odd; }
    }
    return odd;
  }

  function bounds(points) {
    var box = [Infinity, -Infinity, Infinity, -Infinity];
    for (var i = 0; i < points.length; i += 2) {
      box[0] = Math.min(box[0], points[i]); box[1] = Math.max(box[1], points[i]);
      box[2] = Math.min(box[2], points[i + 1]); box[3] = Math.max(box[3], points[i + 1]);
    }
    return box;
  }

  /* The shape under the pointer; one that is only a few pixels large counts from two pixels away, and first. */
  function find(x, y) {
    for (var p = 0; p < data.panels.length; p++) {
      var at = { xAxisIndex: p, yAxisIndex: p };
      if (!chart.containPixel({ gridIndex: p }, [x, y])) { continue; }
      var here = chart.convertFromPixel(at, [x, y]);
      var unit = chart.convertFromPixel(at, [x + 1, y - 1]);
      var stepOfPixel = unit[0] - here[0];
      var bytesOfPixel = unit[1] - here[1];
      var found = null;
      var nearest = 2;
      data.panels[p].buffers.forEach(function (buffer, index) {
        buffer.outlines.forEach(function (outline) {
          var box = outline.bounds || (outline.bounds = bounds(outline.points));
          var dx = Math.max(box[0] - here[0], 0, here[0] - box[1]) / stepOfPixel;
          var dy = Math.max(box[2] - here[1], 0, here[1] - box[3]) / bytesOfPixel;
          var tiny = (box[1] - box[0]) / stepOfPixel < 5 || (box[3] - box[2]) / bytesOfPixel < 5;
          if (tiny) {
            var away = Math.max(Math.abs((box[2] + box[3]) / 2 - here[1]) / bytesOfPixel - (box[3] - box[2]) / bytesOfPixel / 2, dx, dy);
            if (away < nearest) { nearest = away; found = index; }
          } else if (found === null && inside(outline.points, here[0], here[1])) { found = index; nearest = Math.min(nearest, 1.5); }
        });
      });
      return found === null ? null : { panel: p, index: found };
    }
    return null;
  }

  function hover(x, y) { pick(find(x, y), x, y); }

  function add(parent, tag, text) {
    var element = document.createElement(tag);
    element.textContent = text;
    parent.appendChild(element);
    return element;
  }

  function pick(next, x, y) {
    var same = next && selected && next.panel === selected.panel && next.index === selected.index;
    selected = next;
    if (!same) {
      document.querySelectorAll('tr.picked').forEach(function (row) { row.classList.remove('picked'); });
    }
    mark();
    if (!next) { tip.hidden = true; return; }
    var panel = data.panels[next.panel];
    var buffer = panel.buffers[next.index];
    if (!same) {
      tip.textContent = '';
      add(tip, 'strong', buffer.short);
      if (buffer.short !== buffer.name) { add(tip, 'p', buffer.name).className = 'full'; }
      var list = add(tip, 'dl', '');
      [['shape', buffer.shape + ' ' + buffer.type], ['size', grouped(buffer.bytes) + ' B'],
        ['from byte', grouped(buffer.from)], ['to byte', grouped(buffer.to) + (buffer.to > panel.peak ? ' (wraps around)' : '')],
        ['steps', buffer.first + ' .. ' + buffer.last]].forEach(function (pair) { add(list, 'dt', pair[0]); add(list, 'dd', pair[1]); });
      buffer.notes.forEach(function (note) { add(tip, 'p', note); });
      if (next.panel === 0) {
        var row = document.querySelector('tr[data-buffer="' + next.index + '"]');
        if (row) { row.classList.add('picked'); }
      }
    }
    tip.hidden = false;
    place(next, x, y);
  }

  /* The picked shape's outline, above the chart: drawing all of it again would take too long for large graphs. */
  function mark() {
    if (marked) { chart.getZr().remove(marked); marked = null; }
    if (!selected) { return; }
    var at = { xAxisIndex: selected.panel, yAxisIndex: selected.panel };
    var place = places[selected.panel];
    marked = new echarts.graphic.Group({ silent: true });
    marked.setClipPath(new echarts.graphic.Rect({ shape: { x: place.left - 1, y: place.top - 1, width: place.width + 2, height: place.height + 2 } }));
    data.panels[selected.panel].buffers[selected.index].outlines.forEach(function (outline) {
      var points = [];
      for (var i = 0; i < outline.points.length; i += 2) { points.push(chart.convertToPixel(at, [outline.points[i], outline.points[i + 1]])); }
      marked.add(new echarts.graphic.Polygon({
        shape: { points: points }, silent: true, z: 9, style: { fill: 'none', stroke: theme.ink, lineWidth: 1.6, lineJoin: 'round' }
      }));
    });
    chart.getZr().add(marked);
  }

  /* Beside the pointer, or beside the shape, and never outside of the figure. */
  function place(next, x, y) {
    if (x === undefined) {
      var outline = data.panels[next.panel].buffers[next.index].outlines[0];
      var box = outline.bounds || (outline.bounds = bounds(outline.points));
      var pixel = chart.convertToPixel({ xAxisIndex: next.panel, yAxisIndex: next.panel }, [(box[0] + box[1]) / 2, (box[2] + box[3]) / 2]);
      x = Math.max(0, Math.min(holder.clientWidth, pixel[0]));
      y = Math.max(0, Math.min(holder.clientHeight, pixel[1]));
    }
    var left = holder.offsetLeft + x + 16;
    var top = holder.offsetTop + y + 16;
    if (left + tip.offsetWidth > figure.clientWidth - 6) { left = holder.offsetLeft + x - 16 - tip.offsetWidth; }
    if (top + tip.offsetHeight > figure.clientHeight - 6) { top = holder.offsetTop + y - 16 - tip.offsetHeight; }
    tip.style.left = Math.max(6, Math.min(left, figure.clientWidth - tip.offsetWidth - 6)) + 'px';
    tip.style.top = Math.max(6, top) + 'px';
  }

  /* Around the picked shape, or the middle of what is in sight. */
  function zoom(how) {
    var now = chart.getOption().dataZoom;
    if (how === 'reset') {
      now.forEach(function (z, i) { chart.dispatchAction({ type: 'dataZoom', dataZoomIndex: i, start: 0, end: 100 }); });
      return;
    }
    var centre = now.map(function (z) { return (z.start + z.end) / 2; });
    if (selected) {
      var panel = data.panels[selected.panel];
      var box = bounds(panel.buffers[selected.index].outlines[0].points);
      var axis = bytesAxis(places[0].height);
      centre = [50 * (box[0] + box[1]) / panel.steps, 50 * (box[2] + box[3]) / axis.max];
    }
    now.forEach(function (z, i) {
      var wide = Math.min(100, Math.max(0.2, (z.end - z.start) * (how === 'in' ? 0.6 : 1 / 0.6)));
      var start = Math.max(0, Math.min(100 - wide, centre[i] - wide / 2));
      chart.dispatchAction({ type: 'dataZoom', dataZoomIndex: i, start: start, end: start + wide });
    });
    if (selected) { place(selected); }
  }

  draw();

  if (window.matchMedia('(max-width: 40rem)').matches) {
    document.querySelectorAll('details[data-long]').forEach(function (details) { details.open = false; });
  }
  document.querySelectorAll('[data-zoom]').forEach(function (button) {
    button.addEventListener('click', function () { zoom(button.dataset.zoom); });
  });
  holder.addEventListener('keydown', function (event) {
    var count = data.panels[0].buffers.length;
    var index = selected && selected.panel === 0 ? selected.index : -1;
    if (event.key === 'ArrowRight') { pick({ panel: 0, index: (index + 1) % count }); }
    else if (event.key === 'ArrowLeft') { pick({ panel: 0, index: (Math.max(index, 0) + count - 1) % count }); }
    else if (event.key === '+' || event.key === '=') { zoom('in'); }
    else if (event.key === '-') { zoom('out'); }
    else if (event.key === '0') { zoom('reset'); }
    else if (event.key === 'Escape') { pick(null); }
    else { return; }
    event.preventDefault();
  });
  holder.addEventListener('blur', function () { pick(null); });
  document.querySelectorAll('tr[data-buffer]').forEach(function (row) {
    var show = function () { pick({ panel: 0, index: +row.dataset.buffer }); };
    row.addEventListener('mouseenter', show);
    row.addEventListener('mouseleave', function () { pick(null); });
    row.querySelector('button').addEventListener('focus', show);
    row.querySelector('button').addEventListener('blur', function () { pick(null); });
    row.querySelector('button').addEventListener('click', function () {
      holder.scrollIntoView({ block: 'nearest' });
      show();
    });
  });
  ['(prefers-color-scheme: dark)', 'print'].forEach(function (query) {
    window.matchMedia(query).addEventListener('change', draw);
  });
  var width = holder.clientWidth;
  new ResizeObserver(function () {
    if (holder.clientWidth !== width) { width = holder.clientWidth; draw(); }
  }).observe(figure);
})();
