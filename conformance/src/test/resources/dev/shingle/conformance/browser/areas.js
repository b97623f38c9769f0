// The areas of all polygons in the page's own data, by the shoelace formula.
const data = JSON.parse(document.getElementById('picture-data').textContent);
return data.panels.flatMap(panel => panel.buffers.map(buffer => {
  let area = 0;
  for (const outline of buffer.outlines) {
    const p = outline.points;
    let twice = 0;
    for (let i = 0, j = p.length - 2; i < p.length; j = i, i += 2) { twice += p[j] * p[i + 1] - p[i] * p[j + 1]; }
    area += Math.abs(twice) / 2;
  }
  return { name: buffer.name, area, byteSteps: buffer.byteSteps, bytes: buffer.bytes, steps: buffer.last - buffer.first + 1 };
}));
