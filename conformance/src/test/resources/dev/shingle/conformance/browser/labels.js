// Pairs of texts in the map whose boxes, turned as they are drawn, meet. All of them are compared, not only the ten largest.
const corners = text => {
  const box = text.getBBox();
  const matrix = text.getScreenCTM();
  return [[0, 0], [1, 0], [1, 1], [0, 1]].map(([u, v]) => {
    const point = new DOMPoint(box.x + u * box.width, box.y + v * box.height).matrixTransform(matrix);
    return [point.x, point.y];
  });
};
const shadow = (points, axis) => {
  const along = points.map(p => p[0] * axis[0] + p[1] * axis[1]);
  return [Math.min(...along), Math.max(...along)];
};
const meet = (a, b) => [a, b].every(points => [0, 1].every(i => {
  const axis = [points[i + 1][1] - points[i][1], points[i][0] - points[i + 1][0]];
  const length = Math.hypot(axis[0], axis[1]) || 1;
  const one = shadow(a, axis.map(x => x / length));
  const other = shadow(b, axis.map(x => x / length));
  return one[0] < other[1] - 0.5 && other[0] < one[1] - 0.5;
}));
const texts = [...document.querySelectorAll('#map text')].filter(text => text.textContent.trim())
  .map(text => ({ text: text.textContent, corners: corners(text) }));
const found = [];
texts.forEach((one, i) => texts.slice(i + 1).forEach(other => {
  if (meet(one.corners, other.corners)) { found.push(`${one.text} and ${other.text}`); }
}));
return found.join('\n');
