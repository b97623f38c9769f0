// Rows of the table whose focus does not bring up the buffer with its numbers.
const data = JSON.parse(document.getElementById('picture-data').textContent);
document.querySelectorAll('details').forEach(details => { details.open = true; });
const tip = document.getElementById('tip');
const failures = [];
const rows = document.querySelectorAll('tr[data-buffer]');
if (rows.length !== data.panels[0].buffers.length) { failures.push(`${rows.length} rows`); }
rows.forEach((row, i) => {
  row.querySelector('button').focus({ preventScroll: true });
  const buffer = data.panels[0].buffers[i];
  const said = tip.hidden ? '' : tip.textContent;
  for (const part of [buffer.name, buffer.shape, buffer.bytes.toLocaleString('en-US') + ' B', buffer.from.toLocaleString('en-US')]) {
    if (!said.includes(part)) { failures.push(`${buffer.name}: ${part} is not in ${said}`); }
  }
});
return failures.join('\n');
