// Texts whose contrast to what lies behind them is below 4.5 (WCAG 2.2, success criterion 1.4.3).
const parse = colour => {
  const parts = (colour.match(/[\d.]+/g) || []).map(Number);
  return { rgb: parts.slice(0, 3), alpha: parts.length > 3 ? parts[3] : parts.length === 3 ? 1 : 0 };
};
const luminance = rgb => {
  const [r, g, b] = rgb.map(v => v / 255).map(v => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a, b) => {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};
const behind = element => {
  for (let at = element; at; at = at.parentElement) {
    const colour = parse(getComputedStyle(at).backgroundColor);
    if (colour.alpha > 0.99) { return colour.rgb; }
  }
  return [255, 255, 255];
};
// The last filled shape of the drawing under the middle of a text, or what is behind the drawing.
const behindText = text => {
  const box = text.getBBox();
  const middle = new DOMPoint(box.x + box.width / 2, box.y + box.height / 2).matrixTransform(text.getScreenCTM());
  let rgb = behind(text.ownerSVGElement.parentElement);
  for (const shape of text.ownerSVGElement.querySelectorAll('path, polygon, rect')) {
    if (shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_PRECEDING) { break; }
    if (shape.closest('defs')) { continue; }
    const fill = getComputedStyle(shape).fill;
    if (fill === 'none' || parse(fill).alpha < 0.99 || +getComputedStyle(shape).fillOpacity < 0.99) { continue; }
    const own = middle.matrixTransform(shape.getScreenCTM().inverse());
    if (shape.isPointInFill(own)) { rgb = parse(fill).rgb; }
  }
  return rgb;
};
const found = new Set();
document.querySelectorAll('details').forEach(details => { details.open = true; });
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
let seen = 0;
for (let node = walker.nextNode(); node; node = walker.nextNode()) {
  const parent = node.parentElement;
  if (!node.textContent.trim() || ['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(parent.tagName) || !parent.checkVisibility()) { continue; }
  seen++;
  const isDrawn = parent.ownerSVGElement;
  const ink = parse(isDrawn ? getComputedStyle(parent).fill : getComputedStyle(parent).color).rgb;
  const text = isDrawn ? parent.closest('text') : null;
  const ratio = contrast(ink, text ? behindText(text) : behind(parent));
  if (ratio < 4.5) { found.add(`${ratio.toFixed(2)}: ${node.textContent.trim().slice(0, 60)}`); }
}
if (seen < 100) { found.add(`only ${seen} texts were seen`); }
return [...found].join('\n');
