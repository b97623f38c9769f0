// For every shape a place to point at, how far to scroll for it, and what must be said there.
const data = JSON.parse(document.getElementById('picture-data').textContent);
const map = document.getElementById('map');
const chart = echarts.getInstanceByDom(map);
const grouped = value => value.toLocaleString('en-US');
const top = map.getBoundingClientRect().top + window.scrollY;
const left = map.getBoundingClientRect().left;
return data.panels.flatMap((panel, i) => panel.buffers.map(buffer => {
  const box = buffer.outlines[0].label;
  const pixel = chart.convertToPixel({ xAxisIndex: i, yAxisIndex: i }, [(box[0] + box[1]) / 2, (box[2] + box[3]) / 2]);
  const scroll = Math.max(0, Math.round(top + pixel[1] - window.innerHeight / 2));
  return {
    x: Math.round(left + pixel[0]), y: Math.round(top + pixel[1] - scroll), scroll,
    expected: `${buffer.name} shape ${buffer.shape} ${buffer.type} size ${grouped(buffer.bytes)} B from byte ${grouped(buffer.from)}`
      .replace(/\s+/g, ' ')
  };
}));
